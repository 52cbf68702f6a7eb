//! Policies of row-level security.

use super::{Expr, Ident};

/// A policy. Its table and name are in its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Whether any one permissive policy must let a row through, or every restrictive one (`polpermissive`).
    pub permissive: bool,
    /// The commands that it is about (`polcmd`).
    pub command: PolicyCommand,
    /// The roles that it is about, sorted. Empty for all (`PUBLIC`).
    pub roles: Vec<Ident>,
    /// Which rows are seen (`polqual`).
    pub using: Option<Expr>,
    /// Which rows may be written, where that differs (`polwithcheck`).
    pub with_check: Option<Expr>,
}

/// The commands that a policy is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PolicyCommand {
    /// Every one.
    #[default]
    All,
    /// `SELECT`.
    Select,
    /// `INSERT`.
    Insert,
    /// `UPDATE`.
    Update,
    /// `DELETE`.
    Delete,
}
