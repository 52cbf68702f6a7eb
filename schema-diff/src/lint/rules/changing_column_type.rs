//! A column whose type changes.

use entity_core::schema::Ident;

use super::super::file::Place;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "changing-column-type",
    level: Level::Warning,
    help: "a longer varchar, text from varchar and a wider numeric are cheap: say so in an `allow` line; else add a second column, fill it in batches, and switch",
    find: Find::Each(find),
};

fn find(place: &Place<'_>) -> Vec<Found> {
    let Some(altered) = place.altered() else { return Vec::new() };
    let changes = altered.changes().filter(|(_, words)| words.starts(&["type", "set data type"]));
    let message = |column: &Ident| {
        format!(
            "a change of the type of {}.{} may rewrite the table and its indexes under a lock, and break running code",
            altered.table.plain(),
            column.as_str()
        )
    };
    changes.map(|(column, _)| Found::new(message(column))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_a_type_of_an_existing_column_is_found() {
        judge(
            super::RULE.id,
            &[
                "ALTER TABLE t ALTER COLUMN a TYPE bigint;",
                "ALTER TABLE t ALTER a SET DATA TYPE bigint USING a::bigint;",
            ],
            &["CREATE TABLE t (a int); ALTER TABLE t ALTER a TYPE bigint;", "ALTER TABLE t ALTER a SET DEFAULT 1;"],
        );
    }
}
