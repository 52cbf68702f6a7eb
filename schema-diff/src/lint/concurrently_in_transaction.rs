//! CONCURRENTLY inside of a transaction, which the server refuses.

use super::statement::Statement;
use super::{Place, Rule};
use crate::files::Via;

pub(super) const RULE: Rule = Rule {
    id: "concurrently-in-transaction",
    help: "put a line `-- schema-diff: no-transaction` above it, and `-- schema-diff: transaction` below",
    find,
};

fn find(place: &Place<'_>, statement: &Statement<'_>) -> Option<String> {
    match place.via {
        Via::Transaction => is_concurrent(statement)
            .then(|| "the server refuses CONCURRENTLY in a transaction, and this part of the file is one".to_owned()),
        Via::Single => None,
    }
}

/// `REFRESH MATERIALIZED VIEW CONCURRENTLY` is the one that a transaction may hold.
fn is_concurrent(statement: &Statement<'_>) -> bool {
    let words = statement.words();
    let created = words.after("create").map(|words| words.skip(&["unique"]));
    let of_index = created.or_else(|| words.after("drop")).and_then(|words| words.after("index"));
    let reindexed = || words.after("reindex").map(|words| words.skip(&["index", "table", "schema", "database"]));
    of_index.or_else(reindexed).and_then(|words| words.after("concurrently")).is_some()
}

#[cfg(test)]
mod tests {
    use super::super::found;

    #[test]
    fn only_concurrent_work_in_a_transaction_is_found() {
        for (text, is_found) in [
            ("CREATE INDEX CONCURRENTLY i ON t (a);", true),
            ("create unique index concurrently if not exists i on t (a);", true),
            ("DROP INDEX CONCURRENTLY i;", true),
            ("REINDEX TABLE CONCURRENTLY t;", true),
            ("DROP INDEX i;", false),
            ("REFRESH MATERIALIZED VIEW CONCURRENTLY v;", false),
            ("-- schema-diff: no-transaction\nCREATE INDEX CONCURRENTLY i ON t (a);", false),
        ] {
            assert_eq!(found(text) == [("concurrently-in-transaction", 1)], is_found, "{text}");
        }
    }
}
