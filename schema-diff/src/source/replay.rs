//! A folder of migrations, all of them run in order on an empty database.

use std::path::Path;

use entity_core::schema::Catalog;

use super::scratch::Scratch;
use super::{Error, script};
use crate::files::{self, Statement};

/// Runs every `up.sql` in a scratch database and reads it back.
///
/// # Errors
/// [`Error::Files`] for a bad folder, [`Error::Script`] names the file and line of a refused statement.
pub async fn catalog(scratch: &Scratch, dir: &Path) -> Result<Catalog, Error> {
    let migrations = files::read(dir)?;
    let statements: Vec<&Statement> = migrations.iter().flat_map(|migration| migration.up.statements()).collect();
    scratch
        .with(script::extensions(&statements), async |database| {
            for migration in &migrations {
                let origin = migration.path.join("up.sql").display().to_string();
                script::run(database, &origin, &migration.up).await?;
            }
            Ok(database.catalog().await?)
        })
        .await
}
