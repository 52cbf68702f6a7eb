//! What server tests share: a server, databases of their own, dumps, and the built binaries.
//!
//! The server comes from `TEST_DATABASE_URL`, which `cargo xtask test` sets after it has started a throw-away one.

mod binary;
mod database;
mod dump;
pub mod server;

pub use binary::{Run, binary};
pub use database::{Database, client, major, serve};
pub use dump::{Columns, dump, entries, has_witness, normal, script};
