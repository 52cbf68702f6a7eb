//! A column that running code no longer finds.

use entity_core::schema::Ident;

use super::super::file::Place;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "renaming-column",
    level: Level::Warning,
    help: "add a second column, write both, fill it, read the second, then drop the first; or rename while no code runs",
    find: Find::Each(find),
};

fn find(place: &Place<'_>) -> Vec<Found> {
    let Some(altered) = place.altered() else { return Vec::new() };
    let message = |from: &Ident| format!("running code that uses {}.{} fails", altered.table.plain(), from.as_str());
    altered.renamed_columns().map(|from| Found::new(message(from))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_a_column_is_found() {
        judge(
            super::RULE.id,
            &["ALTER TABLE t RENAME COLUMN a TO b;", "alter table if exists s.t rename a to b;"],
            &[
                "ALTER TABLE t RENAME TO s;",
                "ALTER TABLE t RENAME CONSTRAINT a TO b;",
                "CREATE TABLE t (a int); ALTER TABLE t RENAME a TO b;",
            ],
        );
    }
}
