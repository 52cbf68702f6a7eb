//! Constraints of tables. NOT NULL is part of the column.

use super::{Expr, Ident, QualName};

/// A constraint. Its name is in its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Constraint {
    /// `PRIMARY KEY`.
    PrimaryKey(PrimaryKey),
    /// `UNIQUE` as a constraint. A unique index without one is an [`Index`](super::Index).
    Unique(Unique),
    /// `FOREIGN KEY`.
    ForeignKey(ForeignKey),
    /// `CHECK`.
    Check(Check),
    /// `EXCLUDE`.
    Exclusion(Exclusion),
}

/// A primary key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrimaryKey {
    /// The key columns in order.
    pub columns: Vec<Ident>,
    /// Columns that the index carries along.
    pub include: Vec<Ident>,
    /// When it is checked.
    pub deferral: Deferral,
}

/// A unique constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unique {
    /// The key columns in order.
    pub columns: Vec<Ident>,
    /// Columns that the index carries along.
    pub include: Vec<Ident>,
    /// Whether two nulls are equal (PostgreSQL 15).
    pub nulls_not_distinct: bool,
    /// When it is checked.
    pub deferral: Deferral,
}

/// A foreign key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignKey {
    /// The columns of this table, in order.
    pub columns: Vec<Ident>,
    /// The table that is referred to.
    pub references: QualName,
    /// Its columns, one for each of `columns`.
    pub referenced_columns: Vec<Ident>,
    /// What happens to these rows when the referenced row goes.
    pub on_delete: Action,
    /// What happens to these rows when the referenced key changes.
    pub on_update: Action,
    /// How keys of several columns treat nulls.
    pub matching: Match,
    /// When it is checked.
    pub deferral: Deferral,
    /// Whether existing rows are known to satisfy it (`convalidated`).
    pub validated: bool,
}

/// A check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The condition (`pg_get_expr(conbin, conrelid)`).
    pub expr: Expr,
    /// `NO INHERIT`.
    pub no_inherit: bool,
    /// Whether existing rows are known to satisfy it (`convalidated`).
    pub validated: bool,
}

/// An exclusion constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exclusion {
    /// The whole definition from `EXCLUDE` on (`pg_get_constraintdef`).
    pub definition: Expr,
}

/// What a foreign key does to its own rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Action {
    /// Refuse, checked at the end of the statement or transaction.
    #[default]
    NoAction,
    /// Refuse at once.
    Restrict,
    /// Delete or update them along.
    Cascade,
    /// Set the key to null.
    SetNull,
    /// Set the key to its default.
    SetDefault,
}

/// How a foreign key of several columns treats nulls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Match {
    /// Any null switches the check off.
    #[default]
    Simple,
    /// All columns are null, or none.
    Full,
}

/// When a constraint is checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Deferral {
    /// At once, always.
    #[default]
    Immediate,
    /// At once unless a transaction asks otherwise.
    Deferrable,
    /// At the end of the transaction.
    Deferred,
}
