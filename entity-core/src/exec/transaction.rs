//! Transactions.

use std::time::Duration;

use deadpool::managed::Object;

use super::connection::COMMIT;
use super::pool::Manager;
use super::{Connection, Db, nesting};
use crate::error::Error;

/// How much transactions see of each other. What PostgreSQL's manual says of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Isolation {
    /// Each statement sees what was committed before it.
    ReadCommitted,
    /// All statements see what was committed before the first.
    RepeatableRead,
    /// As if transactions ran one after the other; those that could not have are refused with 40001.
    Serializable,
}

/// What a transaction is like.
#[derive(Clone, Copy, Debug)]
pub struct TxOptions {
    isolation: Option<Isolation>,
    read_only: bool,
    deferrable: bool,
    attempts: u32,
    pause: Duration,
}

impl Default for TxOptions {
    /// The server's isolation, five attempts, 10 ms before the second.
    fn default() -> Self {
        Self { isolation: None, read_only: false, deferrable: false, attempts: 5, pause: Duration::from_millis(10) }
    }
}

impl TxOptions {
    /// The server's isolation, five attempts.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sees no more of others than this.
    #[must_use]
    pub fn isolation(self, isolation: Isolation) -> Self {
        Self { isolation: Some(isolation), ..self }
    }

    /// Writes nothing; the server refuses it.
    #[must_use]
    pub fn read_only(self) -> Self {
        Self { read_only: true, ..self }
    }

    /// Waits at its beginning until it can run without being refused: for long serializable reports.
    #[must_use]
    pub fn deferrable(self) -> Self {
        Self { deferrable: true, ..self }
    }

    /// Runs that often at most, for [`transaction_retry`](Db::transaction_retry).
    #[must_use]
    pub fn attempts(self, attempts: u32) -> Self {
        Self { attempts, ..self }
    }

    /// Waits that long before the second attempt, twice as long before each further one, and up to as long again.
    #[must_use]
    pub fn pause(self, pause: Duration) -> Self {
        Self { pause, ..self }
    }

    /// `BEGIN` with what was said, `None` where nothing was.
    fn begin(&self) -> Option<String> {
        let Self { isolation, read_only, deferrable, .. } = self;
        let isolation = isolation.map(|isolation| match isolation {
            Isolation::ReadCommitted => " ISOLATION LEVEL READ COMMITTED",
            Isolation::RepeatableRead => " ISOLATION LEVEL REPEATABLE READ",
            Isolation::Serializable => " ISOLATION LEVEL SERIALIZABLE",
        });
        let modes = [isolation, read_only.then_some(" READ ONLY"), deferrable.then_some(" DEFERRABLE")];
        let said: String = modes.into_iter().flatten().collect();
        (!said.is_empty()).then(|| format!("BEGIN{said}"))
    }

    /// How long to wait before an attempt, the first of which is 0. Those who collide should not meet again.
    fn pause_before(&self, attempt: u32) -> Duration {
        let base = self.pause.saturating_mul(1 << attempt.saturating_sub(1).min(10));
        let clock = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        base + base.mul_f64(f64::from(clock.subsec_nanos() % 1000) / 1000.0)
    }
}

/// An open transaction. Ends when the closure of [`Db::transaction`] ends, also when its future is dropped.
pub struct Tx {
    connection: Object<Manager>,
    savepoints: usize,
    /// Whether COMMIT or ROLLBACK was sent.
    ended: bool,
}

impl std::fmt::Debug for Tx {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tx").field("savepoints", &self.savepoints).finish_non_exhaustive()
    }
}

impl Db {
    /// Runs the closure in a transaction: committed when it gives `Ok`, rolled back when it gives `Err` or is dropped.
    ///
    /// # Errors
    /// What the closure gives; or that the transaction could not begin or commit.
    pub async fn transaction<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<T, E>,
        E: From<Error>,
    {
        self.transaction_with(TxOptions::default(), work).await
    }

