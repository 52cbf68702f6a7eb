//! One run at a time.

use std::fmt;
use std::time::{Duration, Instant};

use tokio_postgres::Client;

use super::Error;

/// Any constant does; this one is the bytes of `schemadf`.
const KEY: i64 = 0x7363_6865_6d61_6466;
const PAUSE: Duration = Duration::from_millis(100);

/// The session that holds the lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Its process on the server.
    pub pid: i32,
    /// What it calls itself.
    pub application: String,
    /// Its user.
    pub user: String,
    /// Since when it is connected, as RFC 3339 in UTC.
    pub since: String,
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { pid, application, user, since } = self;
        write!(f, "process {pid} ({application}, user {user}, connected since {since})")
    }
}

/// Takes the lock for this session, trying for `patience`. `waiting` is told once who holds it.
///
/// The lock is tried again and again, because a wait inside the server holds a snapshot, which
/// `CREATE INDEX CONCURRENTLY` of the holder would wait for.
///
/// # Errors
/// [`Error::Locked`] names the holder.
pub async fn lock(client: &Client, patience: Duration, mut waiting: impl FnMut(&Holder)) -> Result<(), Error> {
    let start = Instant::now();
    let mut last = None;
    loop {
        let row = client.query_one("SELECT pg_catalog.pg_try_advisory_lock($1)", &[&KEY]).await?;
        if row.try_get(0)? {
            return Ok(());
        }
        if let Some(found) = holder(client).await? {
            if last.is_none() {
                waiting(&found);
            }
            last = Some(found);
        }
        if start.elapsed() >= patience {
            let unknown =
                || Holder { pid: 0, application: "unknown".into(), user: "unknown".into(), since: "unknown".into() };
            return Err(Error::Locked { holder: last.unwrap_or_else(unknown), waited: start.elapsed() });
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Gives the lock back. It also goes with the session.
///
/// # Errors
/// The server's refusal.
pub async fn unlock(client: &Client) -> Result<(), Error> {
    client.query_one("SELECT pg_catalog.pg_advisory_unlock($1)", &[&KEY]).await?;
    Ok(())
}

async fn holder(client: &Client) -> Result<Option<Holder>, Error> {
    let Some(row) = client.query_opt(include_str!("holder.sql"), &[&KEY]).await? else { return Ok(None) };
    Ok(Some(Holder {
        pid: row.try_get("pid")?,
        application: row.try_get("application")?,
        user: row.try_get("user")?,
        since: row.try_get("since")?,
    }))
}
