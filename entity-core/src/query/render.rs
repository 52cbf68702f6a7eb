//! Makes the text of dynamic statements. Expressions are written here; sea-query puts the clauses together.
//!
//! A parameter gets its number when it is met, so the parts of a statement may be made in any order.

mod change;
mod cx;
mod expr;
mod nested;
mod select;
mod tree;

use std::sync::Arc;

use crate::value::Param;
pub(crate) use change::{Changed, Conflict, delete, insert, update};
pub use cx::inline;
pub(crate) use nested::nested;
pub(crate) use select::{count, exists, order, select, view};

/// The text of a statement and its parameters in the order of their numbers.
pub(crate) struct Rendered {
    pub(crate) sql: Arc<str>,
    pub(crate) params: Vec<Arc<dyn Param>>,
}

impl Rendered {
    /// The same statement, explained instead of run.
    pub(crate) fn explained(self, how: &str) -> Self {
        Self { sql: format!("EXPLAIN {how}{}", self.sql).into(), params: self.params }
    }
}
