//! What may stand on the other side of an operator.

use super::column::{Column, Required};
use super::expression::{Expr, Expression, Free, Nullness};
use super::node::Node;
use crate::value::{Bound, Value, bare};

/// A value for an expression that holds `T`: a `T`, what stands for one, or another expression over the same rows.
#[diagnostic::on_unimplemented(
    message = "this column holds `{T}`, not `{Self}`",
    label = "expected `{T}`",
    note = "to test for NULL use `is_null()` or `is_not_null()`; for a filter that may be absent use `filter_opt`",
    note = "to compare with a column of another entity of the query use `.versus(column)`"
)]
pub trait Operand<S, T> {
    /// Whether it may be null.
    type Null: Nullness;

    #[doc(hidden)]
    fn into_node(self) -> Node;
}

impl<S, T: Value> Operand<S, T> for T {
    type Null = Required;

    fn into_node(self) -> Node {
        let node = Node::bind(Bound(self));
        // Beside a composite column the server would take the parameter for a row of whatever type.
        if T::TYPE.is_composite() { node.cast(bare(T::TYPE.name)) } else { node }
    }
}

#[diagnostic::do_not_recommend]
impl<S> Operand<S, String> for &str {
    type Null = Required;

    fn into_node(self) -> Node {
        Node::bind(Bound(self.to_owned()))
    }
}

#[diagnostic::do_not_recommend]
impl<S> Operand<S, String> for &String {
    type Null = Required;

    fn into_node(self) -> Node {
        Node::bind(Bound(self.clone()))
    }
}

#[diagnostic::do_not_recommend]
impl<S: 'static, T: Value, N: Nullness> Operand<S, T> for Column<S, T, N> {
    type Null = N;

    fn into_node(self) -> Node {
        self.node()
    }
}

#[diagnostic::do_not_recommend]
impl<S: 'static, T: Value, N: Nullness> Operand<S, T> for Expr<S, T, N> {
    type Null = N;

    fn into_node(self) -> Node {
        self.node()
    }
}

#[diagnostic::do_not_recommend]
impl<S, T: Value, N: Nullness> Operand<S, T> for Free<T, N> {
    type Null = N;

    fn into_node(self) -> Node {
        self.node()
    }
}
