//! Ranges.

use super::super::column::Nullable;
use super::super::expression::{Expr, Expression};
use super::super::filter::Filter;
use super::super::node::Node;
use super::super::operand::Operand;
use crate::value::{Range, RangeMember, Value};

/// A range of `Member`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no range",
    label = "only ranges have bounds",
    note = "make the column a `Range<…>`"
)]
pub trait Ranged: Value {
    /// What it is a range of.
    type Member: Value;
}

impl<T: RangeMember> Ranged for Range<T>
where
    Range<T>: Value,
{
    type Member = T;
}

/// What ranges can, beside [`contains`](super::array::ArrayExpr::contains),
/// [`overlaps`](super::array::ArrayExpr::overlaps) and [`contained_by`](super::array::ArrayExpr::contained_by).
pub trait RangeExpr: Expression {
    /// The lower bound; null where there is none, or no value at all.
    fn lower_bound(self) -> Expr<Self::Of, <Self::Value as Ranged>::Member, Nullable>
    where
        Self::Value: Ranged,
    {
        Expr::new(Node::Call("lower", vec![self.node()]))
    }

    /// The upper bound; null where there is none, or no value at all.
    fn upper_bound(self) -> Expr<Self::Of, <Self::Value as Ranged>::Member, Nullable>
    where
        Self::Value: Ranged,
    {
        Expr::new(Node::Call("upper", vec![self.node()]))
    }

    /// It holds no value.
    fn is_empty(self) -> Filter<Self::Of>
    where
        Self::Value: Ranged,
    {
        Filter::new(Node::Call("isempty", vec![self.node()]))
    }

    /// `<<`: ends before the other begins.
    fn ends_before(self, other: impl Operand<Self::Of, Self::Value>) -> Filter<Self::Of>
    where
        Self::Value: Ranged,
    {
        Filter::new(self.node().operator("<<", other.into_node().spelled::<Self::Value>()))
    }

    /// `>>`: begins after the other ends.
    fn begins_after(self, other: impl Operand<Self::Of, Self::Value>) -> Filter<Self::Of>
    where
        Self::Value: Ranged,
    {
        Filter::new(self.node().operator(">>", other.into_node().spelled::<Self::Value>()))
    }

    /// `-|-`: nothing lies between the two, and they do not overlap.
    fn is_adjacent_to(self, other: impl Operand<Self::Of, Self::Value>) -> Filter<Self::Of>
    where
        Self::Value: Ranged,
    {
        Filter::new(self.node().operator("-|-", other.into_node().spelled::<Self::Value>()))
    }

    /// `*`: what both have.
    fn intersection<V>(self, other: V) -> Expr<Self::Of, Self::Value, Self::Null>
    where
        V: Operand<Self::Of, Self::Value>,
        Self::Value: Ranged,
    {
        Expr::new(self.node().operator("*", other.into_node().spelled::<Self::Value>()))
    }

    /// The smallest range that has all of both.
    fn merged_with<V>(self, other: V) -> Expr<Self::Of, Self::Value, Self::Null>
    where
        V: Operand<Self::Of, Self::Value>,
        Self::Value: Ranged,
    {
        Expr::new(Node::Call("range_merge", vec![self.node(), other.into_node().spelled::<Self::Value>()]))
    }
}

impl<X: Expression> RangeExpr for X {}
