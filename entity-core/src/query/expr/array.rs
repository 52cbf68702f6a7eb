//! Arrays, ranges, documents: what contains something.

use super::super::column::Nullable;
use super::super::expression::{Expr, Expression};
use super::super::filter::Filter;
use super::super::node::Node;
use super::super::operand::Operand;
use crate::value::{Bound, Element, JsonValue, Multirange, Range, RangeMember, Value, bare};

/// A value that can contain a `V`.
#[diagnostic::on_unimplemented(
    message = "a column of `{Self}` cannot contain this",
    label = "not something that `{Self}` can contain",
    note = "an array contains an array of the same members, a range contains a value or a range, json contains json; \
            for one member of an array use `has`, for a piece of text `contains_text`"
)]
pub trait Container<V> {
    #[doc(hidden)]
    fn contained(value: V) -> Node;
}

/// Any json document is found in any json column.
#[diagnostic::do_not_recommend]
impl<T: JsonValue, V: Into<serde_json::Value>> Container<V> for T {
    fn contained(value: V) -> Node {
        Node::bind(Bound(value.into()))
    }
}

#[diagnostic::do_not_recommend]
impl<T: Element> Container<Vec<T>> for Vec<T>
where
    Vec<T>: Value,
{
    fn contained(value: Vec<T>) -> Node {
        Node::bind(Bound(value))
    }
}

#[diagnostic::do_not_recommend]
impl<T: Element, const COUNT: usize> Container<[T; COUNT]> for Vec<T>
where
    Vec<T>: Value,
{
    fn contained(value: [T; COUNT]) -> Node {
        Node::bind(Bound(Vec::from(value)))
    }
}

#[diagnostic::do_not_recommend]
impl<const COUNT: usize> Container<[&str; COUNT]> for Vec<String> {
    fn contained(value: [&str; COUNT]) -> Node {
        Node::bind(Bound(value.map(str::to_owned).to_vec()))
    }
}

// The value of a range is an operand of its own type, so it is spelled out.
#[diagnostic::do_not_recommend]
impl<T: RangeMember> Container<T> for Range<T>
where
    Range<T>: Value,
{
    fn contained(value: T) -> Node {
        Node::typed(value)
    }
}

#[diagnostic::do_not_recommend]
impl<T: RangeMember> Container<Range<T>> for Range<T>
where
    Range<T>: Value,
{
    fn contained(value: Range<T>) -> Node {
        Node::typed(value)
    }
}

#[diagnostic::do_not_recommend]
impl<T: RangeMember> Container<T> for Multirange<T>
where
    Multirange<T>: Value,
{
    fn contained(value: T) -> Node {
        Node::typed(value)
    }
}

#[diagnostic::do_not_recommend]
impl<T: RangeMember> Container<Range<T>> for Multirange<T>
where
    Range<T>: Value,
    Multirange<T>: Value,
{
    fn contained(value: Range<T>) -> Node {
        Node::typed(value)
    }
}

/// An array or a range: something that can overlap with another of its type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot overlap with another value",
    label = "neither an array nor a range",
    note = "for shapes use `intersects`"
)]
pub trait Extent: Value {}

impl<T: Element> Extent for Vec<T> where Vec<T>: Value {}
impl<T: RangeMember> Extent for Range<T> where Range<T>: Value {}
impl<T: RangeMember> Extent for Multirange<T> where Multirange<T>: Value {}

/// An array of `T`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no array",
    label = "only arrays have members",
    note = "make the column a `Vec<…>`"
)]
pub trait Members: Value {
    /// A member.
    type Member: Element;
}

impl<T: Element> Members for Vec<T>
where
    Vec<T>: Value,
{
    type Member = T;
}

/// What arrays can, and what arrays, ranges and json have in common.
pub trait ArrayExpr: Expression {
    /// `@>`: contains the other array, range, value or document.
    fn contains<V>(self, value: V) -> Filter<Self::Of>
    where
        Self::Value: Container<V>,
    {
        Filter::new(self.node().operator("@>", Self::Value::contained(value)))
    }

    /// `<@`: is contained in the other array or range.
    fn contained_by(self, other: impl Operand<Self::Of, Self::Value>) -> Filter<Self::Of>
    where
        Self::Value: Extent,
    {
        Filter::new(self.node().operator("<@", other.into_node().spelled::<Self::Value>()))
    }

    /// `&&`: has something in common with the other array or range.
    fn overlaps(self, other: impl Operand<Self::Of, Self::Value>) -> Filter<Self::Of>
    where
        Self::Value: Extent,
    {
        Filter::new(self.node().operator("&&", other.into_node().spelled::<Self::Value>()))
    }

    /// The array has this member: `value = ANY (column)`. An index needs [`contains`](ArrayExpr::contains).
    fn has<V>(self, value: V) -> Filter<Self::Of>
    where
        Self::Value: Members,
        V: super::compare::Member<<Self::Value as Members>::Member>,
        <Self::Value as Members>::Member: Value,
    {
        Filter::new(Node::Member(Box::new(Node::typed(value.into_member())), Box::new(self.node())))
    }

    /// How many members there are.
    fn cardinality(self) -> Expr<Self::Of, i32, Self::Null>
    where
        Self::Value: Members,
    {
        Expr::new(Node::Call("cardinality", vec![self.node()]))
    }

    /// The member at a place, counted from 1; null where there is none.
    fn member(self, place: i32) -> Expr<Self::Of, <Self::Value as Members>::Member, Nullable>
    where
        Self::Value: Members,
    {
        Expr::new(Node::template("({})[{}]", [self.node(), Node::typed(place)]))
    }

    /// The array with one member more.
    fn appended(self, member: <Self::Value as Members>::Member) -> Expr<Self::Of, Self::Value, Self::Null>
    where
        Self::Value: Members,
        <Self::Value as Members>::Member: Value,
    {
        Expr::new(Node::Call("array_append", vec![self.node(), Node::typed(member)]))
    }

    /// The array without the members that are equal to this one.
    fn removed(self, member: <Self::Value as Members>::Member) -> Expr<Self::Of, Self::Value, Self::Null>
    where
        Self::Value: Members,
        <Self::Value as Members>::Member: Value,
    {
        Expr::new(Node::Call("array_remove", vec![self.node(), Node::typed(member)]))
    }

    /// Where the member stands first, counted from 1; null where it does not.
    fn position(self, member: <Self::Value as Members>::Member) -> Expr<Self::Of, i32, Nullable>
    where
        Self::Value: Members,
        <Self::Value as Members>::Member: Value,
    {
        Expr::new(Node::Call("array_position", vec![self.node(), Node::typed(member)]))
    }

    /// The members as one text.
    fn joined_by(self, separator: impl Into<String>) -> Expr<Self::Of, String, Self::Null>
    where
        Self::Value: Members,
    {
        Expr::new(Node::Call("array_to_string", vec![self.node(), Node::typed(separator.into())]))
    }

    /// Both arrays, one after the other.
    fn extended<V>(self, other: V) -> Expr<Self::Of, Self::Value, Self::Null>
    where
        Self::Value: Members,
        V: Operand<Self::Of, Self::Value>,
    {
        let other = other.into_node().cast(bare(Self::Value::TYPE.name));
        Expr::new(Node::Call("array_cat", vec![self.node(), other]))
    }
}

impl<X: Expression> ArrayExpr for X {}
