//! All IO: configuration, pool, connections, statements and transactions.
//!
//! In: statements with parameters. Out: decoded rows and counts.
//! Never: makes the text of a statement, shows a parameter in a log.
//! Start at [`Db`]; [`Executor`] is what every verb runs on.

mod call;
mod config;
mod connection;
mod executor;
mod flow;
mod health;
mod nesting;
mod pool;
mod record;
mod statements;
mod transaction;

pub(crate) use call::{Call, Text, Verb};
pub use config::{Config, ConfigError};
pub(crate) use connection::Connection;
pub use executor::Lease;
pub use executor::{Executor, InTransaction};
pub(crate) use flow::Flow;
pub use health::Health;
pub use pool::Db;
pub use record::Recorder;
pub use transaction::{Isolation, Last, Tx, TxOptions};
