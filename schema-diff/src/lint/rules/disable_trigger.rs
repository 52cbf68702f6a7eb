//! Triggers that stay off.

use super::super::file::Place;
use super::super::statement::Statement;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "disable-trigger",
    level: Level::Warning,
    help: "enable them again in the same transaction; for bulk loads that nobody may see, SET LOCAL session_replication_role",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let altered = place.altered()?;
    if !altered.others().any(|action| action.starts(&["disable trigger", "disable rule"])) {
        return None;
    }
    let enables = |statement: &Statement<'_>| {
        let same = statement.shape.altered().filter(|other| other.table == altered.table);
        same.is_some_and(|other| other.others().any(|action| action.starts(&["enable"])))
    };
    let message = format!("the triggers of {} stay off, foreign keys among them if all are", altered.table.plain());
    (!place.after().iter().any(enables)).then(|| Found::new(message))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_triggers_that_stay_off_are_found() {
        judge(
            super::RULE.id,
            &["ALTER TABLE t DISABLE TRIGGER ALL;", "ALTER TABLE t DISABLE TRIGGER g; ALTER TABLE s ENABLE TRIGGER g;"],
            &[
                "ALTER TABLE t DISABLE TRIGGER g; UPDATE t SET a = 1 WHERE b; ALTER TABLE t ENABLE TRIGGER g;",
                "ALTER TABLE t ENABLE TRIGGER g;",
            ],
        );
    }
}
