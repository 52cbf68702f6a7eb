//! Kept databases that already have extensions, because making one takes three times as long as copying it.

use sha2::{Digest, Sha256};
use tokio_postgres::error::SqlState;

use super::{Database, EMPTY, Error, Scratch, lock};
use crate::server::Refusal;

const PREFIX: &str = "schema_diff_template_";
const TRIES: usize = 1200;

/// The name of a template with these extensions, made now if it is not there. `None` without extensions.
///
/// # Errors
/// [`Error::NoExtension`] names what the server lacks.
pub(super) async fn find_or_make(scratch: &Scratch, extensions: &[String]) -> Result<Option<String>, Error> {
    if extensions.is_empty() {
        return Ok(None);
    }
    let name = format!("{PREFIX}{}", key(scratch, extensions).await?);
    if !exists(scratch, &name).await? {
        wait(scratch, &name).await?;
        let made = make_if_missing(scratch, &name, extensions).await;
        lock::release(&scratch.maintenance, &name).await?;
        made?;
    }
    Ok(Some(name))
}

/// A hash of all that a kept database depends on: server, user, extensions and their versions.
pub(super) async fn key(scratch: &Scratch, extensions: &[String]) -> Result<String, Error> {
    let rows = scratch.maintenance.query(include_str!("available.sql"), &[&extensions]).await.map_err(Refusal::from)?;
    let mut hash = Sha256::new();
    for row in rows {
        let server: String = row.try_get("server").map_err(Refusal::from)?;
        let extension: Option<String> = row.try_get("name").map_err(Refusal::from)?;
        let version: Option<String> = row.try_get("version").map_err(Refusal::from)?;
        hash.update(server);
        if let Some(name) = extension {
            hash.update(format!("/{name}/{}", version.ok_or(Error::NoExtension { name: name.clone() })?));
        }
    }
    Ok(hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect())
}

pub(super) async fn exists(scratch: &Scratch, name: &str) -> Result<bool, Refusal> {
    let sql = "SELECT FROM pg_catalog.pg_database WHERE datname = $1";
    Ok(scratch.maintenance.query_opt(sql, &[&name]).await?.is_some())
}

async fn wait(scratch: &Scratch, name: &str) -> Result<(), Error> {
    for _ in 0..TRIES {
        if lock::take(&scratch.maintenance, name).await? {
            return Ok(());
        }
        tokio::time::sleep(lock::PAUSE).await;
    }
    Err(Error::Busy { name: name.to_owned() })
}

/// The template gets its name when it is complete, so a crash leaves none that lacks something.
async fn make_if_missing(scratch: &Scratch, name: &str, extensions: &[String]) -> Result<(), Error> {
    if exists(scratch, name).await? {
        return Ok(());
    }
    let draft = scratch.create_from(EMPTY).await?;
    let filled = fill(scratch, &draft, extensions).await;
    let draft = draft.into_name();
    if let Err(error) = filled {
        scratch.discard(draft).await?;
        return Err(error);
    }
    scratch.retry(&format!("ALTER DATABASE {draft} RENAME TO {name}")).await?;
    Ok(lock::release(&scratch.maintenance, &draft).await?)
}

async fn fill(scratch: &Scratch, draft: &Database, extensions: &[String]) -> Result<(), Error> {
    for name in extensions {
        let quoted = entity_core::schema::Ident::from(name.as_str());
        let sql = format!("CREATE EXTENSION IF NOT EXISTS {quoted} SCHEMA public CASCADE");
        draft.batch_execute(&sql).await.map_err(|error| {
            let refusal = Refusal::from(error);
            if refusal.is(&SqlState::INSUFFICIENT_PRIVILEGE) {
                Error::ExtensionDenied { user: scratch.target.user().to_owned(), name: name.clone() }
            } else {
                Error::Refused(refusal)
            }
        })?;
    }
    Ok(())
}
