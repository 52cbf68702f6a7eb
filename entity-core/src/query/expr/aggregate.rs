//! Functions over several rows, and windows.

use std::fmt;
use std::marker::PhantomData;

use super::super::column::{Nullable, Required};
use super::super::expression::{Certain, Expr, Expression, Nullness};
use super::super::filter::Filter;
use super::super::node::{Aggregated, Node, Over};
use super::super::operand::Operand;
use super::super::order::IntoOrder;
use super::super::source::Meet;
use super::number::Number;
use crate::value::{Element, Value};

/// Functions over the rows of a group or of a window. The server refuses those that a type does not have, as the
/// smallest of json.
pub trait AggregateExpr: Expression {
    /// How many rows have a value that is not null.
    fn count(self) -> Aggregate<Self::Of, i64, Certain> {
        aggregate("count", [self.node()])
    }

    /// How many different values there are, null left out.
    fn count_distinct(self) -> Aggregate<Self::Of, i64, Certain> {
        aggregate("count", [self.node()]).distinct()
    }

    /// The sum, null where there is no row.
    fn sum(self) -> Aggregate<Self::Of, <Self::Value as Number>::Sum, Nullable>
    where
        Self::Value: Number,
    {
        aggregate("sum", [self.node()])
    }

    /// The average, null where there is no row.
    fn avg(self) -> Aggregate<Self::Of, <Self::Value as Number>::Average, Nullable>
    where
        Self::Value: Number,
    {
        aggregate("avg", [self.node()])
    }

    /// The smallest value, null where there is no row.
    fn min(self) -> Aggregate<Self::Of, Self::Value, Nullable> {
        aggregate("min", [self.node()])
    }

    /// The greatest value, null where there is no row.
    fn max(self) -> Aggregate<Self::Of, Self::Value, Nullable> {
        aggregate("max", [self.node()])
    }

    /// Whether it is true in every row.
    fn all_true(self) -> Aggregate<Self::Of, bool, Nullable>
    where
        Self: Expression<Value = bool>,
    {
        aggregate("bool_and", [self.node()])
    }

    /// Whether it is true in a row.
    fn any_true(self) -> Aggregate<Self::Of, bool, Nullable>
    where
        Self: Expression<Value = bool>,
    {
        aggregate("bool_or", [self.node()])
    }

    /// The values as an array, null where there is no row.
    fn array_agg(self) -> Aggregate<Self::Of, Vec<<Self::Null as Nullness>::Cell<Self::Value>>, Nullable>
    where
        <Self::Null as Nullness>::Cell<Self::Value>: Element,
    {
        aggregate("array_agg", [self.node()])
    }

    /// The texts as one, null where there is no row.
    fn string_agg(self, separator: impl Into<String>) -> Aggregate<Self::Of, String, Nullable>
    where
        Self: Expression<Value = String>,
    {
        aggregate("string_agg", [self.node(), Node::typed(separator.into())])
    }

    /// The values as a list of json, null where there is no row.
    fn json_agg(self) -> Aggregate<Self::Of, serde_json::Value, Nullable> {
        aggregate("jsonb_agg", [self.node()])
    }

    /// The value below which that part of the rows lies, from 0 to 1, in between two values if need be.
    fn percentile(self, part: f64) -> Expr<Self::Of, f64, Nullable>
    where
        Self::Value: Number,
    {
        let nodes = [Node::typed(part), self.node().cast("double precision")];
        Expr::new(Node::template("percentile_cont({}) WITHIN GROUP (ORDER BY {})", nodes))
    }

    /// The value of the row so many rows before, in the order of the window.
    fn lag(self, rows: i32) -> Windowed<Self::Of, Self::Value, Nullable> {
        Windowed(aggregate("lag", [self.node(), Node::typed(rows)]))
    }

    /// The value of the row so many rows after, in the order of the window.
    fn lead(self, rows: i32) -> Windowed<Self::Of, Self::Value, Nullable> {
        Windowed(aggregate("lead", [self.node(), Node::typed(rows)]))
    }

    /// The value of the first row of the window.
    fn first_value(self) -> Windowed<Self::Of, Self::Value, Self::Null> {
        Windowed(aggregate("first_value", [self.node()]))
    }

    /// The value of the last row of the window.
    fn last_value(self) -> Windowed<Self::Of, Self::Value, Self::Null> {
        Windowed(aggregate("last_value", [self.node()]))
    }
}

impl<X: Expression> AggregateExpr for X {}

/// How many rows there are.
pub fn count_rows() -> Aggregate<(), i64, Required> {
    aggregate("count", [Node::Text("*".into())])
}

/// The number of the row in the order of the window, from 1.
pub fn row_number() -> Windowed<(), i64, Required> {
    Windowed(aggregate("row_number", []))
}

/// The rank of the row in the order of the window, from 1, with gaps after equal ones.
pub fn rank() -> Windowed<(), i64, Required> {
    Windowed(aggregate("rank", []))
}

/// The rank of the row in the order of the window, from 1, without gaps.
pub fn dense_rank() -> Windowed<(), i64, Required> {
    Windowed(aggregate("dense_rank", []))
}

/// The rank of the row as a part of all, from 0 to 1.
pub fn percent_rank() -> Windowed<(), f64, Required> {
    Windowed(aggregate("percent_rank", []))
}

