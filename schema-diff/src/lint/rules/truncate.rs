//! All rows of a table go.

use super::super::file::Place;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "truncate",
    level: Level::Warning,
    help: "delete by a condition, or a line `-- schema-diff: loses table` says that the loss is meant",
    find: Find::Each(find),
};

fn find(place: &Place<'_>) -> Vec<Found> {
    let Some(words) = place.statement().words.after("truncate") else { return Vec::new() };
    let tables = words.skip(&["table", "only"]).parts().into_iter().filter_map(|part| part.skip(&["only"]).name());
    let lost = tables.map(|(table, _)| table).filter(|table| !place.is_new(table) && !place.loses(&table.plain()));
    lost.map(|table| Found::new(format!("all rows of {} are gone", table.plain()))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn a_loss_that_is_named_is_not_found() {
        judge(
            super::RULE.id,
            &["TRUNCATE t;", "truncate table only s.t, u restart identity;"],
            &["-- schema-diff: loses t\nTRUNCATE t;", "CREATE TABLE t (); TRUNCATE t;", "DELETE FROM t WHERE a;"],
        );
    }
}
