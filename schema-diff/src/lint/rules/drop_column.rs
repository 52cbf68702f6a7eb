//! A column whose values go, and whose readers fail.

use super::super::file::Place;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "drop-column",
    level: Level::Warning,
    help: "stop using it first, in code that is everywhere already; a line `-- schema-diff: loses table.column` says that the loss is meant",
    find: Find::Each(find),
};

fn find(place: &Place<'_>) -> Vec<Found> {
    let Some(altered) = place.altered() else { return Vec::new() };
    let table = altered.table.plain();
    let columns = altered.dropped_columns().map(|name| format!("{table}.{}", name.as_str()));
    let lost = columns.filter(|column| !place.loses(column));
    lost.map(|column| Found::new(format!("the values of {column} are gone, and running code that reads it fails")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn a_loss_that_is_named_is_not_found() {
        judge(
            super::RULE.id,
            &[
                "ALTER TABLE t DROP COLUMN a;",
                "ALTER TABLE s.t ADD b int, DROP a CASCADE;",
                "-- schema-diff: loses t.b\nALTER TABLE t DROP a;",
            ],
            &[
                "-- schema-diff: loses t.a\nALTER TABLE t DROP COLUMN a;",
                "CREATE TABLE t (a int); ALTER TABLE t DROP a;",
                "ALTER TABLE t DROP CONSTRAINT a;",
                "ALTER TABLE t ALTER a DROP NOT NULL;",
            ],
        );
    }
}
