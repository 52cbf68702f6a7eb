//! A unique constraint that builds its index while the table is locked.

use entity_core::schema::QualName;

use super::super::file::Place;
use super::super::shape::Key;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "unique-without-index",
    level: Level::Warning,
    help: "build a unique index with CONCURRENTLY first, then add the constraint USING INDEX",
    find: Find::Each(find),
};

fn find(place: &Place<'_>) -> Vec<Found> {
    let message =
        |table: &QualName| Found::new(format!("reads and writes of {} wait until the index is built", table.plain()));
    let of_columns = place.added_columns().filter(|(_, column)| column.is_unique()).map(|(table, _)| message(table));
    let keys = place.added_constraints().filter(|(_, it)| it.key == Key::Unique && !it.uses_index());
    of_columns.chain(keys.map(|(table, key)| message(table).fix(key.as_index(table)))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_a_constraint_that_builds_an_index_is_found() {
        judge(
            super::RULE.id,
            &[
                "ALTER TABLE t ADD CONSTRAINT u UNIQUE (a, b);",
                "ALTER TABLE t ADD UNIQUE NULLS NOT DISTINCT (a);",
                "ALTER TABLE t ADD a int UNIQUE;",
            ],
            &[
                "ALTER TABLE t ADD CONSTRAINT u UNIQUE USING INDEX i;",
                "CREATE TABLE t (a int UNIQUE); ALTER TABLE t ADD UNIQUE (a);",
                "ALTER TABLE t ADD \"unique\" int;",
            ],
        );
    }
}
