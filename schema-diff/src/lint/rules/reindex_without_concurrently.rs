//! An index that is built anew while writers wait.

use super::super::file::Place;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "reindex-without-concurrently",
    level: Level::Warning,
    help: "write REINDEX … CONCURRENTLY under a line `-- schema-diff: no-transaction`",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let words = place.statement().words.after("reindex")?;
    let waits = !words.has_anywhere("concurrently") && !words.has("system");
    let kind = ["index", "table", "schema", "database"].into_iter().find(|kind| words.has(kind))?;
    let fix = || place.statement().with(kind, "CONCURRENTLY");
    waits.then(|| Found::new("writes wait until the index is built anew, and reads that want it too").fix(fix()))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_a_reindex_that_holds_up_writers_is_found() {
        judge(
            super::RULE.id,
            &["REINDEX TABLE t;", "reindex (verbose) index i;"],
            &[
                "REINDEX TABLE CONCURRENTLY t;",
                "REINDEX (CONCURRENTLY, VERBOSE) INDEX i;",
                "CREATE INDEX reindex ON t (a);",
            ],
        );
    }
}
