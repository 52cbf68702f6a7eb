//! One file on its way.

use std::time::Instant;

use tokio_postgres::{Client, GenericClient};

use super::apply::{Event, Listener};
use super::{Error, Failure, InDoubt, Pending, Steps, Verdict, doubt, index, retry};
use crate::files::{Checksum, Entry, Migration, Script, Segment, Statement, Via};
use crate::ledger::{self, Mark, Origin, Reverting};
use crate::server::{Connection, Refusal, execute};

/// Long locks of others fail a migration soon, instead of queueing everybody behind it. The file's own `SET` wins.
const LOCK_TIMEOUT: &str = "SET lock_timeout = '5s'";

/// One file on its way.
pub(super) struct Run<'a> {
    migration: &'a Migration,
    script: &'a Script,
    reverting: Reverting,
    /// How many statements ran before this run.
    skip: usize,
    /// Whether the next one was sent by an earlier run, and nobody knows how it ended.
    in_doubt: bool,
    /// How many statements have run and are committed.
    done: usize,
    total: usize,
    /// Whether the ledger says how far this run is.
    is_noted: bool,
    start: Instant,
}

impl<'a> Run<'a> {
    pub(super) fn new(pending: &Pending<'a>, reverting: Reverting) -> Self {
        let migration = pending.migration;
        let script = match reverting {
            Reverting::No => &migration.up,
            Reverting::Yes => &migration.down,
        };
        let is_step = migration.step.is_some() && reverting == Reverting::No;
        let total = if is_step { 1 } else { script.statements().count() };
        let (skip, in_doubt) = (pending.done, pending.in_doubt);
        Self { migration, script, reverting, skip, in_doubt, done: 0, total, is_noted: false, start: Instant::now() }
    }

    /// Settings of the session hold from their statement to the end of the file, as they do for psql.
    pub(super) async fn all(mut self, connection: &mut Connection, listen: &mut Listener<'_>) -> Result<(), Error> {
        listen(Event::Begins { id: &self.migration.id, statements: self.total });
        connection.batch_execute(LOCK_TIMEOUT).await.map_err(Refusal::from)?;
        for segment in &self.script.segments {
            if self.done + segment.statements.len() <= self.skip {
                for statement in &segment.statements {
                    self.pass(connection, statement).await?;
                }
                continue;
            }
            match segment.via {
                Via::Transaction => self.together(connection, segment, listen).await?,
                Via::Single => self.one_by_one(connection, segment, listen).await?,
            }
        }
        if !self.is_noted {
            let transaction = connection.transaction().await.map_err(Refusal::from)?;
            self.note(&transaction, self.done).await?;
            transaction.commit().await.map_err(Refusal::from)?;
        }
        connection.settle().await?;
        listen(Event::Ends { id: &self.migration.id, duration: self.start.elapsed() });
        Ok(())
    }

    /// Runs a function of the program in the place of the file.
    pub(super) async fn step(
        mut self,
        connection: &mut Connection,
        (in_transaction, steps): (bool, &Steps),
        listen: &mut Listener<'_>,
    ) -> Result<(), Error> {
        listen(Event::Begins { id: &self.migration.id, statements: self.total });
        connection.batch_execute(LOCK_TIMEOUT).await.map_err(Refusal::from)?;
        if in_transaction {
            let transaction = connection.transaction().await.map_err(Refusal::from)?;
            steps.run(transaction.client(), &self.migration.id).await?;
            self.note(&transaction, 1).await?;
            transaction.commit().await.map_err(Refusal::from)?;
        } else {
            ledger::ensure(&**connection).await?;
            self.mark(&**connection, 0, 1).await?;
            steps.run(connection, &self.migration.id).await?;
            self.note(&**connection, 1).await?;
        }
        self.done = 1;
        connection.settle().await?;
        listen(Event::Advances { done: self.done });
        listen(Event::Ends { id: &self.migration.id, duration: self.start.elapsed() });
        Ok(())
    }

    /// Passes a statement that ran before, or only sets the session. What it set goes with the session that ran it.
    async fn pass(&mut self, client: &Client, statement: &Statement) -> Result<(), Error> {
        self.is_noted = false;
        if statement.sets_session() {
            execute(client, statement).await.map_err(|refusal| self.failure(statement, refusal))?;
        }
        self.done += 1;
        Ok(())
    }

    /// The statements and the ledger's row stand or fall together.
    async fn together(
        &mut self,
        client: &mut Client,
        segment: &Segment,
        listen: &mut Listener<'_>,
    ) -> Result<(), Error> {
        let mut attempt = 1;
        while let Err(error) = self.transaction(client, segment, listen).await {
            self.wait(error, attempt, listen).await?;
            attempt += 1;
        }
        self.done += segment.statements.len();
        self.is_noted = true;
        Ok(())
    }

    async fn transaction(
        &self,
        client: &mut Client,
        segment: &Segment,
        listen: &mut Listener<'_>,
    ) -> Result<(), Error> {
        let transaction = client.transaction().await.map_err(Refusal::from)?;
        for (number, statement) in segment.statements.iter().enumerate() {
            execute(transaction.client(), statement).await.map_err(|refusal| self.failure(statement, refusal))?;
            listen(Event::Advances { done: self.done + number + 1 });
        }
        self.note(&transaction, self.done + segment.statements.len()).await?;
        transaction.commit().await.map_err(|error| self.at_commit(segment, error.into()))
    }

