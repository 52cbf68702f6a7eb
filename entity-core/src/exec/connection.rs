//! One connection with its prepared statements. Every statement of the library runs through here.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use deadpool_postgres::ClientWrapper;
use futures_util::future::{BoxFuture, MaybeDone, maybe_done};
use futures_util::{FutureExt, TryStreamExt};
use tokio_postgres::types::Type;
use tokio_postgres::{CopyInSink, CopyOutStream, NoTls, Row, RowStream};

use super::call::{Call, Key};
use super::record::Record;
use super::statements::{Prepared, Statements, is_outdated};
use crate::entity::EntityDef;
use crate::error::Error;
use crate::value::{Secret, Values};

/// A connection.
pub struct Connection {
    client: ClientWrapper,
    statements: Statements,
    /// Whether a transaction is open.
    open: AtomicBool,
    /// Whether its BEGIN is still to be sent.
    unsent: AtomicBool,
    /// Whether the server refused it for the sake of another.
    collided: AtomicBool,
    /// Whether its COMMIT goes along with the next statement.
    closing: AtomicBool,
    /// Whether it was committed so.
    over: AtomicBool,
    waiting: Mutex<Vec<AfterCommit>>,
    shared: Arc<Shared>,
}

/// What ends a transaction.
pub(super) const COMMIT: &str = "SELECT 1; COMMIT";

/// COMMIT on its way.
type Commit<'a> = Pin<Box<MaybeDone<BoxFuture<'a, Result<(), tokio_postgres::Error>>>>>;

/// Something to be done after a commit.
pub(super) type AfterCommit = Box<dyn FnOnce() + Send>;

/// What all connections of a pool have in common.
pub(super) struct Shared {
    pub(super) slow: Duration,
    pub(super) cursor_key: Option<Secret<String>>,
    pub(super) record: Record,
}

impl Connection {
    pub(super) fn new(client: ClientWrapper, shared: Arc<Shared>) -> Self {
        Self {
            client,
            statements: Statements::default(),
            open: AtomicBool::new(false),
            unsent: AtomicBool::new(false),
            collided: AtomicBool::new(false),
            closing: AtomicBool::new(false),
            over: AtomicBool::new(false),
            waiting: Mutex::default(),
            shared,
        }
    }

    pub(super) fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    pub(super) fn is_open(&self) -> bool {
        self.open.load(Ordering::Relaxed)
    }

    pub(super) fn set_open(&self, open: bool) {
        self.open.store(open, Ordering::Relaxed);
        self.unsent.store(false, Ordering::Relaxed);
        self.collided.store(false, Ordering::Relaxed);
        self.closing.store(false, Ordering::Relaxed);
        self.over.store(false, Ordering::Relaxed);
        self.waiting().clear();
    }

    /// Opens a transaction whose BEGIN goes along with its first statement.
    pub(super) fn open_later(&self) {
        self.set_open(true);
        self.unsent.store(true, Ordering::Relaxed);
    }

    /// Whether nothing was sent of the open transaction.
    pub(super) fn is_unsent(&self) -> bool {
        self.unsent.load(Ordering::Relaxed)
    }

    /// Sends COMMIT along with the next statement.
    pub(super) fn close_next(&self) {
        self.closing.store(true, Ordering::Relaxed);
    }

    /// Whether the open transaction was committed with its last statement.
    pub(super) fn is_over(&self) -> bool {
        self.over.load(Ordering::Relaxed)
    }

    /// Refuses a statement behind the last one.
    fn goes_on(&self) -> Result<(), Error> {
        if self.is_over() {
            return Err(Error::unavailable(
                "the transaction is committed already",
                "no statement follows the one that ran on `tx.last()`",
            ));
        }
        Ok(())
    }

    /// Whether the open transaction may succeed when it is run again.
    pub(super) fn collided(&self) -> bool {
        self.collided.load(Ordering::Relaxed)
    }

    /// What the driver says about a statement.
    fn failed(&self, error: &tokio_postgres::Error, entity: Option<&EntityDef>) -> Error {
        let error = Error::driver(error, entity);
        if error.is_retryable() {
            self.collided.store(true, Ordering::Relaxed);
        }
        error
    }

    /// Sends BEGIN before the first message of a transaction, and does not wait for the answer in between.
    async fn opened<T>(
        &self,
        work: impl Future<Output = Result<T, tokio_postgres::Error>>,
    ) -> Result<T, tokio_postgres::Error> {
        if !self.unsent.swap(false, Ordering::Relaxed) {
            return work.await;
        }
        // The first of the two is polled first, and a message is on its way once its future was polled.
        let (began, done) = futures_util::future::join(self.client.batch_execute("BEGIN"), work).await;
        began.and(done)
    }

