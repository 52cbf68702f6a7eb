//! The rows of the ledger.

use std::time::Duration;

use tokio_postgres::Row;

use super::Error;
use crate::files::{Checksum, Id};

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
    /// How the row came to be.
    pub origin: Origin,
}

/// How far a migration is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// All of `up.sql` ran.
    Done,
    /// A part of `up.sql` ran.
    Applying(Halt),
    /// A part of `down.sql` ran.
    Reverting(Halt),
}

/// Where a file stopped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Halt {
    /// How many statements are known to have run.
    pub done: usize,
    /// How many were sent: `done`, or one more, of which nobody knows how it ended.
    pub sent: usize,
    /// The checksum of those that were sent. A ledger of an earlier version has none.
    pub checksum: Option<Checksum>,
}

/// How a row came to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// The migration ran.
    #[default]
    Run,
    /// A person said that it need not run.
    Fake,
    /// The database was adopted as it was.
    Baseline,
    /// It replaces migrations that ran.
    Squash,
}

impl Origin {
    const ALL: [Self; 4] = [Self::Run, Self::Fake, Self::Baseline, Self::Squash];

    /// The word in the ledger.
    pub fn word(self) -> &'static str {
        match self {
            Self::Run => "run",
            Self::Fake => "fake",
            Self::Baseline => "baseline",
            Self::Squash => "squash",
        }
    }

    fn of(word: &str) -> Self {
        Self::ALL.into_iter().find(|origin| origin.word() == word).unwrap_or_default()
    }
}

pub(super) fn read(row: &Row) -> Result<Applied, Error> {
    let id: String = row.try_get("id")?;
    let (done, total): (i32, i32) = (row.try_get("statements_done")?, row.try_get("statements_total")?);
    let halt = Halt {
        done: count(done),
        sent: count(row.try_get("statements_sent")?).max(count(done)),
        checksum: row.try_get::<_, Option<String>>("sent_checksum")?.map(Checksum::stored),
    };
    let progress = match row.try_get("reverting")? {
        true => Progress::Reverting(halt),
        false if done < total => Progress::Applying(halt),
        false => Progress::Done,
    };
    Ok(Applied {
        id: Id::parse(&id).ok_or(Error::Foreign { id })?,
        checksum: Checksum::stored(row.try_get("checksum")?),
        applied_at: row.try_get("applied_at")?,
        duration: Duration::from_millis(u64::try_from(row.try_get::<_, i64>("duration_ms")?).unwrap_or_default()),
        applied_by: row.try_get("applied_by")?,
        progress,
        origin: Origin::of(row.try_get("origin")?),
    })
}

fn count(stored: i32) -> usize {
    usize::try_from(stored).unwrap_or_default()
}
