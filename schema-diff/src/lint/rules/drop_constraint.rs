//! A constraint that running code may rely on.

use entity_core::schema::Ident;

use super::super::file::Place;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "drop-constraint",
    level: Level::Warning,
    help: "see that no code trusts it; where it was only a step of this file, or comes back in it, there is nothing to do",
    find: Find::Each(find),
};

fn find(place: &Place<'_>) -> Vec<Found> {
    let Some(altered) = place.altered() else { return Vec::new() };
    let same =
        || place.file.statements.iter().filter_map(|it| it.shape.altered()).filter(|it| it.table == altered.table);
    let is_made = |name: &Ident| same().flat_map(|it| it.constraints()).any(|added| added.name.as_ref() == Some(name));
    let message = |name: &Ident| {
        format!("{} no longer keeps to {}; rows that break it can come in", altered.table.plain(), name.as_str())
    };
    altered.dropped_constraints().filter(|name| !is_made(name)).map(|name| Found::new(message(name))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn what_is_made_again_is_not_found() {
        judge(
            super::RULE.id,
            &[
                "ALTER TABLE t DROP CONSTRAINT c;",
                "ALTER TABLE t DROP CONSTRAINT c; ALTER TABLE s ADD CONSTRAINT c CHECK (a > 0) NOT VALID;",
            ],
            &[
                "ALTER TABLE t DROP CONSTRAINT c; ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;",
                "CREATE TABLE t (); ALTER TABLE t DROP CONSTRAINT c;",
                "ALTER TABLE t DROP COLUMN c;",
            ],
        );
    }
}