    /// Runs a statement and decodes its rows while they arrive.
    pub(crate) async fn rows<T>(
        &self,
        call: &Call<'_>,
        decode: impl Fn(&mut Values<'_>) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        let mut found = Vec::new();
        self.each(call, |row| {
            found.push(decode(&mut Values::new(&row))?);
            Ok(())
        })
        .await?;
        Ok(found)
    }

    /// Runs a statement and gives each row away when it arrives.
    pub(crate) async fn each(&self, call: &Call<'_>, take: impl FnMut(Row) -> Result<(), Error>) -> Result<(), Error> {
        self.bounded(call, self.run(call, take)).await.map(drop)
    }

    /// Runs a statement and counts the rows it changed.
    pub(crate) async fn execute(&self, call: &Call<'_>) -> Result<u64, Error> {
        self.bounded(call, self.run(call, |_| Ok(()))).await
    }

    /// Begins a statement whose rows somebody else takes.
    pub(super) async fn begin(&self, call: &Call<'_>) -> Result<RowStream, Error> {
        // Nobody knows here when the rows end.
        self.closing.store(false, Ordering::Relaxed);
        self.start(call, None).await.map(|(_, rows)| rows)
    }

    async fn run(&self, call: &Call<'_>, mut take: impl FnMut(Row) -> Result<(), Error>) -> Result<u64, Error> {
        let started = Instant::now();
        let mut commit = self.closing.swap(false, Ordering::Relaxed).then(|| self.commit());
        let (sql, stream) = self.start(call, commit.as_mut()).await?;
        let mut stream = pin!(stream);
        while let Some(row) = stream.try_next().await.map_err(|error| self.failed(&error, Some(call.entity)))? {
            take(row)?;
        }
        let rows = stream.rows_affected().unwrap_or(0);
        if let Some(mut commit) = commit {
            commit.as_mut().await;
            if let Some(Err(error)) = commit.as_mut().take_output() {
                return Err(self.failed(&error, Some(call.entity)));
            }
            self.over.store(true, Ordering::Relaxed);
        }
        self.done(&sql, started, rows);
        Ok(rows)
    }

    /// Waits no longer than the statement's timeout, and then for the server to have stopped.
    async fn bounded<T>(&self, call: &Call<'_>, work: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
        let Some(after) = call.timeout else { return work.await };
        let mut work = pin!(work);
        if let Ok(done) = tokio::time::timeout(after, work.as_mut()).await {
            return done;
        }
        self.cancel().await;
        match work.await {
            // It was done just before the server was told.
            Ok(value) => Ok(value),
            Err(error) if error.sqlstate() == Some("57014") => Err(Error::timeout(after)),
            Err(error) => Err(error),
        }
    }

    /// Tells the server to stop what it does for this connection.
    pub(super) fn cancel(&self) -> impl Future<Output = ()> + Send + use<> {
        let token = self.client.cancel_token();
        async move {
            // If the server cannot be reached, the connection itself will say so.
            if let Err(error) = token.cancel_query(NoTls).await {
                tracing::debug!(target: "entity_core", %error, "a statement could not be cancelled");
            }
        }
    }

    /// The types of what a query would read. Kept like any prepared statement.
    pub(crate) async fn types_of(&self, sql: &str, entity: &'static EntityDef) -> Result<Vec<Type>, Error> {
        let key = Key::Text(sql.into());
        if let Some(prepared) = self.statements.get(&key) {
            return Ok(prepared.types());
        }
        let prepared = self.opened(self.client.prepare(sql)).await;
        let statement = prepared.map_err(|error| self.failed(&error, Some(entity)))?;
        let prepared = Prepared { statement, sql: sql.into() };
        self.statements.put(key, prepared.clone());
        Ok(prepared.types())
    }

    /// Begins to copy rows in.
    pub(crate) async fn copy_in(&self, sql: &str, entity: &'static EntityDef) -> Result<CopyInSink<Bytes>, Error> {
        self.closing.store(false, Ordering::Relaxed);
        self.goes_on()?;
        self.shared.record.note(&sql.into());
        self.opened(self.client.copy_in(sql)).await.map_err(|error| self.failed(&error, Some(entity)))
    }

    /// Begins to copy rows out.
    pub(crate) async fn copy_out(&self, sql: &str, entity: &'static EntityDef) -> Result<CopyOutStream, Error> {
        self.closing.store(false, Ordering::Relaxed);
        self.goes_on()?;
        self.shared.record.note(&sql.into());
        self.opened(self.client.copy_out(sql)).await.map_err(|error| self.failed(&error, Some(entity)))
    }

    /// Does something once what was written is there to stay: now, or when the transaction is committed.
    pub(crate) fn after_commit(&self, work: AfterCommit) {
        if self.is_open() {
            self.waiting().push(work);
        } else {
            work();
        }
    }

    /// What waits for the transaction to be committed.
    pub(super) fn waiting(&self) -> MutexGuard<'_, Vec<AfterCommit>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What cursors are signed with.
    pub(crate) fn cursor_key(&self) -> Option<&[u8]> {
        self.shared.cursor_key.as_ref().map(|key| key.expose().as_bytes())
    }

    /// Runs statements without parameters or rows: BEGIN, COMMIT, SAVEPOINT.
    pub(super) async fn control(&self, sql: &str) -> Result<(), Error> {
        self.goes_on()?;
        tracing::debug!(target: "entity_core", sql, "statement");
        self.opened(self.client.batch_execute(sql)).await.map_err(|error| self.failed(&error, None))
    }

    /// Sends statements without waiting for the answer. Whatever comes next on this connection runs after them.
    pub(super) fn send(&self, sql: &str) {
        use std::task::{Context, Waker};
        // The driver puts the message into its queue when the future is first polled.
        let _ = pin!(self.client.batch_execute(sql)).as_mut().poll(&mut Context::from_waker(Waker::noop()));
    }

    /// What ends a transaction. After a failed statement the SELECT is refused, where COMMIT alone would answer ROLLBACK
    /// and no error.
    fn commit(&self) -> Commit<'_> {
        Box::pin(maybe_done(self.client.batch_execute(COMMIT).boxed()))
    }

