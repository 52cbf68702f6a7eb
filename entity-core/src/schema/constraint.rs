//! Constraints of tables. NOT NULL is part of the column.

use super::{Expr, Ident, IndexStorage, QualName};

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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrimaryKey {
    /// The key columns in order.
    pub columns: Vec<Ident>,
    /// Columns that the index carries along.
    pub include: Vec<Ident>,
    /// When it is checked.
    pub deferral: Deferral,
    /// Whether the last column is a range and keys may repeat at other times (`WITHOUT OVERLAPS`, PostgreSQL 18).
    pub without_overlaps: bool,
    /// How its index is kept.
    pub storage: IndexStorage,
}

/// A unique constraint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unique {
    /// The key columns in order.
    pub columns: Vec<Ident>,
    /// Columns that the index carries along.
    pub include: Vec<Ident>,
    /// Whether two nulls are equal (PostgreSQL 15).
    pub nulls_not_distinct: bool,
    /// When it is checked.
    pub deferral: Deferral,
    /// Whether the last column is a range and keys may repeat at other times (`WITHOUT OVERLAPS`, PostgreSQL 18).
    pub without_overlaps: bool,
    /// How its index is kept.
    pub storage: IndexStorage,
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
    /// The columns that `SET NULL` or `SET DEFAULT` is about, where not all (PostgreSQL 15).
    pub set_columns: Vec<Ident>,
    /// What happens to these rows when the referenced key changes.
    pub on_update: Action,
    /// How keys of several columns treat nulls.
    pub matching: Match,
    /// When it is checked.
    pub deferral: Deferral,
    /// Whether the last columns are ranges of which one must cover the other (`PERIOD`, PostgreSQL 18).
    pub period: bool,
    /// Whether rows are checked, and were.
    pub enforcement: Enforcement,
}

impl ForeignKey {
    /// A foreign key without columns to another table, and nothing else said about it.
    pub fn new(references: QualName) -> Self {
        Self {
            columns: Vec::new(),
            references,
            referenced_columns: Vec::new(),
            on_delete: Action::NoAction,
            set_columns: Vec::new(),
            on_update: Action::NoAction,
            matching: Match::Simple,
            deferral: Deferral::Immediate,
            period: false,
            enforcement: Enforcement::Validated,
        }
    }
}

/// A check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The condition (`pg_get_expr(conbin, conrelid)`).
    pub expr: Expr,
    /// `NO INHERIT`.
    pub no_inherit: bool,
    /// Whether rows are checked, and were.
    pub enforcement: Enforcement,
}

impl Check {
    /// A check of all rows, also of those of inheriting tables.
    pub fn new(expr: Expr) -> Self {
        Self { expr, no_inherit: false, enforcement: Enforcement::Validated }
    }
}

/// An exclusion constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exclusion {
    /// The whole definition from `EXCLUDE` on (`pg_get_constraintdef`).
    pub definition: Expr,
    /// How its index is kept. Storage parameters and the tablespace are in the definition too.
    pub storage: IndexStorage,
}

/// Whether rows are checked, and were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Enforcement {
    /// Every row is known to satisfy it (`convalidated`).
    #[default]
    Validated,
    /// New rows are checked, rows from before may not satisfy it (`NOT VALID`).
    NotValid,
    /// Nothing is checked (`NOT ENFORCED`, PostgreSQL 18).
    NotEnforced,
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
