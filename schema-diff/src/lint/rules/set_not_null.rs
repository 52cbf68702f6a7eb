//! A column that is read through while the table is locked.

use entity_core::schema::Ident;

use super::super::file::Place;
use super::super::shape::Altered;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "set-not-null",
    level: Level::Warning,
    help: "add CHECK (column IS NOT NULL) NOT VALID, VALIDATE it in a later transaction, then SET NOT NULL, which trusts it, then drop it",
    find: Find::Each(find),
};

fn find(place: &Place<'_>) -> Vec<Found> {
    let Some(altered) = place.altered() else { return Vec::new() };
    let sets = altered.changes().filter(|(_, words)| words.starts(&["set not null"]));
    let unproved = sets.filter(|(column, _)| !is_proved(place, altered, column));
    unproved
        .map(|(column, _)| {
            let (table, column) = (altered.table.plain(), column.as_str());
            Found::new(format!("all rows of {table} are read under a lock, to see whether {column} is null anywhere"))
        })
        .collect()
}

/// Whether a check of the column was validated before. A check that another file added is given credit.
fn is_proved(place: &Place<'_>, altered: &Altered<'_>, column: &Ident) -> bool {
    let same = || {
        place.before().iter().filter_map(|statement| statement.shape.altered()).filter(|it| it.table == altered.table)
    };
    let mut validated = same().flat_map(Altered::validated);
    validated.any(|name| {
        let mut added = same().flat_map(Altered::constraints).filter(|added| added.name.as_ref() == Some(name));
        added.all(|added| {
            added.words.names().any(|word| word == column.as_str()) && added.words.has_anywhere("is not null")
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn a_validated_check_makes_it_cheap() {
        judge(
            super::RULE.id,
            &[
                "ALTER TABLE t ALTER COLUMN a SET NOT NULL;",
                "ALTER TABLE t ADD CONSTRAINT c CHECK (b IS NOT NULL) NOT VALID;\n-- schema-diff: transaction\nALTER TABLE t VALIDATE CONSTRAINT c;\nALTER TABLE t ALTER a SET NOT NULL;",
            ],
            &[
                "CREATE TABLE t (a int); ALTER TABLE t ALTER a SET NOT NULL;",
                "ALTER TABLE t ADD CONSTRAINT c CHECK (a IS NOT NULL) NOT VALID;\n-- schema-diff: transaction\nALTER TABLE t VALIDATE CONSTRAINT c;\nALTER TABLE t ALTER a SET NOT NULL;",
                "ALTER TABLE t VALIDATE CONSTRAINT c; ALTER TABLE t ALTER a SET NOT NULL;",
                "ALTER TABLE t ALTER a DROP NOT NULL;",
            ],
        );
    }
}
