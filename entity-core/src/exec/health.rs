//! Whether the database is there and how it is doing.

use std::time::{Duration, Instant};

use super::{Db, Executor};
use crate::error::Error;

/// The state of the database and the pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// How long the smallest statement took, a connection included.
    pub latency: Duration,
    /// Connections that are open.
    pub connections: usize,
    /// Connections that are free.
    pub available: usize,
    /// Callers that wait for one.
    pub waiting: usize,
}

impl Db {
    /// Asks the database whether it is there.
    ///
    /// # Errors
    /// When no connection can be had or the server does not answer.
    pub async fn health(&self) -> Result<Health, Error> {
        let started = Instant::now();
        self.lease().await?.control("SELECT 1").await?;
        let status = self.status();
        Ok(Health {
            latency: started.elapsed(),
            connections: status.size,
            available: status.available,
            waiting: status.waiting,
        })
    }
}
