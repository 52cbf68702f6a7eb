//! Triggers of tables and views.

use super::{Deferral, Expr, Ident, QualName};

/// A trigger. Its table or view and its name are in its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trigger {
    /// Before, after or instead.
    pub timing: TriggerTiming,
    /// What fires it, in the order insert, update, delete, truncate.
    pub events: Vec<TriggerEvent>,
    /// Once a row or once a statement.
    pub level: TriggerLevel,
    /// The condition.
    pub when: Option<Expr>,
    /// The function it calls.
    pub function: QualName,
    /// The function's arguments.
    pub arguments: Vec<String>,
    /// `REFERENCING OLD TABLE AS`.
    pub old_table: Option<Ident>,
    /// `REFERENCING NEW TABLE AS`.
    pub new_table: Option<Ident>,
    /// What makes it a constraint trigger, if it is one.
    pub constraint: Option<ConstraintTrigger>,
    /// Whether it fires (`tgenabled`).
    pub enabled: TriggerEnabled,
}

/// What a constraint trigger has beyond others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConstraintTrigger {
    /// When it runs.
    pub deferral: Deferral,
    /// The other table, of `FROM`.
    pub from: Option<QualName>,
}

/// When a trigger runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TriggerTiming {
    /// Before the change.
    Before,
    /// After the change.
    After,
    /// Instead of the change, on views.
    InsteadOf,
}

/// What fires a trigger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TriggerEvent {
    /// `INSERT`.
    Insert,
    /// `UPDATE`, of these columns or of any where the list is empty.
    Update(Vec<Ident>),
    /// `DELETE`.
    Delete,
    /// `TRUNCATE`.
    Truncate,
}

/// How often a trigger runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TriggerLevel {
    /// Once a row.
    Row,
    /// Once a statement.
    Statement,
}

/// Whether a trigger fires.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TriggerEnabled {
    /// On the origin.
    #[default]
    Origin,
    /// Never.
    Disabled,
    /// Only on replicas.
    Replica,
    /// Everywhere.
    Always,
}
