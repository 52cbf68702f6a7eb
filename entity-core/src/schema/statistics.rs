//! Extended statistics of tables.

use super::{Expr, Ident, QualName};

/// Statistics over several columns or expressions. Their name and namespace are in their id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statistics {
    /// The table.
    pub table: QualName,
    /// What is gathered, in the order of the manual (`stxkind`). Empty for a single expression, which has its own.
    pub kinds: Vec<StatisticsKind>,
    /// The columns, in the table's order.
    pub columns: Vec<Ident>,
    /// The expressions (`stxexprs`), each in its parentheses.
    pub expressions: Vec<Expr>,
    /// How closely values are sampled (`stxstattarget`).
    pub target: Option<i32>,
}

/// What statistics gather.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatisticsKind {
    /// How many distinct values there are together.
    Distinct,
    /// What follows from what.
    Dependencies,
    /// The most common values together.
    MostCommon,
}
