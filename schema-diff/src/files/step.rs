//! `step.json`: a migration whose way forth is a function of the user's program.

use serde::{Deserialize, Serialize};

/// The contents of `step.json`, which stands in the place of `up.sql`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RustStep {
    /// Stands for the function's text in the checksum: raise it when the function changes before it ran anywhere.
    pub version: u32,
    /// Whether it runs in a transaction with its row in the ledger. Outside of one it must be able to run again after a
    /// crash.
    pub transaction: bool,
}
