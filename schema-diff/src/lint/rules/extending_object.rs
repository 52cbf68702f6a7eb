//! A column, attribute or enum label that running code does not know.

use super::super::file::Place;
use super::super::words::Words;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "extending-object",
    level: Level::Policy,
    help: "see that running code names the columns it reads, and bears a label it has never seen",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let words = place.statement().words;
    let of_type = words.after("alter type").and_then(Words::name);
    let extends = of_type.is_some_and(|(_, rest)| rest.starts(&["add value", "add attribute"]));
    let adds = place.added_columns().next().is_some();
    (extends || adds)
        .then(|| Found::new("running code that reads whole rows or all labels meets something it does not know"))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_existing_objects_are_found() {
        judge(
            super::RULE.id,
            &["ALTER TABLE t ADD COLUMN a int;", "ALTER TYPE e ADD VALUE 'x';", "ALTER TYPE c ADD ATTRIBUTE a int;"],
            &["CREATE TABLE t (); ALTER TABLE t ADD a int;", "ALTER TABLE t ADD CHECK (a > 0);"],
        );
    }
}
