//! Sequences, and the counters behind identity columns.

use super::{Ident, Persistence, QualName, TypeName};

/// A sequence that is no identity column's own. The value it has reached is no part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sequence {
    /// `smallint`, `integer` or `bigint` (`pg_sequence.seqtypid`).
    pub ty: TypeName,
    /// How it counts.
    pub counter: Counter,
    /// Whether its value survives a crash (`pg_class.relpersistence`).
    pub persistence: Persistence,
    /// The column that it goes with: its table and its name.
    pub owned_by: Option<(QualName, Ident)>,
}

/// How a sequence counts (`pg_sequence`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counter {
    /// The first value.
    pub start: i64,
    /// The step, negative for one that counts down.
    pub increment: i64,
    /// The least value, unless it is that of every sequence of its type and direction.
    pub min: Option<i64>,
    /// The greatest value, unless it is that of every sequence of its type and direction.
    pub max: Option<i64>,
    /// How many values a session takes at once.
    pub cache: i64,
    /// Whether it begins again at its end.
    pub cycle: bool,
}

impl Sequence {
    /// A sequence of a type that counts from one, and nothing else said about it.
    pub fn new(ty: TypeName) -> Self {
        Self { ty, counter: Counter::default(), persistence: Persistence::Permanent, owned_by: None }
    }
}

impl Default for Counter {
    fn default() -> Self {
        Self { start: 1, increment: 1, min: None, max: None, cache: 1, cycle: false }
    }
}
