//! A command that the server refuses in a transaction.

use super::super::file::Place;
use super::super::{Find, Found, Level, Rule};
use crate::files::Via;

pub(super) const RULE: Rule = Rule {
    id: "refused-in-transaction",
    level: Level::Warning,
    help: "put a line `-- schema-diff: no-transaction` above it, and `-- schema-diff: transaction` below",
    find: Find::One(find),
};

const REFUSED: [&str; 10] = [
    "vacuum",
    "create database",
    "drop database",
    "create tablespace",
    "drop tablespace",
    "alter system",
    "reindex database",
    "reindex system",
    "reindex schema",
    "drop subscription",
];

fn find(place: &Place<'_>) -> Option<Found> {
    match place.via {
        Via::Transaction => {}
        Via::Single => return None,
    }
    let is_refused = place.statement().words.starts(&REFUSED);
    is_refused.then(|| Found::new("the server refuses this in a transaction, and this part of the file is one"))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_what_runs_alone_is_found() {
        judge(
            super::RULE.id,
            &["VACUUM t;", "CREATE DATABASE d;", "ALTER SYSTEM SET work_mem = '1GB';"],
            &["-- schema-diff: no-transaction\nVACUUM t;", "ALTER TABLE t ADD vacuum text;"],
        );
    }
}
