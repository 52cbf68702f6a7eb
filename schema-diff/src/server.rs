//! Talks to a PostgreSQL server in one fixed way.
//!
//! In: a database URL. Out: a [`Connection`] whose session settings are always the same, and the server's answers as
//! [`Refusal`]s.
//! Never: keeps a driver error (its text may hold a row), shows a password, knows a catalog.
//! Start at [`Target::parse`] and [`Connection::open`].

mod connection;
mod execute;
pub mod extension;
mod refusal;
mod target;

pub use connection::{Connection, Error};
pub use execute::execute;
pub use refusal::Refusal;
pub use target::Target;
