//! CONCURRENTLY inside of a transaction, which the server refuses.

use super::super::file::Place;
use super::super::shape::{Altered, Shape};
use super::super::{Find, Found, Level, Rule};
use crate::files::Via;

pub(super) const RULE: Rule = Rule {
    id: "concurrently-in-transaction",
    level: Level::Warning,
    help: "put a line `-- schema-diff: no-transaction` above it, and `-- schema-diff: transaction` below",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    match place.via {
        Via::Transaction => is_concurrent(place)
            .then(|| Found::new("the server refuses CONCURRENTLY in a transaction, and this part of the file is one")),
        Via::Single => None,
    }
}

/// `REFRESH MATERIALIZED VIEW CONCURRENTLY` is the one that a transaction may hold.
fn is_concurrent(place: &Place<'_>) -> bool {
    let statement = place.statement();
    let detaches = |altered: &Altered<'_>| {
        altered.others().any(|action| action.starts(&["detach partition"]) && action.has("concurrently"))
    };
    match &statement.shape {
        Shape::Index(index) => index.concurrently,
        Shape::Drop(dropped) => dropped.concurrently,
        Shape::Alter(altered) => detaches(altered),
        Shape::Table(_) | Shape::Create(_) | Shape::Other => {
            statement.words.starts(&["reindex"]) && statement.words.has_anywhere("concurrently")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_concurrent_work_in_a_transaction_is_found() {
        judge(
            super::RULE.id,
            &[
                "CREATE INDEX CONCURRENTLY i ON t (a);",
                "create unique index concurrently if not exists i on t (a);",
                "DROP INDEX CONCURRENTLY i;",
                "REINDEX TABLE CONCURRENTLY t;",
                "REINDEX (CONCURRENTLY) INDEX i;",
                "ALTER TABLE t DETACH PARTITION p CONCURRENTLY;",
                "BEGIN; CREATE INDEX CONCURRENTLY i ON t (a); COMMIT;",
            ],
            &[
                "DROP INDEX i;",
                "REFRESH MATERIALIZED VIEW CONCURRENTLY v;",
                "-- schema-diff: no-transaction\nCREATE INDEX CONCURRENTLY i ON t (a);",
                "BEGIN; SELECT 1; COMMIT; CREATE INDEX CONCURRENTLY i ON t (a);",
            ],
        );
    }
}
