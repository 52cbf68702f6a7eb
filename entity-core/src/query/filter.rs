//! Conditions.

use std::marker::PhantomData;
use std::ops::Not;

use super::node::Node;

/// A condition on rows of the entity or alias `E`, or of a pair of them.
pub struct Filter<E> {
    pub(crate) node: Node,
    of: PhantomData<fn() -> E>,
}

impl<E> Clone for Filter<E> {
    fn clone(&self) -> Self {
        Self::new(self.node.clone())
    }
}

impl<E> std::fmt::Debug for Filter<E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Filter(_)")
    }
}

impl<E> Filter<E> {
    pub(crate) fn new(node: Node) -> Self {
        Self { node, of: PhantomData }
    }

    /// Both.
    pub fn and(self, other: Self) -> Self {
        Self::new(both(self.node, other.node))
    }

    /// Either, or both.
    pub fn or(self, other: Self) -> Self {
        Self::new(either(self.node, other.node))
    }

    /// Both, where the other is about another entity of the query.
    pub fn and_with<F>(self, other: Filter<F>) -> Filter<(E, F)> {
        Filter::new(both(self.node, other.node))
    }

    /// Either, or both, where the other is about another entity of the query.
    pub fn or_with<F>(self, other: Filter<F>) -> Filter<(E, F)> {
        Filter::new(either(self.node, other.node))
    }

    /// Every one of them. All rows satisfy an empty list.
    pub fn all(filters: impl IntoIterator<Item = Self>) -> Self {
        Self::new(Node::And(filters.into_iter().map(|filter| filter.node).collect()))
    }

    /// At least one of them. No row satisfies an empty list.
    pub fn any(filters: impl IntoIterator<Item = Self>) -> Self {
        Self::new(Node::Or(filters.into_iter().map(|filter| filter.node).collect()))
    }

    /// Rows for which the condition is false. Where it is null, it stays null and the row is left out.
    #[expect(
        clippy::should_implement_trait,
        reason = "the operator is implemented too; the method reads better in a chain"
    )]
    pub fn not(self) -> Self {
        Self::new(Node::Not(Box::new(self.node)))
    }
}

fn both(left: Node, right: Node) -> Node {
    match left {
        Node::And(mut parts) => {
            parts.push(right);
            Node::And(parts)
        }
        left => Node::And(vec![left, right]),
    }
}

fn either(left: Node, right: Node) -> Node {
    match left {
        Node::Or(mut parts) => {
            parts.push(right);
            Node::Or(parts)
        }
        left => Node::Or(vec![left, right]),
    }
}

impl<E> Not for Filter<E> {
    type Output = Self;

    fn not(self) -> Self {
        Self::not(self)
    }
}
