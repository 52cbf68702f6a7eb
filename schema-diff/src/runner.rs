//! Runs migration files, forth and back.
//!
//! In: files, the ledger and a connection. Out: a changed database and an up-to-date ledger.
//! Never: plans, prints. Reads a catalog only to see how a statement ended that a crash cut off.
//! Start at [`pending()`] and [`apply()`]; [`revertible`] and [`revert`] are the way back.
//!
//! A transaction and its row in the ledger stand or fall together. A statement outside one is noted in the ledger before
//! it is sent and after it ran; a run that finds it sent and not done looks at the catalog.

mod apply;
mod doubt;
mod error;
mod index;
mod pending;
mod preflight;
mod retry;
mod run;
mod squash;
mod step;

pub use apply::{Event, Listener, Verdict, adopt, apply, record, revert};
pub use error::{Divergence, Error, Failure, InDoubt, NoResume, Unfinished};
pub use pending::{Extent, Order, Pending, Until, check, late, named, pending, resume_at, revertible, up_to};
pub use preflight::fit;
pub use squash::{Understood, understood};
pub use step::{StepError, Steps};
