//! A table that is written anew under a lock.

use super::super::file::Place;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "table-rewrite",
    level: Level::Warning,
    help: "use a tool that copies online, such as pg_repack, or do it while the table is small or idle",
    find: Find::One(find),
};

/// What `ALTER TABLE` copies the whole table for.
const COPIES: [&str; 5] = ["set tablespace", "set logged", "set unlogged", "set access method", "set without oids"];

fn find(place: &Place<'_>) -> Option<Found> {
    let words = place.statement().words;
    let is_full = words.starts(&["vacuum full"])
        || words.starts(&["vacuum"]) && words.first_group().is_some_and(|(options, _)| options.has("full"));
    let copies = place.altered().filter(|altered| altered.others().any(|action| action.starts(&COPIES)));
    let is_found = is_full || words.starts(&["cluster"]) || copies.is_some();
    is_found.then(|| Found::new("the table is copied, and reads and writes wait for as long as that takes"))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_what_copies_a_table_is_found() {
        judge(
            super::RULE.id,
            &[
                "VACUUM FULL t;",
                "VACUUM (ANALYZE, FULL) t;",
                "CLUSTER t USING i;",
                "ALTER TABLE t SET TABLESPACE fast;",
                "ALTER TABLE t SET UNLOGGED;",
            ],
            &[
                "VACUUM t;",
                "VACUUM (ANALYZE) t;",
                "CREATE TABLE t (); ALTER TABLE t SET UNLOGGED;",
                "ALTER TABLE t SET (fillfactor = 80);",
            ],
        );
    }
}
