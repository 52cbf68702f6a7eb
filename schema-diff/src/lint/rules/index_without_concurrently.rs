//! An index that holds up writers while it is built.

use super::super::file::Place;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "index-without-concurrently",
    level: Level::Warning,
    help: "write CREATE INDEX CONCURRENTLY under a line `-- schema-diff: no-transaction`, if the table is large",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let index = place.statement().shape.index()?;
    let waits = !index.concurrently && !place.is_new(&index.table);
    let message = format!("writes to {} wait until the index is built", index.table.plain());
    waits.then(|| Found::new(message).fix(place.statement().with("index", "CONCURRENTLY")))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_an_index_on_a_table_that_may_have_rows_is_found() {
        judge(
            super::RULE.id,
            &[
                "CREATE INDEX i ON t (a);",
                "create unique index if not exists i on only s.\"T\" (a);",
                "CREATE INDEX ON t (a);",
                "CREATE TABLE s.t (a int); CREATE INDEX i ON t (a);",
            ],
            &[
                "CREATE UNLOGGED TABLE IF NOT EXISTS t (a int); CREATE INDEX i ON public.t (a);",
                "CREATE MATERIALIZED VIEW t AS SELECT 1 AS a; CREATE INDEX i ON t (a);",
                "-- schema-diff: no-transaction\nCREATE INDEX CONCURRENTLY i ON t (a);",
            ],
        );
    }
}
