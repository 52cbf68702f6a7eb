//! A unique index on rows that may repeat.

use super::super::file::Place;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "unique-may-fail",
    level: Level::Policy,
    help: "look for repeated rows first; an index that failed with CONCURRENTLY stays behind invalid",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let index = place.statement().shape.index()?;
    let may_fail = index.unique && !place.is_new(&index.table);
    may_fail.then(|| Found::new(format!("this fails where rows of {} repeat", index.table.plain())))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_an_existing_table_is_found() {
        judge(
            super::RULE.id,
            &[
                "CREATE UNIQUE INDEX i ON t (a);",
                "-- schema-diff: no-transaction\nCREATE UNIQUE INDEX CONCURRENTLY i ON t (a);",
            ],
            &["CREATE INDEX i ON t (a);", "CREATE TABLE t (a int); CREATE UNIQUE INDEX i ON t (a);"],
        );
    }
}
