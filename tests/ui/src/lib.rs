//! What compiles and what does not, as the user reads it: `fail/<mistake>.rs` beside its `.stderr`, and `pass/*.rs`.
//!
//! `TRYBUILD=overwrite cargo test -p ui` writes the messages anew; read every one before it is kept. The cases that
//! compile are modules here: a project of their own for each would cost minutes.

#[cfg(test)]
#[path = "../pass/every_attribute.rs"]
mod every_attribute;
#[cfg(test)]
#[path = "../pass/flattening.rs"]
mod flattening;
#[cfg(test)]
#[path = "../pass/keys.rs"]
mod keys;
#[cfg(test)]
#[path = "../pass/newtypes.rs"]
mod newtypes;
#[cfg(test)]
#[path = "../pass/projections.rs"]
mod projections;
#[cfg(test)]
#[path = "../pass/raw_identifiers.rs"]
mod raw_identifiers;
#[cfg(test)]
#[path = "../pass/references.rs"]
mod references;
#[cfg(test)]
#[path = "../pass/types.rs"]
mod types;
#[path = "../pass/visibility.rs"]
pub mod visibility;
