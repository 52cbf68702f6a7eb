//! A generated column that is computed in another way, or no longer.

use entity_core::schema::Ident;

use super::super::file::Place;
use super::super::words::Words;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "changing-generated-column",
    level: Level::Warning,
    help: "see that running code bears both values; where it goes on as a plain column, let code write it first",
    find: Find::Each(find),
};

fn find(place: &Place<'_>) -> Vec<Found> {
    let Some(altered) = place.altered() else { return Vec::new() };
    let found = |(column, words): (&Ident, Words<'_>)| {
        let column = format!("{}.{}", altered.table.plain(), column.as_str());
        if words.starts(&["drop expression"]) {
            Some(Found::new(format!("{column} is no longer computed, and rows of running code leave it null")))
        } else if words.starts(&["set expression"]) {
            Some(Found::new(format!("the table is rewritten under a lock, to compute {column} anew")))
        } else {
            None
        }
    };
    altered.changes().filter_map(found).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_the_expression_is_found() {
        judge(
            super::RULE.id,
            &["ALTER TABLE t ALTER a DROP EXPRESSION;", "ALTER TABLE t ALTER a SET EXPRESSION AS (b * 3);"],
            &[
                "ALTER TABLE t ALTER a DROP DEFAULT;",
                "CREATE TABLE t (b int, a int GENERATED ALWAYS AS (b) STORED); ALTER TABLE t ALTER a DROP EXPRESSION;",
            ],
        );
    }
}
