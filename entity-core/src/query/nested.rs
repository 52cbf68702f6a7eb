//! Relations of projections: which rows are loaded, and how they become fields.

use std::any::{Any, TypeId};
use std::fmt;
use std::marker::PhantomData;

use super::filter::Filter;
use super::node::{Exists, Node};
use super::order::{IntoOrder, Key};
use super::projection::{Level, Projection, ProjectionOf, Record};
use super::relation::{Many, Maybe, One, Relation};
use super::source::Source;
use crate::entity::Entity;
use crate::error::Error;
use crate::value::Values;

/// A relation of a level, as data.
pub(crate) struct Related {
    pub(crate) exists: Exists,
    pub(crate) order: Vec<Key>,
    /// How many rows at most for each row of the level.
    pub(crate) top: Option<u64>,
    /// Whether rows that lack it are left out.
    pub(crate) required: bool,
    /// Whether a foreign key sees to it that none lacks it, so that the statement above need not ask.
    pub(crate) sure: bool,
    pub(crate) level: fn() -> Level,
    pub(crate) sink: fn(usize) -> Box<dyn Sink>,
}

impl fmt::Debug for Related {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Related").field("to", &self.exists.target.def.table).finish_non_exhaustive()
    }
}

impl Related {
    /// The columns of the level above that the relation goes along.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &'static str> + '_ {
        let Exists { through, on, .. } = &self.exists;
        through.as_ref().map_or(on, |(_, pairs)| pairs).iter().map(|(local, _)| *local)
    }

    /// The relation as it goes along arrays of those columns, called by their places.
    pub(crate) fn by_place(&self) -> Exists {
        let mut exists = self.exists.clone();
        let pairs = exists.through.as_mut().map_or(&mut exists.on, |(_, pairs)| pairs);
        for (at, (local, _)) in pairs.iter_mut().enumerate() {
            *local = PLACES[at.min(PLACES.len() - 1)];
        }
        exists
    }
}

/// What the arrays of keys are called. PostgreSQL has at most 32 columns in a key.
const PLACES: [&str; 32] = [
    "a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8", "a9", "a10", "a11", "a12", "a13", "a14", "a15", "a16", "a17",
    "a18", "a19", "a20", "a21", "a22", "a23", "a24", "a25", "a26", "a27", "a28", "a29", "a30", "a31",
];

/// Takes the rows of a relation, for all rows of the level above.
pub(crate) trait Sink: Send {
    /// Reads a row that belongs to the row `slot` above.
    fn row(&mut self, slot: usize, values: &mut Values<'_>, nested: &mut Nested<'_>) -> Result<(), Error>;

    /// Whether the row above has what it needs.
    fn has(&self, slot: usize) -> bool;

    /// The fields, as `Vec<Option<F>>`.
    fn fields(self: Box<Self>) -> Box<dyn Any + Send>;
}

/// The fields of the relations of one row.
pub struct Nested<'a> {
    fields: &'a mut [Box<dyn Any + Send>],
    row: usize,
    at: usize,
}

impl fmt::Debug for Nested<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Nested").field("row", &self.row).finish_non_exhaustive()
    }
}

impl<'a> Nested<'a> {
    pub(crate) fn none() -> Nested<'static> {
        Nested { fields: &mut [], row: 0, at: 0 }
    }

    pub(crate) fn of(fields: &'a mut [Box<dyn Any + Send>], row: usize) -> Self {
        Self { fields, row, at: 0 }
    }

    /// The field of the next relation.
    pub(super) fn take<F: 'static>(&mut self) -> Result<F, Error> {
        let at = self.at;
        self.at += 1;
        let fields = self.fields.get_mut(at).and_then(|fields| fields.downcast_mut::<Vec<Option<F>>>());
        let field = fields.and_then(|fields| fields.get_mut(self.row)).and_then(Option::take);
        field.ok_or_else(|| Error::mismatch("a relation of the projection was not loaded".to_owned()))
    }
}

/// A field that the rows of a relation to `T` are read into.
#[diagnostic::on_unimplemented(
    message = "the relation to `{T}` cannot be read into `{Self}`",
    label = "expected a projection of `{T}`",
    note = "a relation to one row is read into a projection, or into an `Option` of one; a relation to many rows into \
            a `Vec` of one. A projection of `{T}` says `#[projection(of = {T})]`; `{T}` itself is one too"
)]
pub trait Holds<T, C>: Sized + Send + 'static {
    #[doc(hidden)]
    type Row: Projection;
    /// Whether rows that lack it are left out.
    #[doc(hidden)]
    const REQUIRED: bool;

    #[doc(hidden)]
    fn absent() -> Option<Self>;

    #[doc(hidden)]
    fn put(field: &mut Option<Self>, row: Self::Row);
}

/// A relation to one row at most.
#[diagnostic::on_unimplemented(
    message = "this relation leads to many rows",
    label = "not to one row at most",
    note = "for many rows use `count`, or `aggregate` with a function over them"
)]
pub trait ToOne {}

impl ToOne for One {}
impl ToOne for Maybe {}

