//! A table whose rows go.

use super::super::file::Place;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "drop-table",
    level: Level::Warning,
    help: "stop using it first, in code that is everywhere already; a line `-- schema-diff: loses table` says that the loss is meant",
    find: Find::Each(find),
};

fn find(place: &Place<'_>) -> Vec<Found> {
    let Some(dropped) = place.statement().shape.dropped() else { return Vec::new() };
    if !matches!(dropped.kind.as_str(), "table" | "foreign table") {
        return Vec::new();
    }
    let lost = dropped.names.iter().filter(|table| !place.is_new(table) && !place.loses(&table.plain()));
    lost.map(|table| Found::new(format!("the rows of {} are gone, and running code that uses it fails", table.plain())))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn a_loss_that_is_named_is_not_found() {
        judge(
            super::RULE.id,
            &["DROP TABLE t;", "drop table if exists s.t, u;"],
            &["-- schema-diff: loses t\nDROP TABLE t;", "CREATE TABLE t (); DROP TABLE t;", "DROP VIEW \"table\";"],
        );
    }
}
