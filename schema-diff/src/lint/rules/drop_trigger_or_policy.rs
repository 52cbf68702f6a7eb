//! A trigger, rule or policy that goes.

use super::super::file::Place;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "drop-trigger-or-policy",
    level: Level::Policy,
    help: "see what it did: rows are no longer checked, written or hidden as before",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let dropped = place.statement().shape.dropped()?;
    let is_guard = matches!(dropped.kind.as_str(), "trigger" | "event trigger" | "policy" | "rule");
    let name = dropped.names.first()?.plain();
    is_guard.then(|| Found::new(format!("without the {} {name}, the same statements do something else", dropped.kind)))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn each_guard_is_found() {
        judge(
            super::RULE.id,
            &["DROP TRIGGER g ON t;", "DROP POLICY p ON t;", "DROP EVENT TRIGGER e;"],
            &["DROP VIEW v;", "CREATE POLICY p ON t;"],
        );
    }
}
