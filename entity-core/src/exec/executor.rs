//! What a statement runs on.

use std::future::Future;
use std::ops::Deref;

use deadpool::managed::Object;

use super::pool::Manager;
use super::transaction::Last;
use super::{Connection, Db, Tx};
use crate::error::Error;

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Db {}
    impl Sealed for super::Tx {}
    impl Sealed for super::Last<'_> {}
}

/// A pool, where each statement takes a connection of its own, or a transaction.
#[diagnostic::on_unimplemented(
    message = "statements do not run on `{Self}`",
    label = "expected `&Db`, or the `tx` of a transaction",
    note = "pass `&db`, or inside `db.transaction(async |tx| …)` pass `tx`"
)]
pub trait Executor: sealed::Sealed + Sync {
    /// A connection to run on.
    #[doc(hidden)]
    fn lease(&self) -> impl Future<Output = Result<Lease<'_>, Error>> + Send;
}

/// An open transaction.
#[diagnostic::on_unimplemented(
    message = "rows are locked inside a transaction alone",
    label = "expected the `tx` of a transaction",
    note = "a lock outside of one would end with its own statement: `db.transaction(async |tx| …)`, and pass `tx`"
)]
pub trait InTransaction: Executor {}

impl InTransaction for Tx {}

/// A connection for one statement.
#[doc(hidden)]
#[expect(
    clippy::large_enum_variant,
    reason = "it lives on the stack of one call; a box would be an allocation a statement"
)]
pub enum Lease<'a> {
    /// From the pool, and back to it.
    Pooled(Object<Manager>),
    /// That of a transaction.
    Held(&'a Connection),
}

impl Lease<'_> {
    /// Gives up in the middle of an answer. A connection with rows still on their way is of no use to the next one: it
    /// is closed, and the server is told to stop. That of a transaction goes on; what is left of the answer is skipped.
    pub(crate) fn abandon(self) {
        let Self::Pooled(connection) = self else { return };
        let connection = Object::take(connection);
        let cancel = connection.cancel();
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            drop(runtime.spawn(async move {
                cancel.await;
                drop(connection);
            }));
        }
    }
}

impl Deref for Lease<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        match self {
            Self::Pooled(connection) => connection,
            Self::Held(connection) => connection,
        }
    }
}

impl Executor for Db {
    async fn lease(&self) -> Result<Lease<'_>, Error> {
        self.acquire().await.map(Lease::Pooled)
    }
}

impl Executor for Tx {
    async fn lease(&self) -> Result<Lease<'_>, Error> {
        Ok(Lease::Held(self.connection()))
    }
}

impl Executor for Last<'_> {
    async fn lease(&self) -> Result<Lease<'_>, Error> {
        if !self.0.is_nested() {
            self.0.connection().close_next();
        }
        Ok(Lease::Held(self.0.connection()))
    }
}
