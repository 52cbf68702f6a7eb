//! A partition that leaves while the whole table waits.

use super::super::file::Place;
use super::super::words::Words;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "detach-partition-without-concurrently",
    level: Level::Warning,
    help: "write DETACH PARTITION … CONCURRENTLY under a line `-- schema-diff: no-transaction`, if there is no default partition",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let altered = place.altered()?;
    let is_patient = |action: Words<'_>| action.has("concurrently") || action.has("finalize");
    let detaches = |action: Words<'_>| action.starts(&["detach partition"]) && !is_patient(action);
    let message = format!("reads and writes of {} wait while the partition leaves", altered.table.plain());
    altered.others().any(detaches).then(|| Found::new(message).fix(Some(place.statement().ending("CONCURRENTLY"))))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_a_detach_that_locks_the_parent_is_found() {
        judge(
            super::RULE.id,
            &["ALTER TABLE t DETACH PARTITION p;"],
            &[
                "ALTER TABLE t DETACH PARTITION p CONCURRENTLY;",
                "ALTER TABLE t DETACH PARTITION p FINALIZE;",
                "CREATE TABLE t (a int) PARTITION BY LIST (a); ALTER TABLE t DETACH PARTITION p;",
            ],
        );
    }
}
