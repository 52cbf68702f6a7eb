//! What has a value in a query.

use std::fmt;
use std::marker::PhantomData;

use super::column::{Column, Nullable, Required};
use super::filter::Filter;
use super::node::Node;

/// A value in a query: a column, or what operators and functions make of columns.
///
/// The operators are in traits by family, all of them in the [`prelude`](crate::prelude): [`Compare`](super::Compare),
/// [`TextExpr`](super::TextExpr), [`NumberExpr`](super::NumberExpr), [`ArrayExpr`](super::ArrayExpr),
/// [`JsonExpr`](super::JsonExpr), [`TimeExpr`](super::TimeExpr), [`SearchExpr`](super::SearchExpr),
/// [`GeoExpr`](super::GeoExpr) and [`AggregateExpr`](super::AggregateExpr).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no expression",
    label = "expected a column, or what operators and functions make of columns"
)]
pub trait Expression: Sized {
    /// The entity or alias whose columns it reads; a pair where it reads those of two.
    type Of: 'static;
    /// What it holds where it is not null.
    type Value;
    /// Whether it may be null.
    type Null: Nullness;

    #[doc(hidden)]
    fn node(self) -> Node;
}

/// Whether something may be null.
pub trait Nullness: 'static {
    /// Whether it may.
    const NULLABLE: bool;
    /// How a row holds it.
    type Cell<T>;
    /// The same of two, either of which makes the whole null.
    type Or<N: Nullness>: Nullness;
    /// The same where the row that it is read from may be missing.
    type From<Row: Nullness>: Nullness;
    /// The same as a part of something greater.
    type Part: Nullness;
}

/// Never null, whether there is a row or not: a number of rows.
#[derive(Debug)]
pub enum Certain {}

impl Nullness for Required {
    const NULLABLE: bool = false;
    type Cell<T> = T;
    type Or<N: Nullness> = N::Part;
    type From<Row: Nullness> = Row;
    type Part = Self;
}

impl Nullness for Certain {
    const NULLABLE: bool = false;
    type Cell<T> = T;
    type Or<N: Nullness> = N;
    type From<Row: Nullness> = Self;
    type Part = Required;
}

impl Nullness for Nullable {
    const NULLABLE: bool = true;
    type Cell<T> = Option<T>;
    type Or<N: Nullness> = Self;
    type From<Row: Nullness> = Self;
    type Part = Self;
}

/// A computed value.
pub struct Expr<S, T, N = Required> {
    node: Node,
    of: PhantomData<fn() -> (S, T, N)>,
}

impl<S, T, N> Expr<S, T, N> {
    pub(crate) fn new(node: Node) -> Self {
        Self { node, of: PhantomData }
    }
}

impl<S, T, N> Clone for Expr<S, T, N> {
    fn clone(&self) -> Self {
        Self::new(self.node.clone())
    }
}

impl<S, T, N> fmt::Debug for Expr<S, T, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Expr(_)")
    }
}

impl<S: 'static, T, N: Nullness> Expression for Expr<S, T, N> {
    type Of = S;
    type Value = T;
    type Null = N;

    fn node(self) -> Node {
        self.node
    }
}

impl<S: 'static, T, N: Nullness> Expression for Column<S, T, N> {
    type Of = S;
    type Value = T;
    type Null = N;

    fn node(self) -> Node {
        Node::column::<S>(self.name())
    }
}

/// A condition is a truth value, or null.
impl<S: 'static> Expression for Filter<S> {
    type Of = S;
    type Value = bool;
    type Null = Nullable;

    fn node(self) -> Node {
        self.node
    }
}

/// A value that speaks of no row: it stands in any query.
pub struct Free<T, N = Required> {
    node: Node,
    of: PhantomData<fn() -> (T, N)>,
}

impl<T, N> Free<T, N> {
    pub(crate) fn new(node: Node) -> Self {
        Self { node, of: PhantomData }
    }
}

impl<T, N> Clone for Free<T, N> {
    fn clone(&self) -> Self {
        Self::new(self.node.clone())
    }
}

impl<T, N> fmt::Debug for Free<T, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Free(_)")
    }
}

impl<T, N: Nullness> Expression for Free<T, N> {
    type Of = ();
    type Value = T;
    type Null = N;

    fn node(self) -> Node {
        self.node
    }
}
