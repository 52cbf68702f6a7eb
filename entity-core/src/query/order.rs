//! Orders.

use std::marker::PhantomData;

use super::node::Node;
use crate::schema::{Direction, Nulls};

/// One key of an order over rows of `E`.
pub struct Order<E> {
    pub(crate) node: Node,
    pub(crate) direction: Direction,
    pub(crate) nulls: Option<Nulls>,
    of: PhantomData<fn() -> E>,
}

/// What orders rows of `E`: an [`Order`], or a distance, nearest first.
#[diagnostic::on_unimplemented(
    message = "this does not order rows of `{E}`",
    label = "expected a key of an order over `{E}`",
    note = "write `{E}::field.asc()` or `{E}::field.desc()`"
)]
pub trait IntoOrder<E> {
    /// The order.
    fn into_order(self) -> Order<E>;
}

impl<E> IntoOrder<E> for Order<E> {
    fn into_order(self) -> Self {
        self
    }
}

impl<E> Clone for Order<E> {
    fn clone(&self) -> Self {
        Self { node: self.node.clone(), direction: self.direction, nulls: self.nulls, of: PhantomData }
    }
}

impl<E> std::fmt::Debug for Order<E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Order({:?})", self.direction)
    }
}

impl<E> Order<E> {
    pub(crate) fn new(node: Node, direction: Direction) -> Self {
        Self { node, direction, nulls: None, of: PhantomData }
    }

    pub(crate) fn nulls(mut self, nulls: Nulls) -> Self {
        self.nulls = Some(nulls);
        self
    }
}
