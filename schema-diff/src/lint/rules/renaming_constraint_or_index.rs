//! A constraint, index, trigger or policy of another name.

use super::super::file::Place;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "renaming-constraint-or-index",
    level: Level::Policy,
    help: "see that no ON CONFLICT ON CONSTRAINT, no error handler and no monitoring uses the name",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let words = place.statement().words.after("alter")?;
    let is_plain = words.starts(&["index", "trigger", "policy", "rule", "event trigger"]) && words.has("rename to");
    let is_constraint = words.starts(&["table"]) && words.has("rename constraint");
    (is_plain || is_constraint)
        .then(|| Found::new("code that uses the former name fails, such as a handler of this constraint's errors"))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_what_code_seldom_names_is_found() {
        judge(
            super::RULE.id,
            &[
                "ALTER INDEX i RENAME TO j;",
                "ALTER TABLE t RENAME CONSTRAINT c TO d;",
                "ALTER TRIGGER g ON t RENAME TO h;",
            ],
            &["ALTER TABLE t RENAME a TO b;", "ALTER INDEX i SET (fillfactor = 80);"],
        );
    }
}
