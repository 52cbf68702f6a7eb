//! An exclusion constraint on a table that has rows.

use entity_core::schema::QualName;

use super::super::file::Place;
use super::super::shape::Key;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "exclusion-constraint",
    level: Level::Warning,
    help: "there is no way without the lock: do it while the table is small or idle, with a lock_timeout",
    find: Find::Each(find),
};

fn find(place: &Place<'_>) -> Vec<Found> {
    let excludes = place.added_constraints().filter(|(_, constraint)| constraint.key == Key::Exclude);
    let message = |table: &QualName| format!("reads and writes of {} wait until the index is built", table.plain());
    excludes.map(|(table, _)| Found::new(message(table))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_one_on_an_existing_table_is_found() {
        judge(
            super::RULE.id,
            &["ALTER TABLE t ADD CONSTRAINT e EXCLUDE USING gist (a WITH &&);"],
            &[
                "CREATE TABLE t (a int4range, EXCLUDE USING gist (a WITH &&));",
                "CREATE TABLE t (a int4range); ALTER TABLE t ADD EXCLUDE USING gist (a WITH &&);",
            ],
        );
    }
}
