//! Relations as the user writes them: `GuardProfile::user`.

use std::any::TypeId;
use std::fmt;
use std::marker::PhantomData;

use super::column::Nullable;
use super::expr::aggregate::{Aggregate, count_rows};
use super::expression::{Expr, Expression};
use super::filter::Filter;
use super::nested::{Holds, Loading, Nested, ToOne};
use super::node::{Exists, Node};
use super::projection::Level;
use super::source::{From, Source};
use crate::entity::Entity;
use crate::error::Error;
use crate::value::Values;

/// Marks a relation that leads to exactly one row: a reference that is never null.
#[derive(Debug)]
pub enum One {}

/// Marks a relation that leads to one row or to none.
#[derive(Debug)]
pub enum Maybe {}

/// Marks a relation that leads to any number of rows.
#[derive(Debug)]
pub enum Many {}

/// A relation from rows of `S` to rows of `T`. `C` says to how many.
pub struct Relation<S, T, C = Many> {
    pub(crate) along: Along,
    of: PhantomData<fn() -> (S, T, C)>,
}

/// Which columns a relation goes along. An empty list is the primary key.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Along {
    pub(crate) local: &'static [&'static str],
    pub(crate) foreign: &'static [&'static str],
    pub(crate) through: Option<Through>,
}

/// The table between two entities of which each row has many of the other.
#[derive(Clone, Copy)]
pub(crate) struct Through {
    pub(crate) def: fn() -> &'static crate::entity::EntityDef,
    /// Its columns that refer to the entity that the relation comes from.
    pub(crate) back: &'static [&'static str],
    /// Its columns that refer to the entity that the relation leads to.
    pub(crate) forth: &'static [&'static str],
}

impl fmt::Debug for Through {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str((self.def)().table)
    }
}

impl<S, T, C> Clone for Relation<S, T, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S, T, C> Copy for Relation<S, T, C> {}

impl<S, T, C> fmt::Debug for Relation<S, T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Relation({} = {})", self.along.local.join(", "), self.along.foreign.join(", "))
    }
}

impl<S, T, C> Relation<S, T, C> {
    /// Rows of `T` whose `foreign` columns equal the `local` ones. An empty list is the primary key.
    pub const fn new(local: &'static [&'static str], foreign: &'static [&'static str]) -> Self {
        Self { along: Along { local, foreign, through: None }, of: PhantomData }
    }

    /// Rows of `T` to which rows of `L` refer that refer to this one.
    pub const fn through<L: Entity>(back: &'static [&'static str], forth: &'static [&'static str]) -> Self {
        let through = Through { def: || L::DEF, back, forth };
        Self { along: Along { local: &[], foreign: &[], through: Some(through) }, of: PhantomData }
    }

    /// The same relation of an alias: `Employee::manager.of(Manager)`.
    pub const fn of<A>(self, _: A) -> Relation<A, T, C>
    where
        A: Source<Entity = S> + Copy,
    {
        Relation { along: self.along, of: PhantomData }
    }
}

impl<S: Source, T: Entity, C> Relation<S, T, C> {
    pub(crate) fn on<R: 'static>(self) -> Exists {
        let Along { local, foreign, through } = self.along;
        let keyed = |columns: &'static [&'static str], key: &'static [&'static str]| {
            if columns.is_empty() { key } else { columns }
        };
        let pairs = |left: &'static [&'static str], right: &'static [&'static str]| {
            left.iter().copied().zip(right.iter().copied()).collect::<Vec<_>>()
        };
        let local = keyed(local, S::Entity::DEF.primary_key);
        let foreign = keyed(foreign, T::DEF.primary_key);
        let (through, on) = match through {
            None => (None, pairs(local, foreign)),
            Some(Through { def, back, forth }) => (Some((def(), pairs(local, back))), pairs(forth, foreign)),
        };
        let (outer, target) = (From::of::<S>(), From { id: TypeId::of::<R>(), def: T::DEF });
        Exists { outer, target, through, on, filter: None, with_deleted: false }
    }

    fn exists_with(self, filter: Option<Box<Node>>) -> Filter<S> {
        Filter::new(Node::Exists(Exists { filter, ..self.on::<T>() }))
    }

    /// At least one related row satisfies the condition: `EXISTS`, which never multiplies rows.
    pub fn any(self, filter: Filter<T>) -> Filter<S> {
        self.exists_with(Some(Box::new(filter.node)))
    }

    /// No related row satisfies the condition.
    pub fn none(self, filter: Filter<T>) -> Filter<S> {
        self.any(filter).not()
    }

    /// Every related row satisfies the condition, or there is none. A condition that is null is not satisfied.
    pub fn every(self, filter: Filter<T>) -> Filter<S> {
        let broken = Node::template("({}) IS NOT TRUE", [filter.node]);
        self.exists_with(Some(Box::new(broken))).not()
    }

    /// There is a related row.
    pub fn exists(self) -> Filter<S> {
        self.exists_with(None)
    }

    /// How many related rows there are: a sub-query, so that several counts do not multiply each other.
    pub fn count(self) -> Expr<S, i64> {
        self.value(count_rows().into_node())
    }

    /// How many related rows satisfy the condition.
    pub fn count_of(self, filter: Filter<T>) -> Expr<S, i64> {
        self.value(count_rows().filter(filter).into_node())
    }

    /// A function over the related rows: `User::jobs.aggregate(Job::total_amount_cents.sum())`.
    pub fn aggregate<V, N>(self, function: Aggregate<T, V, N>) -> Expr<S, V, N> {
        self.value(function.into_node())
    }

    fn value<V, N>(self, read: Node) -> Expr<S, V, N> {
        Expr::new(Node::Value(Box::new((self.on::<T>(), read))))
    }

    /// A column of the related row, null where there is none.
    pub fn get<X: Expression<Of = T>>(self, expression: X) -> Expr<S, X::Value, Nullable>
    where
        C: ToOne,
    {
        self.value(expression.node())
    }
}

impl<S, T, C> Relation<S, T, C> {
    /// Which of the rows are loaded, and in what order, where not all of them.
    pub fn loading(self) -> Loading<S, T, C> {
        Loading::all(self)
    }
}

#[doc(hidden)]
impl<S: Source, T: Entity, C: 'static> Relation<S, T, C> {
    /// Adds the relation to a level, for a field of type `F`.
    pub fn show<F: Holds<T, C>>(self, level: &mut Level) {
        self.loading().show::<F>(level);
    }

    /// Takes the field from what was loaded. That it fits was checked by `show`.
    ///
    /// # Errors
    /// When it was not loaded.
    pub fn read<F: 'static>(self, _: &mut Values<'_>, nested: &mut Nested<'_>) -> Result<F, Error> {
        nested.take()
    }
}
