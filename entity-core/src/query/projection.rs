//! Shapes: which columns and relations of an entity are read into a struct.
//!
//! A projection is described as data, a [`Level`] of columns and of relations to further levels, so that one piece of
//! code loads all of them. Only the decoding is typed.

use std::fmt;

use tokio_postgres::types::Type;

use super::column::{Nullable, Required};
use super::expression::Expression;
use super::nested::{Nested, Related};
use super::node::Node;
use super::selection::FromCell;
use crate::entity::Entity;
use crate::error::Error;
use crate::value::{Value, Values};

/// Some columns and relations of an entity, read into a struct of their own. Derive it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a projection",
    label = "needs `#[derive(Projection)]`",
    note = "say which entity it shows: `#[projection(of = …)]`"
)]
pub trait Projection: Sized + Send + 'static {
    /// The entity.
    type Of: Entity;

    /// Which types its columns may have, where it is the whole entity, whose plain query has a constant text.
    #[doc(hidden)]
    const WHOLE: Option<&'static [fn(&Type) -> bool]> = None;

    #[doc(hidden)]
    fn show(level: &mut Level);

    /// Reads a row.
    ///
    /// # Errors
    /// When a value is not of its field's type.
    #[doc(hidden)]
    fn decode(values: &mut Values<'_>, nested: &mut Nested<'_>) -> Result<Self, Error>;
}

/// An entity is the projection of all its columns.
impl<E: Entity> Projection for E {
    type Of = Self;

    const WHOLE: Option<&'static [fn(&Type) -> bool]> = Some(E::ACCEPTS);

    fn show(level: &mut Level) {
        level.columns.extend(E::DEF.columns.iter().map(|column| Node::column::<E>(column.name)));
        level.accepts.extend_from_slice(E::ACCEPTS);
    }

    fn decode(values: &mut Values<'_>, _: &mut Nested<'_>) -> Result<Self, Error> {
        <E as Entity>::decode(values)
    }
}

/// A projection of `E`. The derive says so.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a projection of `{E}`",
    label = "the query reads rows of `{E}`",
    note = "derive it with `#[projection(of = {E})]`"
)]
pub trait ProjectionOf<E>: Projection {}

#[diagnostic::do_not_recommend]
impl<E: Entity> ProjectionOf<E> for E {}

/// What a row of a query can be read as: a projection, or a tuple.
#[diagnostic::on_unimplemented(
    message = "rows cannot be read as `{Self}`",
    label = "neither a projection nor a tuple of columns",
    note = "derive `Projection` for it, or use `.select((…))`"
)]
pub trait Record: Sized + Send + 'static {
    /// Which types its columns may have, where it is a whole entity.
    #[doc(hidden)]
    const WHOLE: Option<&'static [fn(&Type) -> bool]> = None;

    #[doc(hidden)]
    fn level() -> Level;

    #[doc(hidden)]
    fn decode(values: &mut Values<'_>, nested: &mut Nested<'_>) -> Result<Self, Error>;
}

impl<P: Projection> Record for P {
    const WHOLE: Option<&'static [fn(&Type) -> bool]> = <P as Projection>::WHOLE;

    fn level() -> Level {
        let mut level = Level::default();
        P::show(&mut level);
        level
    }

    fn decode(values: &mut Values<'_>, nested: &mut Nested<'_>) -> Result<Self, Error> {
        <P as Projection>::decode(values, nested)
    }
}

/// What is read of one table.
#[derive(Default)]
pub struct Level {
    pub(crate) columns: Vec<Node>,
    pub(crate) accepts: Vec<fn(&Type) -> bool>,
    pub(crate) relations: Vec<Related>,
}

impl fmt::Debug for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Level").field("columns", &self.columns.len()).field("relations", &self.relations).finish()
    }
}

impl Level {
    /// Columns that the query itself names.
    pub(crate) fn of_cells(accepts: Vec<fn(&Type) -> bool>) -> Self {
        Self { accepts, ..Self::default() }
    }

    /// Reads an expression into a field of type `F`.
    pub fn column<X, T, N, F>(&mut self, expression: X)
    where
        X: Expression<Value = T, Null = N>,
        F: Shows<T, N>,
    {
        self.columns.push(expression.node());
        self.accepts.push(F::accepts_cell);
    }
}

/// A field that a column of `T` is read into.
#[diagnostic::on_unimplemented(
    message = "the column holds `{T}`, not `{Self}`",
    label = "expected the type of the column",
    note = "a column that may be null is read into an `Option`, one that may not is not; a relation is read into a \
            projection of its entity"
)]
pub trait Shows<T, N>: FromCell {}

impl<T: Value> Shows<T, Required> for T {}
#[diagnostic::do_not_recommend]
impl<T: Value> Shows<T, Nullable> for Option<T> {}

/// Reads the field of a computed value.
///
/// # Errors
/// When the value is not of its type.
pub fn read_cell<F: FromCell>(values: &mut Values<'_>) -> Result<F, Error> {
    F::decode_cell(values)
}
