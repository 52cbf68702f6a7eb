//! What a case needs of the server.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use harness::{client, major};
use schema_diff::files::{Item, split};
use schema_diff::server::extension::requested;

use crate::{Failure, Flags};

/// What the server lacks for a case, in words.
///
/// # Errors
/// A file that cannot be read; no answer.
pub async fn lacking(folder: &Path, flags: &Flags) -> Result<Option<String>, Failure> {
    let (since, major) = (flags.since(), major().await);
    if since > major {
        return Ok(Some(format!("needs PostgreSQL {since}")));
    }
    let names = extensions(folder)?;
    if names.is_empty() {
        return Ok(None);
    }
    let rows = client().await.query("SELECT name::text FROM pg_available_extensions", &[]).await?;
    let known: BTreeSet<String> = rows.iter().map(|row| row.get(0)).collect();
    Ok(names.difference(&known).next().map(|name| format!("needs the extension {name}")))
}

fn extensions(folder: &Path) -> Result<BTreeSet<String>, Failure> {
    let mut names = BTreeSet::new();
    for file in ["before.sql", "after.sql"] {
        let text = fs::read_to_string(folder.join(file))?;
        let statements = split(&text).into_iter().filter_map(|item| match item {
            Item::Statement(statement) => Some(statement.sql),
            Item::Directive { .. } | Item::Stray { .. } => None,
        });
        names.extend(statements.filter_map(|sql| requested(&sql)).map(|request| request.name));
    }
    Ok(names)
}
