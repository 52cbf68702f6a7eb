//! A constraint that is validated in the transaction that adds it.

use entity_core::schema::Ident;

use super::super::file::Place;
use super::super::shape::Altered;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "not-valid-and-validate-together",
    level: Level::Warning,
    help: "put a line `-- schema-diff: transaction` between the two, so that the strong lock is gone before rows are read",
    find: Find::Each(find),
};

fn find(place: &Place<'_>) -> Vec<Found> {
    let Some(altered) = place.altered() else { return Vec::new() };
    let beside = place.together().iter().filter_map(|statement| statement.shape.altered());
    let same: Vec<&Altered<'_>> = beside.filter(|other| other.table == altered.table).collect();
    let is_beside = |name: &Ident| {
        same.iter()
            .flat_map(|other| other.constraints())
            .any(|added| added.name.as_ref() == Some(name) && added.is_not_valid())
    };
    let message = |name: &Ident| format!("{} is validated under the lock of the statement that adds it", name.as_str());
    altered.validated().filter(|name| is_beside(name)).map(|name| Found::new(message(name))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_both_in_one_transaction_are_found() {
        judge(
            super::RULE.id,
            &["ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT c;"],
            &[
                "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;\n-- schema-diff: transaction\nALTER TABLE t VALIDATE CONSTRAINT c;",
                "ALTER TABLE t VALIDATE CONSTRAINT c;",
                "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID; ALTER TABLE s VALIDATE CONSTRAINT c;",
                "-- schema-diff: no-transaction\nALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT c;",
            ],
        );
    }
}