    /// Sends a statement, and behind it COMMIT where it is the last one of a transaction.
    async fn start<'a>(
        &'a self,
        call: &Call<'_>,
        mut commit: Option<&mut Commit<'a>>,
    ) -> Result<(Arc<str>, RowStream), Error> {
        self.goes_on()?;
        let key = call.text.key();
        if let Some(prepared) = self.statements.get(&key) {
            // One text may be read as several types: a fragment says its own.
            if matches!(key, Key::Text(_)) {
                check(&prepared.statement, call)?;
            }
            match self.query(&prepared, call, commit.as_deref_mut()).await {
                // Somebody changed the schema. Nothing has run, so it may be tried again; but inside a transaction the
                // failure has ended it already.
                Err(error) if is_outdated(&error) => {
                    self.statements.remove(&key);
                    // Row types of tables, and enums, are among what the driver remembers.
                    self.client.clear_type_cache();
                    if self.is_open() {
                        return Err(self.failed(&error, Some(call.entity)));
                    }
                }
                other => return Ok((prepared.sql, other.map_err(|error| self.failed(&error, Some(call.entity)))?)),
            }
        }
        let prepared = self.prepare(key, call).await?;
        let stream = self.query(&prepared, call, commit).await;
        Ok((prepared.sql, stream.map_err(|error| self.failed(&error, Some(call.entity)))?))
    }

    async fn query<'a>(
        &'a self,
        prepared: &Prepared,
        call: &Call<'_>,
        commit: Option<&mut Commit<'a>>,
    ) -> Result<RowStream, tokio_postgres::Error> {
        self.shared.record.note(&prepared.sql);
        let query = self.opened(self.client.query_raw(&prepared.statement, call.params.iter().copied()));
        let Some(commit) = commit else { return query.await };
        let mut query = pin!(query);
        // A message is on its way once its future was polled: the statement's first, then COMMIT.
        let mut is_first = true;
        poll_fn(|cx| {
            let stream = query.as_mut().poll(cx);
            if std::mem::take(&mut is_first) {
                let _ = commit.as_mut().poll(cx);
            }
            stream
        })
        .await
    }

    async fn prepare(&self, key: Key, call: &Call<'_>) -> Result<Prepared, Error> {
        let sql = call.text.sql();
        let prepared = self.opened(self.client.prepare(&sql)).await;
        let statement = prepared.map_err(|error| self.failed(&error, Some(call.entity)))?;
        check(&statement, call)?;
        let prepared = Prepared { statement, sql };
        self.statements.put(key, prepared.clone());
        Ok(prepared)
    }

    fn done(&self, sql: &str, started: Instant, rows: u64) {
        let elapsed = started.elapsed();
        if elapsed >= self.shared.slow {
            tracing::warn!(target: "entity_core", sql, rows, ?elapsed, "slow statement");
        } else {
            tracing::debug!(target: "entity_core", sql, rows, ?elapsed, "statement");
        }
    }
}

/// Whether the types of the result are those that the reader expects. Where the text follows from the entity this is
/// asked once, when the statement is prepared.
fn check(statement: &tokio_postgres::Statement, call: &Call<'_>) -> Result<(), Error> {
    let columns = statement.columns();
    if columns.len() != call.accepts.len() {
        let message = format!("{} columns were expected and {} came", call.accepts.len(), columns.len());
        return Err(Error::mismatch(message));
    }
    match columns.iter().zip(call.accepts).find(|(column, accepts)| !accepts(column.type_())) {
        None => Ok(()),
        Some((column, _)) => {
            let (table, column, ty) = (call.entity.table, column.name(), column.type_());
            Err(Error::mismatch(format!("column {column} of {table} is of type {ty}, which its field cannot hold")))
        }
    }
}
