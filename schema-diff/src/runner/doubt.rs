//! Finds out how a statement ended that was sent outside a transaction by a run that was cut off.

use std::collections::BTreeSet;

use entity_core::schema::Catalog;

use super::{Error, Verdict, index};
use crate::files::{Entry, Named, Statement, Way};
use crate::introspect;
use crate::server::Connection;

/// Looks at the catalog. `None` when it cannot tell. An INVALID index that the statement left is gone then.
pub(super) async fn verdict(
    connection: &mut Connection,
    statement: &Statement,
    entry: Option<&Entry>,
) -> Result<Option<Verdict>, Error> {
    index::drop_invalid(connection, &statement.sql).await?;
    if let Some(concurrent) = index::concurrent(&statement.sql) {
        return Ok(Some(index::verdict(connection, concurrent).await?));
    }
    if may_run_twice(&statement.sql) {
        return Ok(Some(Verdict::Again));
    }
    match entry {
        // What a plan runs as a block is a backfill in batches, which goes on where it stopped.
        Some(_) if statement.sql.starts_with("DO ") => Ok(Some(Verdict::Again)),
        Some(entry) => Ok(judge(entry, &introspect::read(connection).await?)),
        None => Ok(None),
    }
}

/// A step that made or removed its objects shows in the catalog. One statement does all of it or nothing.
fn judge(entry: &Entry, live: &Catalog) -> Option<Verdict> {
    let present: BTreeSet<Named> = live.objects.keys().map(Named::new).collect();
    let is_there = present.contains(entry.objects.first()?);
    match (entry.change, is_there) {
        (Way::Create, true) | (Way::Drop, false) => Some(Verdict::Done),
        (Way::Create, false) | (Way::Drop, true) => Some(Verdict::Again),
        (Way::Alter | Way::Rename, _) => None,
    }
}

/// Whether a statement that ran to its end does no harm when it runs once more.
fn may_run_twice(sql: &str) -> bool {
    let words: Vec<String> = sql.split_whitespace().map(str::to_ascii_lowercase).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let has = |phrase: &[&str]| words.windows(phrase.len()).any(|window| window == phrase);
    match words.as_slice() {
        ["set" | "reset" | "vacuum" | "analyze" | "reindex" | "cluster" | "checkpoint", ..]
        | ["refresh", "materialized", ..]
        | ["create", "or", "replace", ..] => true,
        ["create", ..] => has(&["if", "not", "exists"]),
        ["drop", ..] => has(&["if", "exists"]),
        ["alter", "table", ..] => has(&["validate", "constraint"]) && !sql.contains(','),
        ["alter", "type", ..] => has(&["add", "value", "if", "not", "exists"]),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use entity_core::schema::{Namespace, Object, ObjectId};

    use super::*;

    #[test]
    fn what_may_run_twice() {
        for (sql, may) in [
            ("VACUUM pets", true),
            ("SET statement_timeout = 0", true),
            ("ALTER TABLE pets VALIDATE CONSTRAINT a", true),
            ("ALTER TABLE pets VALIDATE CONSTRAINT a, ADD b int", false),
            ("CREATE TABLE IF NOT EXISTS pets ()", true),
            ("CREATE TABLE pets ()", false),
            ("DROP TABLE pets", false),
            ("DROP TABLE IF EXISTS pets", true),
            ("INSERT INTO pets VALUES (1)", false),
            ("CALL backfill()", false),
        ] {
            assert_eq!(may_run_twice(sql), may, "{sql}");
        }
    }

    #[test]
    fn the_catalog_says_what_was_made_and_what_is_gone() {
        let pets = ObjectId::Namespace("pets".into());
        let mut with = Catalog::default();
        with.objects.insert(pets.clone(), Object::Namespace(Namespace {}));
        let entry = |change| Entry {
            change,
            objects: vec![Named::new(&pets)],
            hazards: Vec::new(),
            locks: Vec::new(),
            transaction: "none".into(),
            statement: None,
        };
        for (change, live, verdict) in [
            (Way::Create, &with, Some(Verdict::Done)),
            (Way::Create, &Catalog::default(), Some(Verdict::Again)),
            (Way::Drop, &with, Some(Verdict::Again)),
            (Way::Drop, &Catalog::default(), Some(Verdict::Done)),
            (Way::Alter, &with, None),
        ] {
            assert_eq!(judge(&entry(change), live), verdict, "{change:?}");
        }
    }
}
