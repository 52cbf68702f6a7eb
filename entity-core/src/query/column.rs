//! Columns as the user writes them: `User::email`.

use std::fmt;
use std::marker::PhantomData;

use super::expression::Nullness;
use super::nested::Nested;
use super::projection::{Level, Shows};
use super::selection::FromCell;
use super::source::Source;
use crate::entity::ColumnOf;
use crate::error::Error;
use crate::validate::Report;
use crate::value::{Value, Values};

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

    /// The same column of an alias: `User::name.at(Manager)`.
    pub const fn at<A>(self, _: A) -> Column<A, T, N>
    where
        A: Source<Entity = E> + Copy,
    {
        Column { name: self.name, field: self.field, index: self.index, check: self.check, of: PhantomData }
    }
}

impl<E, T: 'static, N> ColumnOf<E> for Column<E, T, N> {
    type Value = T;

    fn place(&self) -> usize {
        self.index
    }
}

#[doc(hidden)]
impl<E: 'static, T: Value, N: Nullness> Column<E, T, N> {
    /// Adds the column to a level, for a field of type `F`.
    pub fn show<F: Shows<T, N>>(self, level: &mut Level) {
        level.column::<Self, T, N, F>(self);
    }

    /// Reads the field. That it has the column's type was checked by `show`.
    ///
    /// # Errors
    /// When the value is not of its type.
    pub fn read<F: FromCell>(self, values: &mut Values<'_>, _: &mut Nested<'_>) -> Result<F, Error> {
        F::decode_cell(values)
    }
}
