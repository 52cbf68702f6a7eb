//! Aggregates.

use super::{Expr, Parallel, QualName, TypeName};

/// An aggregate. Its name and argument types are in its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aggregate {
    /// Plain, ordered-set or hypothetical-set.
    pub kind: AggregateKind,
    /// The arguments with their names, and `ORDER BY` where it belongs (`pg_get_function_arguments`).
    pub arguments: Expr,
    /// What it returns. It follows from the functions.
    pub returns: TypeName,
    /// How a group is computed.
    pub state: Box<AggregateState>,
    /// How a moving window is computed, where that is done in another way.
    pub moving: Option<Box<MovingState>>,
    /// `COMBINEFUNC`.
    pub combine: Option<QualName>,
    /// `SERIALFUNC`.
    pub serialize: Option<QualName>,
    /// `DESERIALFUNC`.
    pub deserialize: Option<QualName>,
    /// `SORTOP`, as `OPERATOR(…)` takes it.
    pub sort_operator: Option<Expr>,
    /// Whether workers may run it.
    pub parallel: Parallel,
}

/// The kind of an aggregate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AggregateKind {
    /// Called as `f(…)`.
    #[default]
    Plain,
    /// Called as `f(…) WITHIN GROUP (ORDER BY …)`.
    OrderedSet,
    /// The same, with a hypothetical row.
    Hypothetical,
}

/// A running state and its functions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AggregateState {
    /// `SFUNC`, `MSFUNC`.
    pub function: QualName,
    /// `STYPE`, `MSTYPE`.
    pub ty: TypeName,
    /// `SSPACE`, `MSSPACE`; 0 where nothing is said.
    pub space: i32,
    /// `FINALFUNC`, `MFINALFUNC`.
    pub finish: Option<QualName>,
    /// `FINALFUNC_EXTRA`, `MFINALFUNC_EXTRA`.
    pub extra: bool,
    /// `FINALFUNC_MODIFY`, `MFINALFUNC_MODIFY`.
    pub modify: Modify,
    /// `INITCOND`, `MINITCOND`.
    pub initial: Option<String>,
}

/// The state of a moving window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovingState {
    /// The state.
    pub state: AggregateState,
    /// `MINVFUNC`.
    pub inverse: QualName,
}

/// What a final function does to the state (`aggfinalmodify`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Modify {
    /// Nothing.
    ReadOnly,
    /// It may be shared, but not continued.
    Shareable,
    /// It spoils it.
    ReadWrite,
}
