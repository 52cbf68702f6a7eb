//! Migrations as files that any tool can run.
//!
//! In: a folder of `{13-digit ms}-{PascalName}/{up.sql,down.sql,plan.json}`, or two plans. Out: [`Migration`]s, or such files.
//! Never: talks to a server, decides what runs. The SQL alone says how it is run and what it loses; `plan.json` is for
//! other tools, and for seeing a conflict before it happens.
//! Start at [`read()`] and [`write()`].

mod checksum;
mod error;
mod id;
mod manifest;
mod read;
mod script;
mod split;
mod step;
mod text;
mod token;
mod write;

pub use checksum::Checksum;
pub use error::Error;
pub use id::Id;
pub use manifest::{Cost, Entry, Manifest, Named, Way};
pub use read::{Migration, read, read_script};
pub use script::{Allow, Misread, Replaced, Script, Segment, Via};
pub use split::{DIRECTIVE, Item, Statement, split};
pub use step::RustStep;
pub use text::{Draft, Texts};
pub(crate) use token::{Token, tokens};
pub use write::{blank, next_id, write, write_step};