    /// Each statement is kept as soon as it has run, and the ledger remembers how far it came.
    async fn one_by_one(
        &mut self,
        connection: &mut Connection,
        segment: &Segment,
        listen: &mut Listener<'_>,
    ) -> Result<(), Error> {
        for statement in &segment.statements {
            if self.done < self.skip || statement.sets_session() {
                self.pass(connection, statement).await?;
            } else if std::mem::take(&mut self.in_doubt) && self.ran(connection, statement, listen).await? {
                self.pass(connection, statement).await?;
                self.note(&**connection, self.done).await?;
                self.is_noted = true;
            } else {
                self.single(connection, statement, listen).await?;
                self.done += 1;
                self.is_noted = true;
            }
            listen(Event::Advances { done: self.done });
        }
        Ok(())
    }

    /// Whether the statement that an earlier run sent did its work.
    async fn ran(
        &self,
        connection: &mut Connection,
        statement: &Statement,
        listen: &mut Listener<'_>,
    ) -> Result<bool, Error> {
        let Some(verdict) = doubt::verdict(connection, statement, self.entry(statement)).await? else {
            return Err(InDoubt {
                id: self.migration.id.clone(),
                file: self.file(),
                line: statement.line,
                number: self.done + 1,
                sql: statement.sql.clone(),
            }
            .into());
        };
        let sql = statement.sql.lines().next().unwrap_or_default();
        listen(Event::Settles { number: self.done + 1, sql, verdict });
        Ok(verdict == Verdict::Done)
    }

    fn entry(&self, statement: &Statement) -> Option<&'a Entry> {
        let manifest = self.migration.manifest.as_ref()?;
        let entries = match self.reverting {
            Reverting::No => &manifest.up,
            Reverting::Yes => &manifest.down,
        };
        entries.iter().find(|entry| entry.is_of(statement))
    }

    async fn single(&mut self, client: &Client, statement: &Statement, listen: &mut Listener<'_>) -> Result<(), Error> {
        let mut attempt = 1;
        while let Err(error) = self.try_single(client, statement).await {
            self.wait(error, attempt, listen).await?;
            attempt += 1;
        }
        Ok(())
    }

    /// The ledger says that the statement is sent before it is, and that it is done after it was: between the two,
    /// nobody knows how it ended.
    async fn try_single(&self, client: &Client, statement: &Statement) -> Result<(), Error> {
        index::drop_invalid(client, &statement.sql).await?;
        ledger::ensure(client).await?;
        self.mark(client, self.done, self.done + 1).await?;
        if let Err(refusal) = execute(client, statement).await {
            if !refusal.is_lost() {
                // The refusal is worth more than what goes wrong while cleaning up after it.
                let _ = index::drop_invalid(client, &statement.sql).await;
                let _ = self.abandon(client).await;
            }
            return Err(self.failure(statement, refusal));
        }
        self.note(client, self.done + 1).await
    }

    /// Waits before another try, where one is of use.
    async fn wait(&self, error: Error, attempt: usize, listen: &mut Listener<'_>) -> Result<(), Error> {
        let pause = match &error {
            Error::Failed(failure) => retry::pause(attempt, &failure.refusal).map(|pause| (pause, &failure.refusal)),
            Error::Refused(refusal) => retry::pause(attempt, refusal).map(|pause| (pause, refusal)),
            _ => None,
        };
        let Some((pause, refusal)) = pause else { return Err(error) };
        listen(Event::Waits { attempt, of: retry::TRIES, pause, refusal });
        tokio::time::sleep(pause).await;
        Ok(())
    }

    /// Says that the statement was refused. When none was kept, the file may be corrected as if it never ran.
    async fn abandon(&self, client: &Client) -> Result<(), Error> {
        match self.reverting {
            Reverting::No if self.kept() == 0 => Ok(ledger::forget(client, &self.migration.id).await?),
            Reverting::Yes if self.kept() == 0 => {
                let total = self.migration.up.statements().count();
                let up = self.migration.up.checksum_of(total);
                let state = Mark { reverting: Reverting::No, done: total, total, sent: total, ..self.state(0, 0, &up) };
                Ok(ledger::mark(client, &state).await?)
            }
            Reverting::No | Reverting::Yes => self.mark(client, self.done, self.done).await,
        }
    }

    /// Writes how far the file is, and forgets the migration when all of `down.sql` ran.
    async fn note(&self, client: &impl GenericClient, done: usize) -> Result<(), Error> {
        match self.reverting {
            Reverting::Yes if done == self.total => Ok(ledger::forget(client, &self.migration.id).await?),
            Reverting::No | Reverting::Yes => {
                ledger::ensure(client).await?;
                self.mark(client, done, done).await
            }
        }
    }

    async fn mark(&self, client: &impl GenericClient, done: usize, sent: usize) -> Result<(), Error> {
        let checksum = self.script.checksum_of(sent);
        Ok(ledger::mark(client, &self.state(done, sent, &checksum)).await?)
    }

    fn state<'s>(&'s self, done: usize, sent: usize, sent_checksum: &'s Checksum) -> Mark<'s> {
        Mark {
            id: &self.migration.id,
            checksum: &self.migration.checksum,
            duration: self.start.elapsed(),
            reverting: self.reverting,
            done,
            sent,
            sent_checksum,
            total: self.total,
            origin: Origin::Run,
        }
    }

    /// How many statements are done and stay so.
    fn kept(&self) -> usize {
        self.script.statements().take(self.done).filter(|statement| !statement.sets_session()).count()
    }

    fn file(&self) -> &'static str {
        match self.reverting {
            Reverting::No => "up.sql",
            Reverting::Yes => "down.sql",
        }
    }

    fn failure(&self, statement: &Statement, refusal: Refusal) -> Error {
        Error::Failed(Box::new(Failure {
            id: self.migration.id.clone(),
            file: self.file(),
            line: statement.line_of(refusal.position),
            refusal,
            sql: statement.sql.lines().next().unwrap_or_default().to_owned(),
            kept: self.kept(),
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
