//! A column that may be null from now on.

use entity_core::schema::Ident;

use super::super::file::Place;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "drop-not-null",
    level: Level::Warning,
    help: "see that all running code bears a null first; then let it be written",
    find: Find::Each(find),
};

fn find(place: &Place<'_>) -> Vec<Found> {
    let Some(altered) = place.altered() else { return Vec::new() };
    let changes = altered.changes().filter(|(_, words)| words.starts(&["drop not null"]));
    let message =
        |column: &Ident| format!("running code may not bear a null in {}.{}", altered.table.plain(), column.as_str());
    changes.map(|(column, _)| Found::new(message(column))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_dropping_not_null_is_found() {
        judge(
            super::RULE.id,
            &["ALTER TABLE t ALTER COLUMN a DROP NOT NULL;"],
            &[
                "ALTER TABLE t ALTER a DROP DEFAULT;",
                "CREATE TABLE t (a int NOT NULL); ALTER TABLE t ALTER a DROP NOT NULL;",
            ],
        );
    }
}
