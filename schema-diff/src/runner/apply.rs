//! Runs the statements of migrations and keeps the ledger.

use std::time::{Duration, Instant};

use tokio_postgres::{Client, GenericClient};

use super::{Error, Failure, Pending, index};
use crate::files::{Id, Migration, Script, Segment, Statement, Via};
use crate::ledger::{self, Mark, Reverting};
use crate::server::{Connection, Refusal, execute};

/// Long locks of others fail a migration soon, instead of queueing everybody behind it.
const LOCK_TIMEOUT: &str = "lock_timeout = '5s'";

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
    /// A migration is done.
    Ends {
        /// The migration.
        id: &'a Id,
        /// How long it took.
        duration: Duration,
    },
}

/// Who wants to know what happens.
pub type Listener<'a> = dyn FnMut(Event<'_>) + 'a;

/// Runs `up.sql` of each migration. The caller holds the lock.
///
/// # Errors
/// [`Error::Failed`] with migration, line and SQLSTATE. What ran in the failed transaction is undone; migrations and
/// transactions before it stay, and the ledger says so.
pub async fn apply(
    connection: &mut Connection,
    pending: &[Pending<'_>],
    listen: &mut Listener<'_>,
) -> Result<(), Error> {
    for one in pending {
        Run::new(one, Reverting::No).all(connection, listen).await?;
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

/// One file on its way.
struct Run<'a> {
    migration: &'a Migration,
    script: &'a Script,
    reverting: Reverting,
    /// How many statements ran before this run.
    skip: usize,
    /// How many statements have run and are committed.
    done: usize,
    total: usize,
    start: Instant,
}

impl<'a> Run<'a> {
    fn new(pending: &Pending<'a>, reverting: Reverting) -> Self {
        let migration = pending.migration;
        let script = match reverting {
            Reverting::No => &migration.up,
            Reverting::Yes => &migration.down,
        };
        let total = script.statements().count();
        Self { migration, script, reverting, skip: pending.done, done: 0, total, start: Instant::now() }
    }

    async fn all(mut self, connection: &mut Connection, listen: &mut Listener<'_>) -> Result<(), Error> {
        listen(Event::Begins { id: &self.migration.id, statements: self.total });
        let empty = Segment { via: Via::Transaction, statements: Vec::new() };
        let segments = if self.total == 0 { std::slice::from_ref(&empty) } else { &self.script.segments };
        for segment in segments {
            let is_done = self.total > 0 && self.done + segment.statements.len() <= self.skip;
            if is_done {
                self.done += segment.statements.len();
                continue;
            }
            match segment.via {
                Via::Transaction => self.together(connection, segment, listen).await?,
                Via::Single => self.one_by_one(connection, segment, listen).await?,
            }
            connection.settle().await?;
        }
        listen(Event::Ends { id: &self.migration.id, duration: self.start.elapsed() });
        Ok(())
    }

    /// The statements and the ledger's row stand or fall together.
    async fn together(
        &mut self,
        client: &mut Client,
        segment: &Segment,
        listen: &mut Listener<'_>,
    ) -> Result<(), Error> {
        let transaction = client.transaction().await.map_err(Refusal::from)?;
        transaction.batch_execute(&format!("SET LOCAL {LOCK_TIMEOUT}")).await.map_err(Refusal::from)?;
        for (number, statement) in segment.statements.iter().enumerate() {
            execute(transaction.client(), statement).await.map_err(|refusal| self.failure(statement, refusal))?;
            listen(Event::Advances { done: self.done + number + 1 });
        }
        self.note(&transaction, self.done + segment.statements.len()).await?;
        transaction.commit().await.map_err(|error| self.at_commit(segment, error.into()))?;
        self.done += segment.statements.len();
        Ok(())
    }

    /// Each statement is kept as soon as it has run, and the ledger remembers how far it came.
    async fn one_by_one(
        &mut self,
        client: &mut Client,
        segment: &Segment,
        listen: &mut Listener<'_>,
    ) -> Result<(), Error> {
        client.batch_execute(&format!("SET {LOCK_TIMEOUT}")).await.map_err(Refusal::from)?;
        for statement in &segment.statements {
            if self.done >= self.skip {
                self.single(client, statement).await?;
            }
            self.done += 1;
            listen(Event::Advances { done: self.done });
        }
        Ok(())
    }

    async fn single(&self, client: &Client, statement: &Statement) -> Result<(), Error> {
        index::drop_invalid(client, &statement.sql).await?;
        self.begin(client).await?;
        if let Err(refusal) = execute(client, statement).await {
            // The refusal is worth more than what goes wrong while cleaning up after it.
            let _ = index::drop_invalid(client, &statement.sql).await;
            let _ = self.abandon(client).await;
            return Err(self.failure(statement, refusal));
        }
        self.note(client, self.done + 1).await
    }

    /// Says that the file runs, before its first statement is kept.
    async fn begin(&self, client: &Client) -> Result<(), Error> {
        if self.done > 0 {
            return Ok(());
        }
        ledger::ensure(client).await?;
        self.mark(client, 0).await
    }

    /// Takes [`begin`](Self::begin) back when no statement was kept, so that the file may be corrected.
    async fn abandon(&self, client: &Client) -> Result<(), Error> {
        match self.reverting {
            Reverting::No if self.done == 0 => Ok(ledger::forget(client, &self.migration.id).await?),
            Reverting::Yes if self.done == 0 => {
                let total = self.migration.up.statements().count();
                let mark = Mark { reverting: Reverting::No, done: total, total, ..self.state(0) };
                Ok(ledger::mark(client, &mark).await?)
            }
            Reverting::No | Reverting::Yes => Ok(()),
        }
    }

    /// Writes how far the file is, and forgets the migration when all of `down.sql` ran.
    async fn note(&self, client: &impl GenericClient, done: usize) -> Result<(), Error> {
        ledger::ensure(client).await?;
        match self.reverting {
            Reverting::Yes if done == self.total => Ok(ledger::forget(client, &self.migration.id).await?),
            Reverting::No | Reverting::Yes => self.mark(client, done).await,
        }
    }

    async fn mark(&self, client: &impl GenericClient, done: usize) -> Result<(), Error> {
        Ok(ledger::mark(client, &self.state(done)).await?)
    }

    fn state(&self, done: usize) -> Mark<'_> {
        Mark {
            id: &self.migration.id,
            checksum: &self.migration.checksum,
            duration: self.start.elapsed(),
            reverting: self.reverting,
            done,
            total: self.total,
        }
    }

    fn failure(&self, statement: &Statement, refusal: Refusal) -> Error {
        Error::Failed(Box::new(Failure {
            id: self.migration.id.clone(),
            file: match self.reverting {
                Reverting::No => "up.sql",
                Reverting::Yes => "down.sql",
            },
            line: statement.line_of(refusal.position),
            refusal,
            sql: statement.sql.lines().next().unwrap_or_default().to_owned(),
            kept: self.done,
        }))
    }

    /// Deferred constraints are checked at the end, where the server names no statement.
    fn at_commit(&self, segment: &Segment, refusal: Refusal) -> Error {
        match segment.statements.last() {
            Some(statement) => self.failure(statement, refusal),
            None => refusal.into(),
        }
    }
}
