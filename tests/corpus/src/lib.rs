//! Judges pairs of scripts: the tool turns one into the other and back, and `pg_dump` is asked for a second opinion.
//!
//! In: folders with `before.sql` and `after.sql`, ours and foreign ones. Out: a [`Verdict`] a folder.
//! Never: knows what a case is about; looks at the text of a case to let it pass.
//! Start at [`Case::holds`]; [`lanes::run`] judges many at once.

mod case;
mod dump;
mod flags;
pub mod folders;
pub mod lanes;
mod load;
pub mod needs;
mod pulled;
pub mod random;
pub mod report;
pub mod roles;
pub mod scale;
pub mod schemas;

pub use case::{Case, Side, Trips};
pub use dump::Dump;
pub use flags::Flags;
pub use load::{load, run};

/// Why a case fails.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// What became of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Everything that was asked of it was shown.
    Passed,
    /// The server is too old for it, or lacks something.
    Skipped(String),
    /// The reason, its first line in one word or two.
    Failed(String),
}

impl From<Result<Self, String>> for Verdict {
    fn from(judged: Result<Self, String>) -> Self {
        judged.unwrap_or_else(Self::Failed)
    }
}

/// The address of a server, and the server itself where it is a throw-away one.
///
/// # Errors
/// PostgreSQL is not installed.
pub fn address() -> Result<(String, Option<harness::server::Server>), Failure> {
    if let Ok(url) = std::env::var("TEST_DATABASE_URL") {
        return Ok((url, None));
    }
    let missing = "PostgreSQL is not installed: install it, or set TEST_DATABASE_URL";
    let server = harness::server::start(&harness::server::bin_dir().ok_or(missing)?);
    Ok((harness::server::url(&server), Some(server)))
}