#[diagnostic::do_not_recommend]
impl<T, P: Projection + ProjectionOf<T>, C: ToOne> Holds<T, C> for P {
    type Row = P;
    const REQUIRED: bool = true;

    fn absent() -> Option<Self> {
        None
    }

    fn put(field: &mut Option<Self>, row: P) {
        *field = Some(row);
    }
}

#[diagnostic::do_not_recommend]
impl<T, P: Projection + ProjectionOf<T>, C: ToOne> Holds<T, C> for Option<P> {
    type Row = P;
    const REQUIRED: bool = false;

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn put(field: &mut Option<Self>, row: P) {
        *field = Some(Some(row));
    }
}

#[diagnostic::do_not_recommend]
impl<T, P: Projection + ProjectionOf<T>> Holds<T, Many> for Vec<P> {
    type Row = P;
    const REQUIRED: bool = false;

    fn absent() -> Option<Self> {
        Some(Self::new())
    }

    fn put(field: &mut Option<Self>, row: P) {
        if let Some(rows) = field {
            rows.push(row);
        }
    }
}

struct Fields<F, T, C> {
    fields: Vec<Option<F>>,
    of: PhantomData<fn() -> (T, C)>,
}

impl<T: 'static, C: 'static, F: Holds<T, C>> Sink for Fields<F, T, C> {
    fn row(&mut self, slot: usize, values: &mut Values<'_>, nested: &mut Nested<'_>) -> Result<(), Error> {
        let row = Projection::decode(values, nested)?;
        if let Some(field) = self.fields.get_mut(slot) {
            F::put(field, row);
        }
        Ok(())
    }

    fn has(&self, slot: usize) -> bool {
        self.fields.get(slot).is_some_and(Option::is_some)
    }

    fn fields(self: Box<Self>) -> Box<dyn Any + Send> {
        Box::new(self.fields)
    }
}

fn sink<F: Holds<T, C>, T: 'static, C: 'static>(rows: usize) -> Box<dyn Sink> {
    let fields = std::iter::repeat_with(F::absent).take(rows).collect();
    Box::new(Fields::<F, T, C> { fields, of: PhantomData })
}

/// Which rows of a relation are loaded.
pub struct Loading<S, T, C> {
    relation: Relation<S, T, C>,
    filters: Vec<Node>,
    order: Vec<Key>,
    top: Option<u64>,
    with_deleted: bool,
}

impl<S, T, C> fmt::Debug for Loading<S, T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Loading").field("relation", &self.relation).finish_non_exhaustive()
    }
}

/// What rows are loaded of: a relation.
#[diagnostic::on_unimplemented(
    message = "a column is read as it is",
    label = "`filter`, `order_by`, `limit` and `with_deleted` are for relations"
)]
pub trait Loadable {
    #[doc(hidden)]
    type Loading;

    #[doc(hidden)]
    fn load(self) -> Self::Loading;
}

impl<S, T, C> Loadable for Relation<S, T, C> {
    type Loading = Loading<S, T, C>;

    fn load(self) -> Loading<S, T, C> {
        self.loading()
    }
}

/// Which rows of a relation are loaded.
#[doc(hidden)]
pub fn loading<L: Loadable>(relation: L) -> L::Loading {
    relation.load()
}

impl<S, T, C> Loading<S, T, C> {
    pub(super) fn all(relation: Relation<S, T, C>) -> Self {
        Self { relation, filters: Vec::new(), order: Vec::new(), top: None, with_deleted: false }
    }
}

impl<S, T: Entity, C> Loading<S, T, C> {
    /// Those that satisfy the condition. Several are combined by AND.
    #[must_use]
    pub fn filter(mut self, filter: Filter<T>) -> Self {
        self.filters.push(filter.node);
        self
    }

    /// In this order, after the keys said before.
    #[must_use]
    pub fn order_by(mut self, order: impl IntoOrder<Of = T>) -> Self {
        self.order.push(order.into_order().key);
        self
    }

    /// At most so many for each row of the level above, the first in the order.
    #[must_use]
    pub fn limit(mut self, rows: u64) -> Self {
        self.top = Some(rows);
        self
    }

    /// Those that are deleted softly too.
    #[must_use]
    pub fn with_deleted(mut self) -> Self {
        self.with_deleted = true;
        self
    }
}

#[doc(hidden)]
impl<S: Source, T: Entity, C: 'static> Loading<S, T, C> {
    /// Adds the relation to a level, for a field of type `F`.
    pub fn show<F: Holds<T, C>>(self, level: &mut Level) {
        let Self { relation, mut filters, order, top, with_deleted } = self;
        let mut exists = relation.on::<T>();
        exists.with_deleted = with_deleted;
        exists.filter = match filters.len() {
            0 => None,
            1 => filters.pop().map(Box::new),
            _ => Some(Box::new(Node::And(filters))),
        };
        let is_kept = exists.target.def.deleted_at().is_none();
        level.relations.push(Related {
            sure: TypeId::of::<C>() == TypeId::of::<One>() && exists.filter.is_none() && is_kept,
            exists,
            order,
            top,
            required: F::REQUIRED,
            level: <F::Row as Record>::level,
            sink: sink::<F, T, C>,
        });
    }
}
