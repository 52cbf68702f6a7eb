//! Tables of every kind. Their columns, constraints and indexes are objects of their own.

use super::{Expr, Ident, Parameters, QualName};

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What its rows are kept in (`pg_class.relkind`).
    pub kind: TableKind,
    /// Whether its rows survive a crash (`pg_class.relpersistence`).
    pub persistence: Persistence,
    /// The composite type that its columns come from (`OF`, `pg_class.reloftype`).
    pub of_type: Option<QualName>,
    /// The tables it inherits from, in order (`INHERITS`, `pg_inherits`).
    pub inherits: Vec<QualName>,
    /// What it is a partition of (`pg_class.relispartition`).
    pub partition: Option<Partition>,
    /// The access method, where it is not `heap`.
    pub access_method: Option<Ident>,
    /// The tablespace, where it is not the database's own.
    pub tablespace: Option<Ident>,
    /// Storage parameters, as `name=value`; those of its toast table begin with `toast.`.
    pub options: Parameters,
    /// Whether its policies apply (`ENABLE ROW LEVEL SECURITY`).
    pub row_security: bool,
    /// Whether they apply to its owner too (`FORCE ROW LEVEL SECURITY`).
    pub forced_row_security: bool,
    /// What names a row in logical replication.
    pub replica_identity: ReplicaIdentity,
}

/// What the rows of a table are kept in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum TableKind {
    /// In the table itself.
    #[default]
    Ordinary,
    /// In its partitions.
    Partitioned {
        /// The strategy and the key (`pg_get_partkeydef`): `RANGE (created_at)`.
        key: Expr,
    },
    /// On a foreign server.
    Foreign {
        /// The server.
        server: Ident,
        /// Options of the table, in their order, as `name=value`.
        options: Vec<String>,
    },
}

/// What a partition holds of its parent's rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partition {
    /// The partitioned table.
    pub parent: QualName,
    /// `FOR VALUES …` or `DEFAULT` (`pg_get_expr(relpartbound, oid)`).
    pub bound: Expr,
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

/// What names a row in logical replication (`pg_class.relreplident`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReplicaIdentity {
    /// The primary key, where there is one.
    #[default]
    Default,
    /// Nothing.
    Nothing,
    /// All columns.
    Full,
    /// The index that says so of itself.
    Index,
}
