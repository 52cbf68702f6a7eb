//! Rewrite rules of tables and views, other than the one that makes a view.

use super::{Expr, TriggerEnabled};

/// A rule. Its table and name are in its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The statement that it rewrites.
    pub event: RuleEvent,
    /// What follows the table's name: the condition, `DO`, and the commands (`pg_get_ruledef`).
    pub action: Expr,
    /// Whether it applies (`ev_enabled`).
    pub enabled: TriggerEnabled,
}

/// The statement that a rule rewrites.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleEvent {
    /// `SELECT`.
    Select,
    /// `INSERT`.
    Insert,
    /// `UPDATE`.
    Update,
    /// `DELETE`.
    Delete,
}
