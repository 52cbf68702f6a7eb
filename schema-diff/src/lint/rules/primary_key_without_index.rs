//! A primary key that builds its index while the table is locked.

use entity_core::schema::QualName;

use super::super::file::Place;
use super::super::shape::Key;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "primary-key-without-index",
    level: Level::Warning,
    help: "build a unique index with CONCURRENTLY first, see that the columns are NOT NULL, then add the key USING INDEX",
    find: Find::Each(find),
};

fn find(place: &Place<'_>) -> Vec<Found> {
    let message = |table: &QualName| {
        Found::new(format!(
            "reads and writes of {} wait until the index is built and nulls are looked for",
            table.plain()
        ))
    };
    let of_columns = place.added_columns().filter(|(_, column)| column.is_primary()).map(|(table, _)| message(table));
    let keys = place.added_constraints().filter(|(_, it)| it.key == Key::Primary && !it.uses_index());
    of_columns.chain(keys.map(|(table, key)| message(table).fix(key.as_index(table)))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_a_key_that_builds_an_index_is_found() {
        judge(
            super::RULE.id,
            &[
                "ALTER TABLE t ADD CONSTRAINT p PRIMARY KEY (a);",
                "ALTER TABLE t ADD PRIMARY KEY (a, b);",
                "ALTER TABLE t ADD id bigint PRIMARY KEY;",
            ],
            &[
                "ALTER TABLE t ADD CONSTRAINT p PRIMARY KEY USING INDEX i;",
                "CREATE TABLE t (a int); ALTER TABLE t ADD PRIMARY KEY (a);",
            ],
        );
    }
}
