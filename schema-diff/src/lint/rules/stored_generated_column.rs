//! A new column that is computed for the rows that exist.

use entity_core::schema::QualName;

use super::super::file::Place;
use super::super::shape::Column;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "stored-generated-column",
    level: Level::Warning,
    help: "add a plain column, fill it in batches and by a trigger; or a virtual one, on PostgreSQL 18",
    find: Find::Each(find),
};

fn find(place: &Place<'_>) -> Vec<Found> {
    let is_stored = |column: &Column<'_>| column.generated().is_some_and(|(_, rest)| rest.starts(&["stored"]));
    let message = |(table, column): (&QualName, &Column<'_>)| {
        format!("{} is rewritten under a lock, to compute {}", table.plain(), column.name.as_str())
    };
    place.added_columns().filter(|(_, column)| is_stored(column)).map(|it| Found::new(message(it))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_a_stored_column_of_an_existing_table_is_found() {
        judge(
            super::RULE.id,
            &["ALTER TABLE t ADD a int GENERATED ALWAYS AS (b * 2) STORED;"],
            &[
                "ALTER TABLE t ADD a int GENERATED ALWAYS AS (b * 2) VIRTUAL;",
                "ALTER TABLE t ADD a int GENERATED ALWAYS AS IDENTITY;",
                "CREATE TABLE t (b int, a int GENERATED ALWAYS AS (b * 2) STORED);",
            ],
        );
    }
}
