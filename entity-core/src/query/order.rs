//! Orders.

use std::marker::PhantomData;

use super::expression::{Expression, Nullness};
use super::node::Node;
use crate::schema::{Direction, Nulls};

/// A key of an order as data.
#[derive(Clone)]
pub(crate) struct Key {
    pub(crate) node: Node,
    pub(crate) direction: Direction,
    pub(crate) nulls: Option<Nulls>,
    /// Whether the value may be null.
    pub(crate) nullable: bool,
}

impl Key {
    /// The same key in the other direction, nulls at the other end.
    pub(crate) fn reversed(mut self) -> Self {
        self.direction = match self.direction {
            Direction::Asc => Direction::Desc,
            Direction::Desc => Direction::Asc,
        };
        self.nulls = self.nulls.map(|nulls| match nulls {
            Nulls::First => Nulls::Last,
            Nulls::Last => Nulls::First,
        });
        self
    }

    /// Whether nulls come first.
    pub(crate) fn nulls_first(&self) -> bool {
        match self.nulls {
            Some(nulls) => nulls == Nulls::First,
            None => self.direction == Direction::Desc,
        }
    }
}

/// One key of an order over rows of `E`.
pub struct Order<E> {
    pub(crate) key: Key,
    of: PhantomData<fn() -> E>,
}

/// What orders rows of `E`: an [`Order`], or a distance, nearest first.
#[diagnostic::on_unimplemented(
    message = "this does not order rows",
    label = "expected a key of an order",
    note = "write `Entity::field.asc()` or `Entity::field.desc()`"
)]
pub trait IntoOrder {
    /// The entity or alias, or several.
    type Of;

    /// The order.
    fn into_order(self) -> Order<Self::Of>;
}

impl<E> IntoOrder for Order<E> {
    type Of = E;

    fn into_order(self) -> Self {
        self
    }
}

impl<E> Clone for Order<E> {
    fn clone(&self) -> Self {
        Self { key: self.key.clone(), of: PhantomData }
    }
}

impl<E> std::fmt::Debug for Order<E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Order({:?})", self.key.direction)
    }
}

impl<E> Order<E> {
    fn new(node: Node, direction: Direction, nullable: bool) -> Self {
        Self { key: Key { node, direction, nulls: None, nullable }, of: PhantomData }
    }

    fn nulls(mut self, nulls: Nulls) -> Self {
        self.key.nulls = Some(nulls);
        self
    }

    /// The same key in the other direction, nulls at the other end.
    #[must_use]
    pub fn reversed(self) -> Self {
        Self { key: self.key.reversed(), of: PhantomData }
    }
}

/// Orders by an expression.
pub trait Ordered: Expression {
    /// Ascending, nulls last.
    fn asc(self) -> Order<Self::Of> {
        Order::new(self.node(), Direction::Asc, Self::Null::NULLABLE)
    }

    /// Descending, nulls first.
    fn desc(self) -> Order<Self::Of> {
        Order::new(self.node(), Direction::Desc, Self::Null::NULLABLE)
    }

    /// Ascending, nulls first.
    fn asc_nulls_first(self) -> Order<Self::Of> {
        self.asc().nulls(Nulls::First)
    }

    /// Descending, nulls last.
    fn desc_nulls_last(self) -> Order<Self::Of> {
        self.desc().nulls(Nulls::Last)
    }
}

impl<X: Expression> Ordered for X {}
