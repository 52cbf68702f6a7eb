//! Publications, and what they publish.

use super::{Expr, Ident};

/// A publication. The tables and namespaces that it names are objects of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// `FOR ALL TABLES`.
    pub all_tables: bool,
    /// Whether it publishes `INSERT`.
    pub inserts: bool,
    /// Whether it publishes `UPDATE`.
    pub updates: bool,
    /// Whether it publishes `DELETE`.
    pub deletes: bool,
    /// Whether it publishes `TRUNCATE`.
    pub truncates: bool,
    /// Whether changes of partitions are published as those of the root (`publish_via_partition_root`).
    pub via_root: bool,
    /// Whether stored generated columns are published (`publish_generated_columns`, PostgreSQL 18).
    pub generated_columns: bool,
}

impl Default for Publication {
    /// As `CREATE PUBLICATION` makes it.
    fn default() -> Self {
        Self {
            all_tables: false,
            inserts: true,
            updates: true,
            deletes: true,
            truncates: true,
            via_root: false,
            generated_columns: false,
        }
    }
}

/// A table that a publication names. Both are in its id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishedTable {
    /// The columns, where not all are published (PostgreSQL 15).
    pub columns: Option<Vec<Ident>>,
    /// The rows, where not all are published (PostgreSQL 15).
    pub filter: Option<Expr>,
}

/// A namespace whose tables a publication publishes (PostgreSQL 15). Both are in its id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishedNamespace;
