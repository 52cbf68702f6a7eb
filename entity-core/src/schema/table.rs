//! Ordinary tables. Their columns, constraints and indexes are objects of their own.

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Whether its rows survive a crash (`pg_class.relpersistence`).
    pub persistence: Persistence,
}

/// Whether the rows of a table survive a crash.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Persistence {
    /// Written to the log.
    #[default]
    Permanent,
    /// `UNLOGGED`: faster, and empty after a crash.
    Unlogged,
}
