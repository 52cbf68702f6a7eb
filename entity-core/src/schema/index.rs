//! Indexes that no constraint owns.

use std::fmt;

use super::{Expr, Ident, Parameters, QualName};

/// An index. Its name and namespace are in its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    /// The table, or the materialized view.
    pub table: QualName,
    /// The access method (`btree`, `gist`, `gin`, …).
    pub method: Ident,
    /// The keys in order.
    pub keys: Vec<IndexKey>,
    /// Columns that are carried along.
    pub include: Vec<Ident>,
    /// Whether it is unique.
    pub unique: bool,
    /// Whether two nulls are equal (PostgreSQL 15).
    pub nulls_not_distinct: bool,
    /// Which rows it holds, for a partial index (`pg_get_expr(indpred, indrelid)`).
    pub predicate: Option<Expr>,
    /// How and where it is kept.
    pub storage: IndexStorage,
}

impl Index {
    /// A btree index without keys, and nothing else said about it.
    pub fn new(table: QualName) -> Self {
        Self {
            table,
            method: Ident::from_static("btree"),
            keys: Vec::new(),
            include: Vec::new(),
            unique: false,
            nulls_not_distinct: false,
            predicate: None,
            storage: IndexStorage::default(),
        }
    }
}

/// How and where an index is kept, also the one behind a constraint, and what its table uses it for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IndexStorage {
    /// Storage parameters (`pg_class.reloptions`), as `name=value`.
    pub options: Parameters,
    /// The tablespace, where it is not the database's own.
    pub tablespace: Option<Ident>,
    /// Whether `CLUSTER` sorts the table by it (`indisclustered`).
    pub clustered: bool,
    /// Whether it names rows in logical replication (`indisreplident`).
    pub replica_identity: bool,
    /// The index of the partitioned parent that it is a part of (`ALTER INDEX … ATTACH PARTITION`).
    pub part_of: Option<QualName>,
    /// Whether a partition of its table lacks it (`ON ONLY`; `indisvalid` of a partitioned index).
    pub only: bool,
}

/// One key of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexKey {
    /// The column's name or the expression in its parentheses, ready for the column list (`pg_get_indexdef(…, n, …)`).
    pub expr: Expr,
    /// The operator class where it is not the type's default one, with its parameters.
    pub opclass: Option<Expr>,
    /// The collation where it is not the column's own.
    pub collation: Option<QualName>,
    /// The direction; always ascending for methods without order.
    pub direction: Direction,
    /// Where nulls go, where that differs from the direction's default.
    pub nulls: Option<Nulls>,
    /// How closely the values of an expression are sampled (`SET STATISTICS`).
    pub statistics: Option<i32>,
}

/// As `CREATE INDEX` and `EXCLUDE` write it. How closely its values are sampled is said by another statement.
impl fmt::Display for IndexKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { expr, opclass, collation, direction, nulls, statistics: _ } = self;
        write!(out, "{expr}")?;
        if let Some(collation) = collation {
            write!(out, " COLLATE {collation}")?;
        }
        if let Some(opclass) = opclass {
            write!(out, " {opclass}")?;
        }
        out.write_str(match direction {
            Direction::Asc => "",
            Direction::Desc => " DESC",
        })?;
        out.write_str(match nulls {
            None => "",
            Some(Nulls::First) => " NULLS FIRST",
            Some(Nulls::Last) => " NULLS LAST",
        })
    }
}

/// The direction of a key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// `ASC`, nulls last by default.
    #[default]
    Asc,
    /// `DESC`, nulls first by default.
    Desc,
}

/// Where nulls go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nulls {
    /// `NULLS FIRST`.
    First,
    /// `NULLS LAST`.
    Last,
}
