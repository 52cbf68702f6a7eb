//! Runs migrations one after another.

use std::time::Duration;

use super::run::Run;
use super::{Error, Pending, Steps};
use crate::files::{Id, Migration};
use crate::ledger::{self, Mark, Origin, Reverting};
use crate::server::{Connection, Refusal};

/// What happens while migrations run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event<'a> {
    /// A migration begins.
    Begins {
        /// The migration.
        id: &'a Id,
        /// How many statements it has.
        statements: usize,
    },
    /// One more statement ran.
    Advances {
        /// How many have run.
        done: usize,
    },
    /// A statement was cut off by an earlier crash, and the catalog says how it ended.
    Settles {
        /// Its number, from 1.
        number: usize,
        /// The first line of it.
        sql: &'a str,
        /// What becomes of it.
        verdict: Verdict,
    },
    /// A lock could not be had. The transaction is tried again.
    Waits {
        /// Which try failed, from 1.
        attempt: usize,
        /// How many there are at most.
        of: usize,
        /// How long until the next.
        pause: Duration,
        /// What the server said.
        refusal: &'a Refusal,
    },
    /// A migration is done.
    Ends {
        /// The migration.
        id: &'a Id,
        /// How long it took.
        duration: Duration,
    },
}

/// How a statement ended that was cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It did all of its work.
    Done,
    /// It did nothing that stays, or may run twice.
    Again,
}

/// Who wants to know what happens.
pub type Listener<'a> = dyn FnMut(Event<'_>) + 'a;

/// Runs `up.sql` of each migration. The caller holds the lock.
///
/// # Errors
/// [`Error::Failed`] with migration, line and SQLSTATE. What ran in the failed transaction is undone; migrations and
/// transactions before it stay, and the ledger says so. [`Error::InDoubt`] when an earlier run was cut off in a statement
/// outside a transaction, and nothing says how it ended.
pub async fn apply(
    connection: &mut Connection,
    pending: &[Pending<'_>],
    steps: &Steps,
    listen: &mut Listener<'_>,
) -> Result<(), Error> {
    steps.cover(pending)?;
    for one in pending {
        let run = Run::new(one, Reverting::No);
        match &one.migration.step {
            Some(step) => run.step(connection, (step.transaction, steps), listen).await?,
            None => run.all(connection, listen).await?,
        }
    }
    Ok(())
}

/// Runs `down.sql` of each migration and forgets it. The caller holds the lock.
///
/// # Errors
/// As [`apply`].
pub async fn revert(
    connection: &mut Connection,
    pending: &[Pending<'_>],
    listen: &mut Listener<'_>,
) -> Result<(), Error> {
    for one in pending {
        Run::new(one, Reverting::Yes).all(connection, listen).await?;
    }
    Ok(())
}

/// Writes squashed migrations into the ledger in the place of those that they replace. The caller holds the lock.
///
/// # Errors
/// The server's refusal. Nothing is written then.
pub async fn adopt(connection: &mut Connection, adopted: &[&Migration]) -> Result<(), Error> {
    record(connection, adopted, Origin::Squash).await?;
    for replaced in adopted.iter().flat_map(|migration| &migration.up.replaces) {
        ledger::forget(&**connection, &replaced.id).await?;
    }
    Ok(())
}

/// Writes into the ledger that the migrations are applied, without running them. The caller holds the lock.
///
/// # Errors
/// The server's refusal. Nothing is written then.
pub async fn record(connection: &mut Connection, migrations: &[&Migration], origin: Origin) -> Result<(), Error> {
    let transaction = connection.transaction().await.map_err(Refusal::from)?;
    ledger::ensure(&transaction).await?;
    for migration in migrations {
        let total = migration.up.statements().count();
        let mark = Mark {
            id: &migration.id,
            checksum: &migration.checksum,
            duration: Duration::ZERO,
            reverting: Reverting::No,
            done: total,
            sent: total,
            sent_checksum: &migration.up.checksum_of(total),
            total,
            origin,
        };
        ledger::mark(&transaction, &mark).await?;
    }
    transaction.commit().await.map_err(Refusal::from)?;
    Ok(())
}
