//! Columns as the user writes them: `User::email`.

use std::fmt;
use std::marker::PhantomData;

use super::filter::Filter;
use super::node::{Compare, Node};
use super::operand::Operand;
use super::order::Order;
use crate::schema::{Direction, Nulls};
use crate::validate::Report;
use crate::value::{Bound, BoundList, JsonValue, TextValue, Value};

/// Marks a column that is never null.
#[derive(Clone, Copy, Debug)]
pub enum Required {}

/// Marks a column that may be null.
#[derive(Clone, Copy, Debug)]
pub enum Nullable {}

/// Whether a column may be null: [`Nullable`] alone.
#[diagnostic::on_unimplemented(
    message = "this column is never null",
    label = "its field is no `Option`",
    note = "only a column whose field is an `Option` can be tested for NULL"
)]
pub trait MaybeNull {}

impl MaybeNull for Nullable {}

/// A column of the entity `E` that holds `T`. `N` says whether it may be null.
pub struct Column<E, T, N = Required> {
    name: &'static str,
    field: &'static str,
    index: usize,
    check: Option<fn(&T, &mut Report)>,
    of: PhantomData<fn() -> (E, N)>,
}

impl<E, T, N> Clone for Column<E, T, N> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E, T, N> Copy for Column<E, T, N> {}

impl<E, T, N> fmt::Debug for Column<E, T, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Column({})", self.name)
    }
}

impl<E, T, N> Column<E, T, N> {
    /// A column: its field in Rust, its name in SQL, and its place in the definition.
    pub const fn new(field: &'static str, name: &'static str, index: usize) -> Self {
        Self { name, field, index, check: None, of: PhantomData }
    }

    /// The same column with the rules of its field.
    pub const fn checked(mut self, check: fn(&T, &mut Report)) -> Self {
        self.check = Some(check);
        self
    }

    /// The name in SQL.
    pub const fn name(self) -> &'static str {
        self.name
    }

    pub(crate) const fn index(self) -> usize {
        self.index
    }

    /// Runs the rules of the field.
    pub fn validate(self, value: &T, report: &mut Report) {
        if let Some(check) = self.check {
            report.at(self.field, |report| check(value, report));
        }
    }

    pub(super) fn node(self) -> Node {
        Node::Column(self.name)
    }

    /// Ascending, nulls last.
    pub fn asc(self) -> Order<E> {
        Order::new(self.node(), Direction::Asc)
    }

    /// Descending, nulls first.
    pub fn desc(self) -> Order<E> {
        Order::new(self.node(), Direction::Desc)
    }
}

impl<E, T: Value, N> Column<E, T, N> {
    fn compare(self, how: Compare, value: impl Operand<T>) -> Filter<E> {
        let mut value = Node::bind(Bound(value.into_value()));
        // Beside a composite column the server would take the parameter for a row of whatever type.
        if T::TYPE.is_composite() {
            value = Node::Cast(Box::new(value), T::TYPE.name);
        }
        Filter::new(Node::Compare(Box::new(self.node()), how, Box::new(value)))
    }

    /// `= value`. Null is equal to nothing: see [`is_null`](Column::is_null).
    pub fn eq(self, value: impl Operand<T>) -> Filter<E> {
        self.compare(Compare::Equal, value)
    }

    /// `<> value`. Rows where the column is null are left out.
    pub fn ne(self, value: impl Operand<T>) -> Filter<E> {
        self.compare(Compare::NotEqual, value)
    }

    /// `< value`.
    pub fn lt(self, value: impl Operand<T>) -> Filter<E> {
        self.compare(Compare::Less, value)
    }

    /// `<= value`.
    pub fn le(self, value: impl Operand<T>) -> Filter<E> {
        self.compare(Compare::LessOrEqual, value)
    }

    /// `> value`.
    pub fn gt(self, value: impl Operand<T>) -> Filter<E> {
        self.compare(Compare::Greater, value)
    }

    /// `>= value`.
    pub fn ge(self, value: impl Operand<T>) -> Filter<E> {
        self.compare(Compare::GreaterOrEqual, value)
    }

    /// At least `low` and at most `high`.
    pub fn between(self, low: impl Operand<T>, high: impl Operand<T>) -> Filter<E> {
        self.ge(low).and(self.le(high))
    }

    /// One of the values: `= ANY ($1)`, one parameter however many there are. No row is in an empty list.
    pub fn is_in<V: Operand<T>>(self, values: impl IntoIterator<Item = V>) -> Filter<E> {
        // There is no array of arrays for the parameter, and none of rows of whatever type.
        if T::TYPE.is_array() || T::TYPE.is_composite() {
            return Filter::any(values.into_iter().map(|value| self.eq(value)));
        }
        let list = values.into_iter().map(Operand::into_value).collect();
        Filter::new(Node::Member(Box::new(self.node()), Box::new(Node::bind(BoundList::<T>(list)))))
    }

    /// None of the values. Rows where the column is null are left out, unless the list is empty.
    pub fn not_in<V: Operand<T>>(self, values: impl IntoIterator<Item = V>) -> Filter<E> {
        self.is_in(values).not()
    }
}

// The bounds stand on the methods, not on the blocks: so a wrong column is answered in the words of the bound.
impl<E, T, N> Column<E, T, N> {
    /// `IS NULL`.
    pub fn is_null(self) -> Filter<E>
    where
        N: MaybeNull,
    {
        Filter::new(Node::IsNull(Box::new(self.node())))
    }

    /// `IS NOT NULL`.
    pub fn is_not_null(self) -> Filter<E>
    where
        N: MaybeNull,
    {
        self.is_null().not()
    }

    /// `LIKE pattern`: `%` stands for any text, `_` for one character.
    pub fn like(self, pattern: impl Into<String>) -> Filter<E>
    where
        T: TextValue,
    {
        Filter::new(Node::Operator(Box::new(self.node()), "LIKE", Box::new(Node::bind(Bound(pattern.into())))))
    }

    /// [`like`](Column::like) without regard to case.
    pub fn ilike(self, pattern: impl Into<String>) -> Filter<E>
    where
        T: TextValue,
    {
        Filter::new(Node::Operator(Box::new(self.node()), "ILIKE", Box::new(Node::bind(Bound(pattern.into())))))
    }

    /// `@>`: the document contains this one.
    pub fn contains(self, document: impl Into<serde_json::Value>) -> Filter<E>
    where
        T: JsonValue,
    {
        Filter::new(Node::Operator(Box::new(self.node()), "@>", Box::new(Node::bind(Bound(document.into())))))
    }
}

impl<E, T, N> Column<E, T, N> {
    /// Ascending with nulls first.
    pub fn asc_nulls_first(self) -> Order<E> {
        self.asc().nulls(Nulls::First)
    }

    /// Descending with nulls last.
    pub fn desc_nulls_last(self) -> Order<E> {
        self.desc().nulls(Nulls::Last)
    }
}
