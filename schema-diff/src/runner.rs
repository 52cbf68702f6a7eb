//! Runs migration files, forth and back.
//!
//! In: files, the ledger and a connection. Out: a changed database and an up-to-date ledger.
//! Never: plans, reads a catalog, prints.
//! Start at [`pending()`] and [`apply()`]; [`revertible`] and [`revert`] are the way back.

mod apply;
mod error;
mod index;
mod pending;
mod preflight;

pub use apply::{Event, Listener, apply, revert};
pub use error::{Divergence, Error, Failure, Unfinished};
pub use pending::{Pending, Until, check, pending, revertible};
pub use preflight::conflicts;