    /// The same with another isolation, read only, or deferrable.
    ///
    /// # Errors
    /// As [`transaction`](Db::transaction).
    pub async fn transaction_with<T, E, F>(&self, options: TxOptions, work: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<T, E>,
        E: From<Error>,
    {
        let mut tx = Tx::begin(self.acquire().await?, &options).await?;
        match nesting::inside(self, work(&mut tx)).await {
            Ok(value) => tx.commit().await.map(|()| value).map_err(E::from),
            Err(error) => {
                tx.rollback().await;
                Err(error)
            }
        }
    }

    /// Runs the closure in a transaction, and again when it could not be serialized or was chosen to end a deadlock
    /// (SQLSTATE 40001, 40P01), also at COMMIT. It may run several times, so what it does beside the database must bear
    /// that; [`after_commit`](Tx::after_commit) is called once.
    ///
    /// The closure is an `AsyncFn`. One that captures by reference is not `Send` inside `tokio::spawn`; with
    /// `async move` it is.
    ///
    /// # Errors
    /// As [`transaction`](Db::transaction), of the last attempt.
    pub async fn transaction_retry<T, E, F>(&self, options: TxOptions, work: F) -> Result<T, E>
    where
        F: AsyncFn(&mut Tx) -> Result<T, E>,
        E: From<Error>,
    {
        let mut attempt = 0;
        loop {
            let mut tx = Tx::begin(self.acquire().await?, &options).await?;
            attempt += 1;
            let last = attempt >= options.attempts;
            match nesting::inside(self, work(&mut tx)).await {
                Ok(value) => match tx.commit().await {
                    Ok(()) => return Ok(value),
                    Err(error) if error.is_retryable() && !last => {}
                    Err(error) => return Err(error.into()),
                },
                Err(error) => {
                    // The closure's error may be its own; what the server said is known here.
                    let collided = tx.connection.collided();
                    tx.rollback().await;
                    if !collided || last {
                        return Err(error);
                    }
                }
            }
            tracing::debug!(target: "entity_core", attempt, "the transaction runs again");
            tokio::time::sleep(options.pause_before(attempt)).await;
        }
    }
}

impl Tx {
    async fn begin(connection: Object<Manager>, options: &TxOptions) -> Result<Self, Error> {
        // From here on a dropped future rolls back, even one that was dropped while BEGIN was on its way.
        let tx = Self { connection, savepoints: 0, ended: false };
        match options.begin() {
            // A plain BEGIN is refused by no server, so it goes along with the first statement.
            None => tx.connection.open_later(),
            Some(begin) => {
                tx.connection.set_open(true);
                tx.connection.control(&begin).await?;
            }
        }
        Ok(tx)
    }

    /// Calls the closure once the transaction is committed; not when it is rolled back, nor when the savepoint is in
    /// which it was said.
    pub fn after_commit(&self, work: impl FnOnce() + Send + 'static) {
        self.connection.waiting().push(Box::new(work));
    }

    /// What the last statement of the transaction runs on: COMMIT goes along with it, which saves a round trip. Nothing
    /// takes it back then, also where the closure gives an error afterwards, and another statement is refused. Inside
    /// a savepoint it is the transaction itself.
    ///
    /// ```no_run
    /// # use entity_core::prelude::*;
    /// # #[derive(Entity)]
    /// # struct Account {
    /// #     #[column(primary_key)]
    /// #     id: i64,
    /// #     cents: i64,
    /// # }
    /// # async fn example(db: Db) -> Result<(), Error> {
    /// db.transaction(async |tx| {
    ///     Account::update(1).increment(Account::cents, -100).execute(tx).await?;
    ///     Account::update(2).increment(Account::cents, 100).execute(&tx.last()).await
    /// })
    /// .await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn last(&mut self) -> Last<'_> {
        Last(self)
    }

