//! The pool, and the handle that an application keeps.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use deadpool::Runtime;
use deadpool::managed::{self, Metrics, Object, Pool, PoolError, RecycleError, RecycleResult, TimeoutType};
use deadpool_postgres::{ManagerConfig, RecyclingMethod};
use tokio_postgres::NoTls;

use super::connection::Shared;
use super::record::Record;
use super::{Config, Connection, nesting};
use crate::error::Error;

/// A database: a pool of connections. Cheap to clone, made once.
///
/// Every verb takes `&Db`, or the `Tx` of an open [`transaction`](Db::transaction).
#[derive(Clone)]
pub struct Db {
    pool: Pool<Manager>,
    acquire: Duration,
    shared: Arc<Shared>,
    /// Whether it may be used beside an open transaction.
    apart: bool,
}

impl fmt::Debug for Db {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Db").field("status", &self.pool.status()).finish()
    }
}

/// Makes connections, and checks them without a question to the server when they come back.
pub struct Manager {
    driver: deadpool_postgres::Manager,
    shared: Arc<Shared>,
}

impl managed::Manager for Manager {
    type Type = Connection;
    type Error = tokio_postgres::Error;

    async fn create(&self) -> Result<Connection, tokio_postgres::Error> {
        let client = self.driver.create().await?;
        Ok(Connection::new(client, Arc::clone(&self.shared)))
    }

    async fn recycle(&self, connection: &mut Connection, _: &Metrics) -> RecycleResult<tokio_postgres::Error> {
        if connection.is_closed() { Err(RecycleError::message("closed")) } else { Ok(()) }
    }
}

impl Db {
    /// Opens a pool and one connection, so that a wrong address or password is found at once.
    ///
    /// # Errors
    /// When the configuration is wrong or no connection can be had.
    pub async fn connect(config: &Config) -> Result<Self, Error> {
        let driver = config.driver().map_err(|error| Error::config(error.problems))?;
        let fast = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let driver = deadpool_postgres::Manager::from_config(driver, NoTls, fast);
        let (slow, cursor_key) = (config.slow, config.cursor_key.clone());
        let shared = Arc::new(Shared { slow, cursor_key, record: Record::default() });
        let pool = Pool::builder(Manager { driver, shared: Arc::clone(&shared) })
            .max_size(config.pool_max)
            .runtime(Runtime::Tokio1)
            .wait_timeout(Some(config.acquire))
            .create_timeout(Some(config.connect))
            .build()
            .map_err(|error| Error::config(vec![error.to_string()]))?;
        let db = Self { pool, acquire: config.acquire, shared, apart: false };
        drop(db.acquire().await?);
        db.close_idle(config.idle, config.pool_min);
        Ok(db)
    }

    /// Opens a pool on what the environment describes: see [`Config`].
    ///
    /// # Errors
    /// When variables are missing or wrong, or no connection can be had.
    pub async fn from_env() -> Result<Self, Error> {
        let config = Config::from_env().map_err(|error| Error::config(error.problems))?;
        Self::connect(&config).await
    }

    /// Closes all connections. What is still running ends first; what comes after fails.
    pub fn close(&self) {
        self.pool.close();
    }

    /// The same pool for work that is meant to go past an open transaction: a log that stays when it is rolled back.
    /// Without that, debug builds refuse the pool inside of a transaction on the same task.
    #[must_use]
    pub fn apart(&self) -> Self {
        Self { apart: true, ..self.clone() }
    }

    /// What tells pools apart.
    pub(super) fn id(&self) -> usize {
        Arc::as_ptr(&self.shared) as usize
    }

    pub(super) fn shared(&self) -> &Arc<Shared> {
        &self.shared
    }

    pub(super) fn status(&self) -> managed::Status {
        self.pool.status()
    }

    pub(super) async fn acquire(&self) -> Result<Object<Manager>, Error> {
        if !self.apart && nesting::is_inside(self) {
            return Err(Error::beside_transaction());
        }
        let connection = self.pool.get().await.map_err(|error| self.no_connection(&error))?;
        self.warn_when_busy();
        Ok(connection)
    }

    /// More than seven in ten connections in use is a sign that the pool will soon be the limit.
    fn warn_when_busy(&self) {
        let status = self.pool.status();
        let used = status.size - status.available.min(status.size);
        if used > 1 && used * 10 > status.max_size * 7 {
            tracing::warn!(target: "entity_core", used, max = status.max_size, "the pool is more than 70 % in use");
        }
    }

    fn no_connection(&self, error: &PoolError<tokio_postgres::Error>) -> Error {
        match error {
            PoolError::Timeout(TimeoutType::Create) => {
                Error::unavailable("the database did not answer in time", "check that the server is up and reachable")
            }
            PoolError::Timeout(_) => {
                let max = self.pool.status().max_size;
                let what = format!("all {max} connections were in use for {:?}", self.acquire);
                Error::unavailable(what, "raise DB_POOL_MAX, or look for a transaction that is held open")
            }
            PoolError::Closed => Error::unavailable("the pool is closed", "open a new one with Db::connect"),
            PoolError::Backend(error) => cannot_connect(error),
            PoolError::NoRuntimeSpecified | PoolError::PostCreateHook(_) => {
                Error::unavailable("the pool cannot make a connection", "open a new one with Db::connect")
            }
        }
    }

    /// Closes connections beyond `keep` that nobody used for a while.
    fn close_idle(&self, idle: Duration, keep: usize) {
        let pool = self.pool.weak();
        let task = async move {
            loop {
                tokio::time::sleep(idle.max(Duration::from_secs(1))).await;
                let Some(pool) = pool.upgrade() else { return };
                let mut spare = pool.status().size.saturating_sub(keep);
                pool.retain(|_, metrics| {
                    let old = spare > 0 && metrics.last_used() >= idle;
                    spare -= usize::from(old);
                    !old
                });
            }
        };
        drop(tokio::spawn(task));
    }
}

fn cannot_connect(error: &tokio_postgres::Error) -> Error {
    match error.as_db_error() {
        Some(db) if db.code().code().starts_with("28") => {
            Error::unavailable(db.message().to_owned(), "check DB_USER and DB_PASSWORD")
        }
        Some(db) => Error::unavailable(db.message().to_owned(), "check DB_NAME and the server's log"),
        None => {
            let cause = std::error::Error::source(error).map_or_else(|| error.to_string(), ToString::to_string);
            let what = format!("the database cannot be reached: {cause}");
            Error::unavailable(what, "check DB_HOST and DB_PORT, and that the server is up")
        }
    }
}
