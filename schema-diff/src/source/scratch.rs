//! Throw-away databases on the user's own server.
//!
//! In: a server, and which extensions a database needs. Out: an empty [`Database`] for a while.
//! Never: touches a database that it did not make; leaves one behind. One of a run that crashed is dropped by the next
//! run: a scratch database is alive while somebody holds the advisory lock of its name.
//! Start at [`Scratch::open`] and [`Scratch::with`].

mod database;
mod draft;
mod error;
mod lock;
mod template;

use std::hash::{BuildHasher, Hasher, RandomState};

use entity_core::schema::{Catalog, Object, ObjectId, QualName};
use tokio_postgres::error::SqlState;

use crate::server::{self, Connection, Refusal, Target};

pub use database::Database;
pub use error::Error;

/// What the names of scratch databases start with.
const PREFIX: &str = "schema_diff_scratch_";

/// The locale is fixed, so that a scratch database does not depend on the server's own.
const EMPTY: &str = "TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'";

/// A server on which scratch databases can be made.
#[derive(Debug)]
pub struct Scratch {
    maintenance: Connection,
    target: Target,
    drafts: draft::Drafts,
}

impl Scratch {
    /// Connects, and drops what crashed runs left behind.
    ///
    /// # Errors
    /// [`Error::Server`] without a connection.
    pub async fn open(target: &Target) -> Result<Self, Error> {
        let scratch =
            Self { maintenance: maintenance(target).await?, target: target.clone(), drafts: draft::Drafts::default() };
        scratch.sweep().await?;
        Ok(scratch)
    }

    /// The major version of the server.
    ///
    /// # Errors
    /// The server's refusal, which only a lost connection causes.
    pub async fn major(&self) -> Result<u32, Error> {
        self.maintenance.major().await.map_err(Error::Refused)
    }

    /// The session beside the scratch databases.
    pub(super) fn maintenance(&self) -> &Connection {
        &self.maintenance
    }

    /// Those of the roles that the server does not have.
    ///
    /// # Errors
    /// The server's refusal, which only a lost connection causes.
    pub async fn unknown_roles(&self, names: &[&str]) -> Result<Vec<String>, Error> {
        if names.is_empty() {
            return Ok(Vec::new());
        }
        let sql = include_str!("scratch/unknown_roles.sql");
        let rows = self.maintenance.query(sql, &[&names]).await.map_err(Refusal::from)?;
        rows.iter().map(|row| Ok(row.try_get(0).map_err(Refusal::from)?)).collect()
    }

    /// Lends an empty database with these extensions to `work`, and drops it, also when `work` fails.
    ///
    /// # Errors
    /// Those of `work`; else [`Error`] when the database cannot be made or dropped.
    pub async fn with<T, E: From<Error>>(
        &self,
        extensions: Vec<String>,
        work: impl AsyncFnOnce(&mut Database) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut database = self.create(extensions).await?;
        let done = work(&mut database).await;
        let dropped = self.discard(database.into_name()).await;
        let done = done?;
        dropped?;
        Ok(done)
    }

    /// Lends a database with these extensions to `work` within a transaction that is always rolled back: a third of
    /// the time of [`with`](Self::with). `None`, with nothing done, while another run has that database.
    ///
    /// # Errors
    /// As [`with`](Self::with).
    pub async fn rolled_back<T, E: From<Error>>(
        &self,
        extensions: Vec<String>,
        work: impl AsyncFnOnce(&Database) -> Result<T, E>,
    ) -> Result<Option<T>, E> {
        let mut drafts = self.drafts.lock().await;
        let Some(database) = draft::find_or_make(self, &mut drafts, extensions).await? else { return Ok(None) };
        database.batch_execute("BEGIN").await.map_err(|error| Error::Refused(error.into()))?;
        let done = work(database).await;
        database.batch_execute("ROLLBACK").await.map_err(|error| Error::Refused(error.into()))?;
        done.map(Some)
    }

    async fn create(&self, extensions: Vec<String>) -> Result<Database, Error> {
        let template = template::find_or_make(self, &extensions).await?;
        self.create_from(&source(template)).await
    }

    /// Makes a database whose lock this session holds.
    async fn create_from(&self, source: &str) -> Result<Database, Error> {
        let name = format!("{PREFIX}{:016x}", RandomState::new().build_hasher().finish());
        lock::take(&self.maintenance, &name).await?;
        self.retry(&format!("CREATE DATABASE {name} {source}")).await.map_err(|refusal| self.explain(refusal))?;
        match Database::open(self.target.with_database(&name), name.clone()).await {
            Ok(database) => Ok(database),
            Err(error) => {
                // The connection's error is the one worth showing.
                let _ = self.discard(name).await;
                Err(error)
            }
        }
    }

    async fn discard(&self, name: String) -> Result<(), Error> {
        self.statement(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await?;
        Ok(lock::release(&self.maintenance, &name).await?)
    }

    /// Drops scratch databases that nobody uses.
    async fn sweep(&self) -> Result<(), Error> {
        let rows =
            self.maintenance.query(include_str!("scratch/leftovers.sql"), &[&PREFIX]).await.map_err(Refusal::from)?;
        for row in rows {
            let name: String = row.try_get(0).map_err(Refusal::from)?;
            if lock::take(&self.maintenance, &name).await? {
                // Another user's leftover is that user's to drop.
                let _ = self.discard(name).await;
            }
        }
        Ok(())
    }

    async fn statement(&self, sql: &str) -> Result<(), Refusal> {
        Ok(self.maintenance.batch_execute(sql).await?)
    }

    /// Runs a statement again while its template is in use by another session.
    async fn retry(&self, sql: &str) -> Result<(), Refusal> {
        let mut left = 100;
        loop {
            match self.statement(sql).await {
                Err(refusal) if left > 0 && refusal.is(&SqlState::OBJECT_IN_USE) => left -= 1,
                other => return other,
            }
            tokio::time::sleep(lock::PAUSE).await;
        }
    }

    fn explain(&self, refusal: Refusal) -> Error {
        if refusal.is(&SqlState::INSUFFICIENT_PRIVILEGE) {
            Error::NoCreateDb { user: self.target.user().to_owned(), address: self.target.address() }
        } else {
            Error::Refused(refusal)
        }
    }
}

/// What a new database is a copy of.
fn source(template: Option<String>) -> String {
    template.map_or_else(|| EMPTY.to_owned(), |name| format!("TEMPLATE {name}"))
}

/// A session for `CREATE DATABASE`: in `postgres`, or in the target where that is out of reach.
async fn maintenance(target: &Target) -> Result<Connection, Error> {
    match Connection::open(&target.with_database("postgres")).await {
        Ok(connection) => Ok(connection),
        Err(server::Error::NoDatabase { .. } | server::Error::Refused { .. }) => Ok(Connection::open(target).await?),
        Err(error) => Err(error.into()),
    }
}

/// The extensions of a catalog that a template can have: those in `public`, or wherever the server puts them.
pub fn extensions(catalog: &Catalog) -> Vec<String> {
    let plain = catalog.objects.iter().filter_map(|pair| {
        let (ObjectId::Extension(name), Object::Extension(extension)) = pair else { return None };
        let is_plain = extension.namespace.as_ref().is_none_or(|namespace| *namespace == QualName::PUBLIC);
        is_plain.then(|| name.as_str().to_owned())
    });
    plain.collect()
}
