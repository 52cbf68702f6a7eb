//! A statement that may hold its lock without end.

use super::super::file::Place;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "missing-statement-timeout",
    level: Level::Policy,
    help: "write SET statement_timeout at the head of the file, longer than the longest statement may take",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    if !place.is_first_to_lock() || place.before().iter().any(|statement| statement.sets("statement_timeout")) {
        return None;
    }
    Some(
        Found::new("nothing ends this statement if it takes too long")
            .fix(Some("SET statement_timeout = '60s';".to_owned())),
    )
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_the_first_lock_without_a_timeout_is_found() {
        judge(
            super::RULE.id,
            &["ALTER TABLE t ADD a int;", "SET lock_timeout = '5s'; DROP TABLE t;"],
            &["SET statement_timeout = '5s'; ALTER TABLE t ADD a int;", "CREATE TABLE t ();"],
        );
    }
}
