//! An object that moves to another namespace.

use super::super::file::Place;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "set-schema",
    level: Level::Warning,
    help: "see that every search_path of running code has both namespaces, or that the name is nowhere qualified",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let words = place.statement().words.after("alter")?;
    let is_new = place.statement().shape.altered().is_some_and(|altered| place.is_new(&altered.table));
    (words.has("set schema") && !is_new)
        .then(|| Found::new("running code that finds the object in its namespace fails"))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_a_move_is_found() {
        judge(
            super::RULE.id,
            &["ALTER TABLE t SET SCHEMA s;", "ALTER FUNCTION f(int) SET SCHEMA s;"],
            &[
                "ALTER TABLE t SET (fillfactor = 80);",
                "CREATE TABLE t (); ALTER TABLE t SET SCHEMA s;",
                "ALTER ROLE r SET search_path = schema;",
            ],
        );
    }
}
