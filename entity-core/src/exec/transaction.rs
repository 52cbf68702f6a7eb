//! Transactions.

use deadpool::managed::Object;

use super::pool::Manager;
use super::{Connection, Db};
use crate::error::Error;

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
        let mut tx = Tx::begin(self.acquire().await?).await?;
        match work(&mut tx).await {
            Ok(value) => tx.commit().await.map(|()| value).map_err(E::from),
            Err(error) => {
                tx.rollback().await;
                Err(error)
            }
        }
    }
}

impl Tx {
    async fn begin(connection: Object<Manager>) -> Result<Self, Error> {
        // From here on a dropped future rolls back, even one that was dropped while BEGIN was on its way.
        let tx = Self { connection, savepoints: 0, ended: false };
        tx.connection.set_open(true);
        tx.connection.control("BEGIN").await?;
        Ok(tx)
    }

    /// Runs statements without parameters or rows: settings of the transaction.
    pub(crate) async fn batch(&self, sql: &'static str) -> Result<(), Error> {
        self.connection.control(sql).await
    }

    pub(super) fn connection(&self) -> &Connection {
        &self.connection
    }

    async fn commit(mut self) -> Result<(), Error> {
        // After a failed statement the SELECT is refused, where COMMIT alone would answer ROLLBACK and no error.
        match self.connection.control("SELECT 1; COMMIT").await {
            Ok(()) => {
                self.end();
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

    async fn rollback(mut self) {
        // If this fails the connection is broken and `Drop` has nothing left to save.
        if self.connection.control("ROLLBACK").await.is_ok() {
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

impl Drop for Tx {
    fn drop(&mut self) {
        if !self.ended {
            self.connection.send("ROLLBACK");
            self.connection.set_open(false);
        }
    }
}

/// A savepoint that is taken back unless it is released.
struct Savepoint<'a> {
    tx: &'a mut Tx,
    released: bool,
}

impl<'a> Savepoint<'a> {
    async fn set(tx: &'a mut Tx) -> Result<Self, Error> {
        tx.savepoints += 1;
        let savepoint = Self { tx, released: false };
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
            self.tx.connection.send(&format!("ROLLBACK TO SAVEPOINT s{name}; RELEASE SAVEPOINT s{name}"));
        }
        self.tx.savepoints -= 1;
    }
}
