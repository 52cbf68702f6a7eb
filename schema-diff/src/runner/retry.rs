//! When to try again. Pure.

use std::time::Duration;

use tokio_postgres::error::SqlState;

use crate::server::Refusal;

/// The pauses between tries. The queue behind the lock that we wanted drains meanwhile.
const PAUSES: [Duration; 3] = [Duration::from_secs(1), Duration::from_secs(2), Duration::from_secs(4)];

/// How often a statement is tried at most.
pub(super) const TRIES: usize = PAUSES.len() + 1;

/// How long to wait after a refused try, from 1. `None` when trying again is of no use.
pub(super) fn pause(attempt: usize, refusal: &Refusal) -> Option<Duration> {
    let others_are_in_the_way =
        refusal.is(&SqlState::LOCK_NOT_AVAILABLE) || refusal.is(&SqlState::T_R_DEADLOCK_DETECTED);
    if others_are_in_the_way { PAUSES.get(attempt.checked_sub(1)?).copied() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_locks_are_waited_for_and_not_for_ever() {
        let refusal = |sqlstate: &str| Refusal {
            sqlstate: sqlstate.to_owned(),
            message: String::new(),
            object: None,
            position: None,
        };
        for (attempt, sqlstate, seconds) in
            [(1, "55P03", Some(1)), (3, "40P01", Some(4)), (4, "55P03", None), (1, "42601", None), (1, "57014", None)]
        {
            assert_eq!(pause(attempt, &refusal(sqlstate)), seconds.map(Duration::from_secs), "{attempt} {sqlstate}");
        }
    }
}
