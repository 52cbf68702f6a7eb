//! Comparisons, and what every value can.

use super::super::column::{MaybeNull, Nullable, Required};
use super::super::expression::{Expr, Expression, Nullness};
use super::super::filter::Filter;
use super::super::node::{Comparison, Node};
use super::super::operand::Operand;
use super::super::subquery::OneColumn;
use crate::value::{Bound, BoundList, Value, bare};

/// What every expression can be asked.
pub trait Compare: Expression {
    /// `= value`. Null is equal to nothing: see [`is_null`](Compare::is_null).
    fn eq(self, value: impl Operand<Self::Of, Self::Value>) -> Filter<Self::Of> {
        compare(self, Comparison::Equal, value)
    }

    /// `<> value`. Rows where the column is null are left out.
    fn ne(self, value: impl Operand<Self::Of, Self::Value>) -> Filter<Self::Of> {
        compare(self, Comparison::NotEqual, value)
    }

    /// `< value`.
    fn lt(self, value: impl Operand<Self::Of, Self::Value>) -> Filter<Self::Of> {
        compare(self, Comparison::Less, value)
    }

    /// `<= value`.
    fn le(self, value: impl Operand<Self::Of, Self::Value>) -> Filter<Self::Of> {
        compare(self, Comparison::LessOrEqual, value)
    }

    /// `> value`.
    fn gt(self, value: impl Operand<Self::Of, Self::Value>) -> Filter<Self::Of> {
        compare(self, Comparison::Greater, value)
    }

    /// `>= value`.
    fn ge(self, value: impl Operand<Self::Of, Self::Value>) -> Filter<Self::Of> {
        compare(self, Comparison::GreaterOrEqual, value)
    }

    /// At least `low` and at most `high`.
    fn between(
        self,
        low: impl Operand<Self::Of, Self::Value>,
        high: impl Operand<Self::Of, Self::Value>,
    ) -> Filter<Self::Of> {
        let node = self.node();
        let low = node.clone().compare(Comparison::GreaterOrEqual, low.into_node());
        Filter::new(Node::And(vec![low, node.compare(Comparison::LessOrEqual, high.into_node())]))
    }

    /// Less than `low` or more than `high`.
    fn not_between(
        self,
        low: impl Operand<Self::Of, Self::Value>,
        high: impl Operand<Self::Of, Self::Value>,
    ) -> Filter<Self::Of> {
        self.between(low, high).not()
    }

    /// One of the values: `= ANY ($1)`, one parameter however many there are. No row is in an empty list.
    fn is_in<V>(self, values: impl IntoIterator<Item = V>) -> Filter<Self::Of>
    where
        V: Member<Self::Value>,
        Self::Value: Value,
    {
        let values = values.into_iter().map(Member::into_member);
        // There is no array of arrays for the parameter, and none of rows of whatever type.
        if Self::Value::TYPE.is_array() || Self::Value::TYPE.is_composite() {
            let node = self.node();
            let same = |value| {
                let value = Operand::<Self::Of, Self::Value>::into_node(value);
                node.clone().compare(Comparison::Equal, value)
            };
            return Filter::new(Node::Or(values.map(same).collect()));
        }
        let list = Node::bind(BoundList::<Self::Value>(values.collect()));
        Filter::new(Node::Member(Box::new(self.node()), Box::new(list)))
    }

    /// None of the values. Rows where the column is null are left out, unless the list is empty.
    fn not_in<V>(self, values: impl IntoIterator<Item = V>) -> Filter<Self::Of>
    where
        V: Member<Self::Value>,
        Self::Value: Value,
    {
        self.is_in(values).not()
    }

    /// One of the values that a query of one column finds.
    fn in_query(self, query: impl OneColumn<Self::Of, Value = Self::Value>) -> Filter<Self::Of> {
        let list = Node::Query("", Box::new(query.core()));
        Filter::new(Node::Template(vec!["".into(), " IN ".into(), "".into()], vec![self.node(), list]))
    }

    /// None of the values that a query finds: `NOT EXISTS` in meaning, for a null among them does not hide all rows.
    fn not_in_query(self, query: impl OneColumn<Self::Of, Value = Self::Value>) -> Filter<Self::Of> {
        let list = Node::Query("", Box::new(query.core()));
        let found = Node::Template(vec!["(".into(), " IN ".into(), ") IS NOT TRUE".into()], vec![self.node(), list]);
        Filter::new(found)
    }

    /// `IS NOT DISTINCT FROM`: the same value, or both are null.
    fn is_not_distinct_from(self, value: Option<Self::Value>) -> Filter<Self::Of>
    where
        Self::Value: Value,
    {
        Filter::new(self.node().operator("IS NOT DISTINCT FROM", maybe(value)))
    }

    /// `IS DISTINCT FROM`: another value, or one of the two is null and the other is not.
    fn is_distinct_from(self, value: Option<Self::Value>) -> Filter<Self::Of>
    where
        Self::Value: Value,
    {
        Filter::new(self.node().operator("IS DISTINCT FROM", maybe(value)))
    }

    /// The same as one that may be null, as it is where a left join finds no row.
    fn nullable(self) -> Expr<Self::Of, Self::Value, Nullable> {
        Expr::new(self.node())
    }

    /// `IS NULL`.
    fn is_null(self) -> Filter<Self::Of>
    where
        Self::Null: MaybeNull,
    {
        Filter::new(self.node().is_null())
    }

    /// `IS NOT NULL`.
    fn is_not_null(self) -> Filter<Self::Of>
    where
        Self::Null: MaybeNull,
    {
        Filter::new(self.node().is_null().not())
    }

