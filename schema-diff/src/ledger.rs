//! Remembers in the database which migrations ran.
//!
//! In: a connection. Out: the rows of `schema_diff.ledger`, one a migration, and a lock that lets one run at a time.
//! Never: decides what runs, runs a migration, shows up in a catalog.
//! Start at [`applied`] and [`lock()`].

mod lock;

use std::time::Duration;

use tokio_postgres::{GenericClient, Row};

use crate::files::{Checksum, Id};
use crate::server::Refusal;

pub use lock::{Holder, lock, unlock};

/// Why the ledger cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Another run holds the lock.
    #[error("another run holds the lock of this database: {holder}")]
    Locked {
        /// Who.
        holder: Holder,
        /// How long we waited.
        waited: Duration,
    },
    /// A row names a migration as this tool does not.
    #[error("the ledger holds `{id}`, which is no migration of this tool")]
    Foreign {
        /// What the row says.
        id: String,
    },
    /// The server refuses.
    #[error("the ledger cannot be used: {0}")]
    Refused(#[from] Refusal),
}

impl Error {
    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Locked { waited, .. } => Some(format!(
                "nothing was changed after {} s of waiting; wait for it to end, or wait longer with --lock-wait SECONDS",
                waited.as_secs()
            )),
            Self::Foreign { .. } => Some("remove the row from schema_diff.ledger if nobody needs it".to_owned()),
            Self::Refused(_) => None,
        }
    }
}

impl From<tokio_postgres::Error> for Error {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Refused(error.into())
    }
}

/// One row: a migration that ran, or began to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The migration.
    pub id: Id,
    /// The checksum of its files when it ran.
    pub checksum: Checksum,
    /// When it ran, as RFC 3339 in UTC.
    pub applied_at: String,
    /// How long it took.
    pub duration: Duration,
    /// The database user.
    pub applied_by: String,
    /// How far it is.
    pub progress: Progress,
}

/// How far a migration is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// All of `up.sql` ran.
    Done,
    /// Of `up.sql`, this many statements ran.
    Applying(usize),
    /// Of `down.sql`, this many statements ran.
    Reverting(usize),
}

/// Reads all rows, oldest migration first. A database without a ledger has none.
///
/// # Errors
/// [`Error::Foreign`] for a row that this tool did not write.
pub async fn applied(client: &impl GenericClient) -> Result<Vec<Applied>, Error> {
    let exists = client.query_one("SELECT pg_catalog.to_regclass('schema_diff.ledger') IS NOT NULL", &[]).await?;
    if !exists.try_get::<_, bool>(0)? {
        return Ok(Vec::new());
    }
    client.query(include_str!("ledger/applied.sql"), &[]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Applied, Error> {
    let id: String = row.try_get("id")?;
    let (done, total): (i32, i32) = (row.try_get("statements_done")?, row.try_get("statements_total")?);
    let count = usize::try_from(done).unwrap_or_default();
    let progress = match row.try_get("reverting")? {
        true => Progress::Reverting(count),
        false if done < total => Progress::Applying(count),
        false => Progress::Done,
    };
    Ok(Applied {
        id: Id::parse(&id).ok_or(Error::Foreign { id })?,
        checksum: Checksum::stored(row.try_get("checksum")?),
        applied_at: row.try_get("applied_at")?,
        duration: Duration::from_millis(u64::try_from(row.try_get::<_, i64>("duration_ms")?).unwrap_or_default()),
        applied_by: row.try_get("applied_by")?,
        progress,
    })
}

/// Makes the ledger where there is none. Inside a transaction it is undone with it.
///
/// # Errors
/// [`Error::Refused`] when the user may not create a namespace.
pub async fn ensure(client: &impl GenericClient) -> Result<(), Error> {
    Ok(client.batch_execute(include_str!("ledger/create.sql")).await?)
}

/// What a row says after a part of a migration ran.
#[derive(Clone, Copy, Debug)]
pub struct Mark<'a> {
    /// The migration.
    pub id: &'a Id,
    /// The checksum of its files.
    pub checksum: &'a Checksum,
    /// How long it has run.
    pub duration: Duration,
    /// Which file runs.
    pub reverting: Reverting,
    /// How many of its statements have run.
    pub done: usize,
    /// How many there are.
    pub total: usize,
}

/// Whether `up.sql` or `down.sql` runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reverting {
    /// `up.sql`.
    No,
    /// `down.sql`.
    Yes,
}

/// Writes how far a migration is.
///
/// # Errors
/// The server's refusal.
pub async fn mark(client: &impl GenericClient, mark: &Mark<'_>) -> Result<(), Error> {
    let Mark { id, checksum, duration, reverting, done, total } = mark;
    let number = |count: &usize| i32::try_from(*count).unwrap_or(i32::MAX);
    let millis = i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
    let is_reverting = *reverting == Reverting::Yes;
    client
        .execute(
            include_str!("ledger/mark.sql"),
            &[
                &id.to_string(),
                &checksum.as_str(),
                &millis,
                &env!("CARGO_PKG_VERSION"),
                &number(done),
                &number(total),
                &is_reverting,
            ],
        )
        .await?;
    Ok(())
}

/// Forgets a migration. The ledger goes with its last row.
///
/// # Errors
/// The server's refusal.
pub async fn forget(client: &impl GenericClient, id: &Id) -> Result<(), Error> {
    client.execute("DELETE FROM schema_diff.ledger WHERE id = $1", &[&id.to_string()]).await?;
    let left = client.query_one("SELECT EXISTS (SELECT FROM schema_diff.ledger)", &[]).await?;
    if !left.try_get::<_, bool>(0)? {
        client.batch_execute("DROP TABLE schema_diff.ledger; DROP SCHEMA schema_diff").await?;
    }
    Ok(())
}