/// Which of so many equal parts the row belongs to, from 1.
pub fn ntile(parts: i32) -> Windowed<(), i32, Required> {
    Windowed(aggregate("ntile", [Node::typed(parts)]))
}

/// A function over several rows: those of a group, or of a [`Window`].
pub struct Aggregate<S, T, N = Required> {
    call: Aggregated,
    of: PhantomData<fn() -> (S, T, N)>,
}

impl<S, T, N> Clone for Aggregate<S, T, N> {
    fn clone(&self) -> Self {
        Self { call: self.call.clone(), of: PhantomData }
    }
}

impl<S, T, N> fmt::Debug for Aggregate<S, T, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Aggregate({})", self.call.function)
    }
}

fn aggregate<S, T, N>(function: &'static str, arguments: impl Into<Vec<Node>>) -> Aggregate<S, T, N> {
    let arguments = arguments.into();
    let call = Aggregated { function, arguments, distinct: false, order: Vec::new(), filter: None, over: None };
    Aggregate { call, of: PhantomData }
}

impl<S, T, N> Aggregate<S, T, N> {
    pub(crate) fn into_node(self) -> Node {
        Node::Aggregate(Box::new(self.call))
    }

    /// Over rows that satisfy the condition alone: `FILTER (WHERE …)`.
    pub fn filter<F>(mut self, filter: Filter<F>) -> Aggregate<S::Both, T, N>
    where
        S: Meet<F>,
    {
        self.call.filter = Some(filter.node);
        Aggregate { call: self.call, of: PhantomData }
    }

    /// Each value once.
    pub fn distinct(mut self) -> Self {
        self.call.distinct = true;
        self
    }

    /// In this order, for arrays and texts.
    pub fn order_by(mut self, order: impl IntoOrder<Of = S>) -> Self {
        self.call.order.push(order.into_order().key);
        self
    }

    /// Over the rows of a window, each of which keeps its own row.
    pub fn over<F>(mut self, window: Window<F>) -> Expr<S::Both, T, N>
    where
        S: Meet<F>,
    {
        self.call.over = Some(window.over);
        Expr::new(self.into_node())
    }
}

impl<S: 'static, T, N: Nullness> Expression for Aggregate<S, T, N> {
    type Of = S;
    type Value = T;
    type Null = N;

    fn node(self) -> Node {
        self.into_node()
    }
}

#[diagnostic::do_not_recommend]
impl<S: 'static, T: Value, N: Nullness> Operand<S, T> for Aggregate<S, T, N> {
    type Null = N;

    fn into_node(self) -> Node {
        self.node()
    }
}

/// A function that needs a window.
pub struct Windowed<S, T, N = Required>(Aggregate<S, T, N>);

impl<S, T, N> fmt::Debug for Windowed<S, T, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Windowed({})", self.0.call.function)
    }
}

impl<S, T, N> Windowed<S, T, N> {
    /// Over the rows of this window.
    pub fn over<F>(self, window: Window<F>) -> Expr<S::Both, T, N>
    where
        S: Meet<F>,
    {
        self.0.over(window)
    }
}

/// Which rows a function sees beside its own.
pub struct Window<S> {
    over: Over,
    of: PhantomData<fn() -> S>,
}

impl<S> Clone for Window<S> {
    fn clone(&self) -> Self {
        Self { over: self.over.clone(), of: PhantomData }
    }
}

impl<S> fmt::Debug for Window<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Window(_)")
    }
}

/// All rows, in no order.
impl<S> Default for Window<S> {
    fn default() -> Self {
        Self { over: Over::default(), of: PhantomData }
    }
}

/// Where a frame begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// At the first row, or the last.
    Unbounded,
    /// So many rows before the current one.
    Preceding(u32),
    /// At the current row.
    Current,
    /// So many rows after the current one.
    Following(u32),
}

impl Edge {
    fn sql(self, unbounded: &str) -> String {
        match self {
            Self::Unbounded => format!("UNBOUNDED {unbounded}"),
            Self::Preceding(rows) => format!("{rows} PRECEDING"),
            Self::Current => "CURRENT ROW".to_owned(),
            Self::Following(rows) => format!("{rows} FOLLOWING"),
        }
    }
}

impl<S> Window<S> {
    /// The rows that have the same value here.
    pub fn partition_by(expression: impl Expression<Of = S>) -> Self {
        Self::default().and_by(expression)
    }

    /// The rows in this order, up to the current one and those equal to it.
    pub fn ordered_by(order: impl IntoOrder<Of = S>) -> Self {
        Self::default().order_by(order)
    }

    /// And the same value here.
    pub fn and_by(mut self, expression: impl Expression<Of = S>) -> Self {
        self.over.partition.push(expression.node());
        self
    }

    /// In this order, after those said before.
    pub fn order_by(mut self, order: impl IntoOrder<Of = S>) -> Self {
        self.over.order.push(order.into_order().key);
        self
    }

    /// The rows from one place to another.
    pub fn rows(mut self, from: Edge, to: Edge) -> Self {
        let (from, to) = (from.sql("PRECEDING"), to.sql("FOLLOWING"));
        self.over.frame = Some(format!("ROWS BETWEEN {from} AND {to}").into());
        self
    }
}
