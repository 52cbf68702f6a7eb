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
    extensions: Vec<String>,
}

impl Database {
    pub(super) async fn open(target: Target, name: String, extensions: Vec<String>) -> Result<Self, Error> {
        let connection = Connection::open(&target).await?;
        let database = Self { connection, name, extensions };
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

    /// Whether the template brought an extension.
    pub fn has_extension(&self, name: &str) -> bool {
        self.extensions.iter().any(|extension| extension == name)
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
