//! A trigger on a table that is in use.

use super::super::file::Place;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "trigger-on-existing-table",
    level: Level::Policy,
    help: "see that writers can wait for a moment, and that the function bears every row that running code writes",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let trigger = place.statement().shape.create().filter(|create| create.kind == "trigger")?;
    let (table, _) = trigger.rest.find("on")?.name()?;
    let message = format!("writes to {} wait for a moment, and then run the trigger", table.plain());
    (!place.is_new(&table)).then(|| Found::new(message))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_a_trigger_on_an_existing_table_is_found() {
        judge(
            super::RULE.id,
            &[
                "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();",
                "CREATE OR REPLACE TRIGGER g AFTER UPDATE OF a ON s.t EXECUTE FUNCTION f();",
            ],
            &["CREATE TABLE t (); CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();"],
        );
    }
}
