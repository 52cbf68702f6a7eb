//! Advisory locks that say which scratch databases are alive.

use std::time::Duration;

use sha2::{Digest, Sha256};

use crate::server::{Connection, Refusal};

/// How long to wait before trying again.
pub(super) const PAUSE: Duration = Duration::from_millis(50);

/// Tries to take the lock of a name for this session.
pub(super) async fn take(connection: &Connection, name: &str) -> Result<bool, Refusal> {
    let row = connection.query_one("SELECT pg_catalog.pg_try_advisory_lock($1)", &[&key(name)]).await?;
    Ok(row.try_get(0)?)
}

/// Gives the lock of a name back.
pub(super) async fn release(connection: &Connection, name: &str) -> Result<(), Refusal> {
    connection.query_one("SELECT pg_catalog.pg_advisory_unlock($1)", &[&key(name)]).await?;
    Ok(())
}

fn key(name: &str) -> i64 {
    let digest = Sha256::digest(name.as_bytes());
    digest.iter().take(8).fold(0, |key, byte| (key << 8) | i64::from(*byte))
}
