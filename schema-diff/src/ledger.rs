//! Remembers in the database which migrations ran.
//!
//! In: a connection. Out: the rows of `schema_diff.ledger`, one a migration, and a lock that lets one run at a time.
//! Never: decides what runs, runs a migration, shows up in a catalog.
//! Start at [`applied`] and [`lock()`].

pub mod foreign;
mod lock;
mod row;

use std::time::Duration;

use tokio_postgres::GenericClient;
use tokio_postgres::error::SqlState;

use crate::files::{Checksum, Id};
use crate::server::Refusal;

pub use lock::{Holder, lock, unlock};
pub use row::{Applied, Halt, Origin, Progress};

/// How many columns the table has in this version.
const COLUMNS: i64 = 12;

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
    /// Another tool has no ledger here.
    #[error("{tool} has not run here: there is no table {table}")]
    NoForeign {
        /// The tool.
        tool: &'static str,
        /// Its table.
        table: &'static str,
    },
    /// A migration of another tool failed half-way.
    #[error("{tool} says that its migration {name} did not run to its end")]
    HalfDone {
        /// The tool.
        tool: &'static str,
        /// The migration.
        name: String,
    },
    /// The user may not make the ledger.
    #[error("the ledger cannot be made: {refusal}")]
    Denied {
        /// What is missing: the namespace or the table.
        missing: Missing,
        /// What the server says.
        refusal: Refusal,
    },
    /// The server refuses.
    #[error("the ledger cannot be used: {0}")]
    Refused(#[from] Refusal),
}

/// What a ledger lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The namespace `schema_diff`, and the table with it.
    Namespace,
    /// The table.
    Table,
    /// Columns that an earlier version did not have.
    Columns,
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
            Self::NoForeign { .. } => {
                Some("look whether --url names the right database and --from the right tool".to_owned())
            }
            Self::HalfDone { tool, .. } => Some(format!("repair it with {tool} first, then come back")),
            Self::Denied { missing, .. } => Some(match missing {
                Missing::Namespace => "nothing was changed; let the database's owner run \
                    `CREATE SCHEMA schema_diff AUTHORIZATION …` for this user"
                    .to_owned(),
                Missing::Table => "nothing was changed; let the owner of the namespace run \
                    `GRANT USAGE, CREATE ON SCHEMA schema_diff TO …` for this user"
                    .to_owned(),
                Missing::Columns => "nothing was changed; run it once as the owner of schema_diff.ledger".to_owned(),
            }),
            Self::Refused(_) => None,
        }
    }
}

impl From<tokio_postgres::Error> for Error {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Refused(error.into())
    }
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
    client.query(include_str!("ledger/applied.sql"), &[]).await?.iter().map(row::read).collect()
}

/// Makes the ledger where there is none, and only there: writing needs no right to create. Inside a transaction it is
/// undone with it.
///
/// # Errors
/// [`Error::Denied`] when the user may not create what is missing.
pub async fn ensure(client: &impl GenericClient) -> Result<(), Error> {
    let shape = client.query_one(include_str!("ledger/shape.sql"), &[]).await?;
    let (has_namespace, columns): (bool, i64) = (shape.try_get("has_namespace")?, shape.try_get("columns")?);
    if !has_namespace {
        make(client, "CREATE SCHEMA IF NOT EXISTS schema_diff", Missing::Namespace).await?;
    }
    match columns {
        COLUMNS.. => Ok(()),
        1.. => make(client, include_str!("ledger/upgrade.sql"), Missing::Columns).await,
        ..=0 => make(client, include_str!("ledger/create.sql"), Missing::Table).await,
    }
}

async fn make(client: &impl GenericClient, sql: &str, missing: Missing) -> Result<(), Error> {
    client.batch_execute(sql).await.map_err(|error| {
        let refusal = Refusal::from(error);
        if refusal.is(&SqlState::INSUFFICIENT_PRIVILEGE) {
            Error::Denied { missing, refusal }
        } else {
            Error::Refused(refusal)
        }
    })
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
    /// How many were sent to the server.
    pub sent: usize,
    /// The checksum of those that were sent.
    pub sent_checksum: &'a Checksum,
    /// How many there are.
    pub total: usize,
    /// How the row comes to be. A row that is there keeps what it says.
    pub origin: Origin,
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
    let Mark { id, checksum, duration, reverting, done, sent, sent_checksum, total, origin } = mark;
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
                &number(sent),
                &sent_checksum.as_str(),
                &origin.word(),
            ],
        )
        .await?;
    Ok(())
}

/// Forgets a migration. The ledger goes with its last row, where this user could make it again.
///
/// # Errors
/// The server's refusal.
pub async fn forget(client: &impl GenericClient, id: &Id) -> Result<(), Error> {
    client.execute("DELETE FROM schema_diff.ledger WHERE id = $1", &[&id.to_string()]).await?;
    let idle = client.query_one(include_str!("ledger/idle.sql"), &[]).await?;
    if idle.try_get::<_, bool>(0)? {
        client.batch_execute("DROP TABLE schema_diff.ledger; DROP SCHEMA schema_diff").await?;
    }
    Ok(())
}
