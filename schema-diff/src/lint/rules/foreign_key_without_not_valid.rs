//! A foreign key that is checked while both tables are locked.

use entity_core::schema::QualName;

use super::super::file::Place;
use super::super::shape::{Constraint, Key};
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "foreign-key-without-not-valid",
    level: Level::Warning,
    help: "add it NOT VALID, and VALIDATE CONSTRAINT in a later transaction",
    find: Find::Each(find),
};

fn find(place: &Place<'_>) -> Vec<Found> {
    let message = |table: &QualName| {
        Found::new(format!("writes to {} and to the table it refers to wait until all rows are checked", table.plain()))
    };
    let of_columns = place.added_columns().filter(|(_, column)| column.references().is_some());
    let of_columns = of_columns.map(|(table, _)| message(table));
    let is_checked = |constraint: &Constraint<'_>| constraint.key == Key::Foreign && !constraint.is_not_valid();
    let keys = place.added_constraints().filter(|(_, constraint)| is_checked(constraint));
    of_columns.chain(keys.map(|(table, _)| message(table).fix(place.alone_ending("NOT VALID")))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_a_key_that_is_checked_at_once_is_found() {
        judge(
            super::RULE.id,
            &[
                "ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES s (id);",
                "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES s;",
                "ALTER TABLE t ADD COLUMN a bigint REFERENCES s (id);",
            ],
            &[
                "ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES s (id) NOT VALID;",
                "CREATE TABLE t (a int); ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES s;",
                "CREATE TABLE t (a int REFERENCES s);",
                "ALTER TABLE t ADD COLUMN a bigint;",
            ],
        );
    }
}
