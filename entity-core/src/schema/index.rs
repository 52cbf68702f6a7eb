//! Indexes that no constraint owns.

use super::{Expr, Ident, QualName};

/// An index. Its name and namespace are in its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    /// The table.
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
    /// Storage parameters, sorted (`pg_class.reloptions`), as `name=value`.
    pub options: Vec<String>,
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
