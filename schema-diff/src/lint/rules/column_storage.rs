//! A way to store values that holds for rows to come only.

use entity_core::schema::Ident;

use super::super::file::Place;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "column-storage",
    level: Level::Policy,
    help: "write the rows anew in batches, if those that exist matter; EXTERNAL and PLAIN make rows larger",
    find: Find::Each(find),
};

fn find(place: &Place<'_>) -> Vec<Found> {
    let Some(altered) = place.altered() else { return Vec::new() };
    let changes = altered.changes().filter(|(_, words)| words.starts(&["set storage", "set compression"]));
    let message =
        |column: &Ident| format!("rows that exist keep {}.{} as it is stored", altered.table.plain(), column.as_str());
    changes.map(|(column, _)| Found::new(message(column))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_storage_is_found() {
        judge(
            super::RULE.id,
            &["ALTER TABLE t ALTER a SET STORAGE EXTERNAL;", "ALTER TABLE t ALTER a SET COMPRESSION lz4;"],
            &[
                "ALTER TABLE t ALTER a SET STATISTICS 100;",
                "CREATE TABLE t (a text); ALTER TABLE t ALTER a SET STORAGE PLAIN;",
            ],
        );
    }
}
