//! A lock that is taken by name.

use super::super::file::Place;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "lock-table",
    level: Level::Warning,
    help: "leave it to the statements that need it, or take it last and briefly",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let words = place.statement().words.after("lock")?;
    let (table, rest) = words.skip(&["table", "only"]).name()?;
    let is_weak =
        ["in access share mode", "in row share mode", "in row exclusive mode"].iter().any(|mode| rest.has(mode));
    let waits = !is_weak && !place.is_new(&table);
    waits.then(|| Found::new(format!("writes to {} wait until the transaction ends", table.plain())))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_a_lock_that_stops_writers_is_found() {
        judge(
            super::RULE.id,
            &["LOCK TABLE t;", "lock s.t in share row exclusive mode nowait;"],
            &["LOCK TABLE t IN ACCESS SHARE MODE;", "CREATE TABLE t (); LOCK t;"],
        );
    }
}
