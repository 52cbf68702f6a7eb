//! A scratch database while it lives.

use std::ops::Deref;

use entity_core::schema::Catalog;

use super::Error;
use crate::introspect;
use crate::server::{Connection, Refusal, Target};

/// An empty database of one's own, lent by [`Scratch::with`](super::Scratch::with).
#[derive(Debug)]
pub struct Database {
    connection: Connection,
    name: String,
}

impl Database {
    pub(super) async fn open(target: Target, name: String) -> Result<Self, Error> {
        let connection = Connection::open(&target).await?;
        let database = Self { connection, name };
        database.settle().await?;
        Ok(database)
    }

    /// Reads what is in it now.
    ///
    /// # Errors
    /// Those of [`introspect::read`].
    pub async fn catalog(&mut self) -> Result<Catalog, introspect::Error> {
        introspect::read(&mut self.connection).await
    }

    /// Reads what is in it within the open transaction.
    ///
    /// # Errors
    /// Those of [`introspect::read_within`].
    pub async fn catalog_within(&self) -> Result<Catalog, introspect::Error> {
        introspect::read_within(&*self.connection).await
    }

    /// Whether an extension is there now: the template may have brought it, and a script may have dropped it since.
    ///
    /// # Errors
    /// The server's refusal, which only a broken transaction or a lost connection causes.
    pub async fn has_extension(&self, name: &str) -> Result<bool, Refusal> {
        let known = "SELECT FROM pg_catalog.pg_extension WHERE extname = $1";
        Ok(self.connection.query_opt(known, &[&name]).await?.is_some())
    }

    /// Sets the session up again after a script. Nothing in a scratch database need survive a crash.
    ///
    /// # Errors
    /// The server's refusal, which only a lost connection causes.
    pub async fn settle(&self) -> Result<(), Refusal> {
        self.connection.settle().await?;
        Ok(self.connection.batch_execute("SET synchronous_commit = off").await?)
    }

    pub(super) fn into_name(self) -> String {
        self.name
    }
}

impl Deref for Database {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.connection
    }
}