    /// `IS TRUE`: of a column of `bool` or of a condition. Null is not true.
    fn is_true(self) -> Filter<Self::Of>
    where
        Self: Expression<Value = bool>,
    {
        Filter::new(Node::template("{} IS TRUE", [self.node()]))
    }

    /// `IS FALSE`. Null is not false.
    fn is_false(self) -> Filter<Self::Of>
    where
        Self: Expression<Value = bool>,
    {
        Filter::new(Node::template("{} IS FALSE", [self.node()]))
    }

    /// This value, or the other where it is null.
    fn coalesce<V>(self, other: V) -> Expr<Self::Of, Self::Value, V::Null>
    where
        V: Operand<Self::Of, Self::Value>,
        Self::Value: Value,
    {
        Expr::new(Node::Call("coalesce", vec![self.node(), other.into_node().spelled::<Self::Value>()]))
    }

    /// This value, or null where it is the other.
    fn null_if(self, other: impl Operand<Self::Of, Self::Value>) -> Expr<Self::Of, Self::Value, Nullable>
    where
        Self::Value: Value,
    {
        Expr::new(Node::Call("nullif", vec![self.node(), other.into_node().spelled::<Self::Value>()]))
    }

    /// The greater of the two. A null is passed over.
    fn greatest<V>(self, other: V) -> Expr<Self::Of, Self::Value, Self::Null>
    where
        V: Operand<Self::Of, Self::Value>,
        Self::Value: Value,
    {
        Expr::new(Node::Call("greatest", vec![self.node(), other.into_node().spelled::<Self::Value>()]))
    }

    /// The smaller of the two. A null is passed over.
    fn least<V>(self, other: V) -> Expr<Self::Of, Self::Value, Self::Null>
    where
        V: Operand<Self::Of, Self::Value>,
        Self::Value: Value,
    {
        Expr::new(Node::Call("least", vec![self.node(), other.into_node().spelled::<Self::Value>()]))
    }

    /// `CAST`: the value as another type. The server refuses what cannot be one.
    fn cast<U: Value>(self) -> Expr<Self::Of, U, Self::Null> {
        Expr::new(self.node().cast(bare(U::TYPE.name)))
    }

    /// This value beside that of another entity of the query, to be compared or counted together.
    fn versus<X>(self, other: X) -> Versus<Self::Of, X::Of, Self::Value, <Self::Null as Nullness>::Or<X::Null>>
    where
        X: Expression<Value = Self::Value>,
    {
        Versus { left: self.node(), right: other.node(), of: std::marker::PhantomData }
    }
}

impl<X: Expression> Compare for X {}

/// A member of the list of [`is_in`](Compare::is_in).
#[diagnostic::on_unimplemented(
    message = "this column holds `{T}`, not `{Self}`",
    label = "expected `{T}`",
    note = "for the values that a query finds use `in_query`"
)]
pub trait Member<T> {
    #[doc(hidden)]
    fn into_member(self) -> T;
}

impl<T: Value> Member<T> for T {
    fn into_member(self) -> T {
        self
    }
}

#[diagnostic::do_not_recommend]
impl Member<String> for &str {
    fn into_member(self) -> String {
        self.to_owned()
    }
}

#[diagnostic::do_not_recommend]
impl<T: Value + Clone> Member<T> for &T {
    fn into_member(self) -> T {
        self.clone()
    }
}

fn compare<X: Expression>(left: X, how: Comparison, right: impl Operand<X::Of, X::Value>) -> Filter<X::Of> {
    Filter::new(left.node().compare(how, right.into_node()))
}

fn maybe<T: Value>(value: Option<T>) -> Node {
    Node::bind(value.map(Bound)).cast(bare(T::TYPE.name))
}

/// Two values of two entities.
pub struct Versus<A, B, T, N = Required> {
    left: Node,
    right: Node,
    of: std::marker::PhantomData<fn() -> (A, B, T, N)>,
}

impl<A, B, T, N> std::fmt::Debug for Versus<A, B, T, N> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Versus(_)")
    }
}

impl<A, B, T, N> Versus<A, B, T, N> {
    fn compare(self, how: Comparison) -> Filter<(A, B)> {
        Filter::new(self.left.compare(how, self.right))
    }

    /// The first is equal to the second.
    pub fn eq(self) -> Filter<(A, B)> {
        self.compare(Comparison::Equal)
    }

    /// The first is not equal to the second.
    pub fn ne(self) -> Filter<(A, B)> {
        self.compare(Comparison::NotEqual)
    }

    /// The first is less than the second.
    pub fn lt(self) -> Filter<(A, B)> {
        self.compare(Comparison::Less)
    }

    /// The first is at most the second.
    pub fn le(self) -> Filter<(A, B)> {
        self.compare(Comparison::LessOrEqual)
    }

    /// The first is greater than the second.
    pub fn gt(self) -> Filter<(A, B)> {
        self.compare(Comparison::Greater)
    }

    /// The first is at least the second.
    pub fn ge(self) -> Filter<(A, B)> {
        self.compare(Comparison::GreaterOrEqual)
    }

    /// Their sum.
    pub fn plus(self) -> Expr<(A, B), T, N> {
        Expr::new(self.left.operator("+", self.right))
    }

    /// The first without the second.
    pub fn minus(self) -> Expr<(A, B), T, N> {
        Expr::new(self.left.operator("-", self.right))
    }

    /// Their product.
    pub fn times(self) -> Expr<(A, B), T, N> {
        Expr::new(self.left.operator("*", self.right))
    }

    /// The first, or the second where it is null.
    pub fn coalesce(self) -> Expr<(A, B), T, N> {
        Expr::new(Node::Call("coalesce", vec![self.left, self.right]))
    }
}