    pub(super) fn is_nested(&self) -> bool {
        self.savepoints > 0
    }

    /// Runs statements without parameters or rows: settings of the transaction.
    pub(crate) async fn batch(&self, sql: &'static str) -> Result<(), Error> {
        self.connection.control(sql).await
    }

    pub(super) fn connection(&self) -> &Connection {
        &self.connection
    }

    async fn commit(mut self) -> Result<(), Error> {
        if self.connection.is_unsent() {
            self.end();
            return Ok(());
        }
        if self.connection.is_over() {
            self.committed();
            return Ok(());
        }
        match self.connection.control(COMMIT).await {
            Ok(()) => {
                self.committed();
                Ok(())
            }
            Err(error) if error.sqlstate() == Some("25P02") => {
                self.rollback().await;
                Err(Error::unavailable(
                    "nothing was committed: a statement of the transaction had failed",
                    "give the error of the failed statement back, or run the statement in a savepoint",
                ))
            }
            Err(error) => Err(error),
        }
    }

    /// Does what waited for the commit.
    fn committed(mut self) {
        let waiting = std::mem::take(&mut *self.connection.waiting());
        self.end();
        // The connection is free for others while the application does its part.
        drop(self);
        waiting.into_iter().for_each(|work| work());
    }

    async fn rollback(mut self) {
        if self.connection.is_over() {
            self.committed();
            return;
        }
        // If this fails the connection is broken and `Drop` has nothing left to save.
        if self.connection.is_unsent() || self.connection.control("ROLLBACK").await.is_ok() {
            self.end();
        }
    }

    fn end(&mut self) {
        self.ended = true;
        self.connection.set_open(false);
    }

    /// Runs the closure in a savepoint: kept when it gives `Ok`, taken back when it gives `Err` or is dropped.
    ///
    /// # Errors
    /// What the closure gives; or that the savepoint could not be set or released.
    pub async fn transaction<T, E, F>(&mut self, work: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<T, E>,
        E: From<Error>,
    {
        let savepoint = Savepoint::set(self).await?;
        match work(savepoint.tx).await {
            Ok(value) => savepoint.release().await.map(|()| value).map_err(E::from),
            // Dropping the savepoint takes it back.
            Err(error) => Err(error),
        }
    }
}

/// An open transaction whose last statement comes. COMMIT goes along with that.
#[derive(Debug)]
pub struct Last<'a>(pub(super) &'a Tx);

impl Drop for Tx {
    fn drop(&mut self) {
        if !self.ended {
            if !self.connection.is_unsent() && !self.connection.is_over() {
                self.connection.send("ROLLBACK");
            }
            self.connection.set_open(false);
        }
    }
}

/// A savepoint that is taken back unless it is released.
struct Savepoint<'a> {
    tx: &'a mut Tx,
    /// What waited for the commit before.
    waiting: usize,
    released: bool,
}

impl<'a> Savepoint<'a> {
    async fn set(tx: &'a mut Tx) -> Result<Self, Error> {
        tx.savepoints += 1;
        let waiting = tx.connection.waiting().len();
        let savepoint = Self { tx, waiting, released: false };
        savepoint.tx.connection.control(&format!("SAVEPOINT s{}", savepoint.tx.savepoints)).await?;
        Ok(savepoint)
    }

    async fn release(mut self) -> Result<(), Error> {
        self.tx.connection.control(&format!("RELEASE SAVEPOINT s{}", self.tx.savepoints)).await?;
        self.released = true;
        Ok(())
    }
}

impl Drop for Savepoint<'_> {
    fn drop(&mut self) {
        if !self.released {
            let name = self.tx.savepoints;
            self.tx.connection.waiting().truncate(self.waiting);
            self.tx.connection.send(&format!("ROLLBACK TO SAVEPOINT s{name}; RELEASE SAVEPOINT s{name}"));
        }
        self.tx.savepoints -= 1;
    }
}
