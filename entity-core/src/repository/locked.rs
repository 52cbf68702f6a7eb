//! Reading with locks, inside a transaction alone.

use crate::error::Error;
use crate::exec::InTransaction;
use crate::query::{Locked, Record, Scope};

impl<Q: Scope, P: Record> Locked<Q, P> {
    /// The statement that [`all`](Locked::all) would send. Its values are parameters and not in it.
    pub fn sql(&self) -> String {
        self.0.sql()
    }

    /// All rows, locked.
    ///
    /// # Errors
    /// When the database does not answer, or somebody else has locked a row and `nowait` was said.
    pub async fn all(self, on: &impl InTransaction) -> Result<Vec<P>, Error> {
        self.0.all(on).await
    }

    /// The first row, locked, or `None`.
    ///
    /// # Errors
    /// As [`all`](Locked::all).
    pub async fn first(self, on: &impl InTransaction) -> Result<Option<P>, Error> {
        self.0.first(on).await
    }

    /// The first row, locked.
    ///
    /// # Errors
    /// As [`all`](Locked::all), and [`is_not_found`](Error::is_not_found) when there is none.
    pub async fn one(self, on: &impl InTransaction) -> Result<P, Error> {
        self.0.one(on).await
    }
}
