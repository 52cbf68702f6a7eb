//! A folder of migrations, all of them run in order on an empty database.

use std::path::Path;

use entity_core::schema::Catalog;

use super::scratch::Scratch;
use super::{Error, script};
use crate::files::{self, Migration, Script, Statement, Via};

/// Runs every `up.sql` in a scratch database and reads it back.
///
/// # Errors
/// [`Error::Files`] for a bad folder, [`Error::Script`] names the file and line of a refused statement.
pub async fn catalog(scratch: &Scratch, dir: &Path) -> Result<Catalog, Error> {
    of(scratch, &files::read(dir)?).await
}

/// Runs every `up.sql` of these migrations in a scratch database and reads it back. Steps in Rust are about rows, and
/// are left out.
///
/// # Errors
/// As [`catalog`].
pub async fn of(scratch: &Scratch, migrations: &[Migration]) -> Result<Catalog, Error> {
    let statements: Vec<&Statement> = migrations.iter().flat_map(|migration| migration.up.statements()).collect();
    let extensions = script::extensions(&statements);
    if let Some(catalog) = at_once(scratch, migrations, extensions.clone()).await {
        return Ok(catalog);
    }
    scratch
        .with(extensions, async |database| {
            for migration in migrations {
                script::run(database, &origin(migration), &migration.up).await?;
            }
            Ok(database.catalog().await?)
        })
        .await
}

/// Runs them in one transaction that is rolled back, where that is enough. What fails there is tried again as written:
/// an enum label, say, cannot be used in the transaction that adds it.
async fn at_once(scratch: &Scratch, migrations: &[Migration], extensions: Vec<String>) -> Option<Catalog> {
    if !migrations.iter().all(|migration| is_plain(&migration.up)) {
        return None;
    }
    let replayed = scratch.rolled_back(extensions, async |database| {
        for migration in migrations {
            script::run(database, &origin(migration), &migration.up.in_one_piece()).await?;
        }
        Ok::<_, Error>(database.catalog_within().await?)
    });
    replayed.await.ok().flatten()
}

/// Whether a script leaves the open transaction alone. One that commits would leave its objects behind.
fn is_plain(script: &Script) -> bool {
    script.segments.iter().all(|segment| segment.via == Via::Transaction)
        && !script.statements().any(Statement::controls_transaction)
}

fn origin(migration: &Migration) -> String {
    migration.path.join("up.sql").display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_scripts_that_keep_the_transaction_open_are_plain() {
        for (text, plain) in [
            ("CREATE TABLE a (); CREATE TABLE b ();", true),
            ("CREATE TABLE a (); COMMIT; CREATE TABLE b ();", false),
            ("begin; CREATE TABLE a (); end", false),
            ("-- schema-diff: no-transaction\nCREATE TABLE a ();", false),
        ] {
            assert_eq!(is_plain(&Script::parse(text).expect("known lines")), plain, "{text}");
        }
    }
}
