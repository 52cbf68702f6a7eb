//! A default that changes while code runs.

use entity_core::schema::Ident;

use super::super::file::Place;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "changing-default",
    level: Level::Policy,
    help: "see that running code means the default by leaving the column out",
    find: Find::Each(find),
};

fn find(place: &Place<'_>) -> Vec<Found> {
    let Some(altered) = place.altered() else { return Vec::new() };
    let changes = altered.changes().filter(|(_, words)| words.starts(&["set default"]));
    let message = |column: &Ident| {
        format!(
            "running code that leaves out {}.{} stores another value from now on",
            altered.table.plain(),
            column.as_str()
        )
    };
    changes.map(|(column, _)| Found::new(message(column))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_an_existing_column_is_found() {
        judge(
            super::RULE.id,
            &["ALTER TABLE t ALTER a SET DEFAULT 2;"],
            &["ALTER TABLE t ADD a int DEFAULT 2;", "CREATE TABLE t (a int); ALTER TABLE t ALTER a SET DEFAULT 2;"],
        );
    }
}
