//! A check that reads all rows while the table is locked.

use entity_core::schema::QualName;

use super::super::file::Place;
use super::super::shape::{Constraint, Key};
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "check-without-not-valid",
    level: Level::Warning,
    help: "add it NOT VALID, and VALIDATE CONSTRAINT in a later transaction",
    find: Find::Each(find),
};

fn find(place: &Place<'_>) -> Vec<Found> {
    let message =
        |table: &QualName| Found::new(format!("reads and writes of {} wait until all rows are checked", table.plain()));
    let of_columns = place.added_columns().filter(|(_, column)| column.has_check()).map(|(table, _)| message(table));
    let is_checked = |it: &Constraint<'_>| matches!(it.key, Key::Check | Key::NotNull) && !it.is_not_valid();
    let checks = place.added_constraints().filter(|(_, constraint)| is_checked(constraint));
    of_columns.chain(checks.map(|(table, _)| message(table).fix(place.alone_ending("NOT VALID")))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_a_check_of_existing_rows_is_found() {
        judge(
            super::RULE.id,
            &[
                "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0);",
                "ALTER TABLE t ADD CHECK (a > 0);",
                "ALTER TABLE t ADD COLUMN a int CHECK (a > 0);",
                "ALTER TABLE t ADD CONSTRAINT n NOT NULL a;",
            ],
            &[
                "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;",
                "CREATE TABLE t (a int); ALTER TABLE t ADD CHECK (a > 0);",
                "CREATE TABLE t (a int CHECK (a > 0));",
            ],
        );
    }
}
