//! A strong lock that is waited for without end, while all who come later wait behind it.

use super::super::file::Place;
use super::super::{Find, Found, Level, Role, Rule};

pub(super) const RULE: Rule = Rule {
    id: "missing-lock-timeout",
    level: Level::Warning,
    help: "write SET lock_timeout = '5s' at the head of the file, and run it again when it gives up",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    // The runner sets one of its own.
    match place.file.role {
        Role::Up | Role::Down(_) => return None,
        Role::Alone => {}
    }
    if !place.is_first_to_lock() || place.before().iter().any(|statement| statement.sets("lock_timeout")) {
        return None;
    }
    Some(
        Found::new("if a lock is not to be had, this waits for it without end, and all others behind it")
            .fix(Some("SET lock_timeout = '5s';".to_owned())),
    )
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_the_first_lock_without_a_timeout_is_found() {
        judge(
            super::RULE.id,
            &["ALTER TABLE t ADD a int;", "SET statement_timeout = '5s'; DROP TABLE t;"],
            &[
                "SET lock_timeout = '5s'; ALTER TABLE t ADD a int;",
                "SET LOCAL lock_timeout TO '5s'; DROP INDEX i;",
                "CREATE TABLE t (); ALTER TABLE t ADD a int;",
                "SELECT set_config('lock_timeout', '5s', false); ALTER TABLE t ADD a int;",
            ],
        );
    }
}
