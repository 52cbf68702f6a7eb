//! A column that is no longer filled by itself.

use entity_core::schema::Ident;

use super::super::file::Place;
use super::super::shape::Altered;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "drop-default",
    level: Level::Warning,
    help: "see that all running code writes the column first",
    find: Find::Each(find),
};

fn find(place: &Place<'_>) -> Vec<Found> {
    let Some(altered) = place.altered() else { return Vec::new() };
    let changes =
        altered.changes().filter(|(column, words)| words.starts(&["drop default"]) && !is_own(place, altered, column));
    let message = |column: &Ident| {
        format!(
            "inserts of running code that leave out {}.{} fail or store a null",
            altered.table.plain(),
            column.as_str()
        )
    };
    changes.map(|(column, _)| Found::new(message(column))).collect()
}

/// Whether the file itself gave the column its default, or gives it another.
fn is_own(place: &Place<'_>, altered: &Altered<'_>, column: &Ident) -> bool {
    let same = place.file.statements.iter().filter_map(|it| it.shape.altered()).filter(|it| it.table == altered.table);
    same.into_iter().any(|other| {
        let adds = other.columns().any(|added| added.name == *column);
        adds || other.changes().any(|(name, words)| name == column && words.starts(&["set default", "add generated"]))
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn a_default_of_the_file_itself_is_not_found() {
        judge(
            super::RULE.id,
            &["ALTER TABLE t ALTER COLUMN a DROP DEFAULT;"],
            &[
                "ALTER TABLE t ALTER a DROP NOT NULL;",
                "ALTER TABLE t ADD a int DEFAULT 1; ALTER TABLE t ALTER a DROP DEFAULT;",
                "ALTER TABLE t ALTER a DROP DEFAULT, ALTER a TYPE e USING a::text::e, ALTER a SET DEFAULT 1;",
            ],
        );
    }
}
