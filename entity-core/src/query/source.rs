//! Whose columns a query may speak of.

use std::any::TypeId;
use std::marker::PhantomData;

use super::column::Nullable;
use super::expression::Nullness;
use crate::entity::{Entity, EntityDef};
use crate::query::Required;

/// Rows to read from: an entity, or an [`alias!`](crate::alias) of one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an entity",
    label = "needs `#[derive(Entity)]`",
    note = "a query reads from structs that derive `Entity`, and from aliases: `alias!(Manager = User)`"
)]
pub trait Source: 'static {
    /// The entity.
    type Entity: Entity;
}

impl<E: Entity> Source for E {
    type Entity = E;
}

/// Declares a second name for an entity, for queries that read it twice.
///
/// ```
/// # use entity_core::prelude::*;
/// # #[derive(Entity)]
/// # struct Employee {
/// #     #[column(primary_key, default = gen_random_uuid())]
/// #     id: Id<Employee>,
/// #     name: String,
/// #     #[references(Employee, on_delete = set_null, relation = manager)]
/// #     manager_id: Option<Id<Employee>>,
/// # }
/// entity_core::alias!(
///     /// Whom an employee reports to.
///     Manager = Employee
/// );
///
/// let pairs = Employee::query()
///     .left_join_as(Employee::manager, Manager)
///     .select((Employee::name, Employee::name.at(Manager)));
/// assert!(pairs.sql().contains("LEFT JOIN"));
/// ```
#[macro_export]
macro_rules! alias {
    ($(#[$attr:meta])* $vis:vis $alias:ident = $entity:ty) => {
        $(#[$attr])*
        #[derive(Clone, Copy, Debug)]
        $vis struct $alias;

        impl $crate::query::Source for $alias {
            type Entity = $entity;
        }

        impl $crate::query::IntoSource for $alias {
            type Source = Self;
        }
    };
}

/// The rows of an entity, where a source is asked for as a value: `User::rows()`. An alias is one itself.
#[derive(Debug)]
pub struct RowsFrom<E>(PhantomData<fn() -> E>);

impl<E> RowsFrom<E> {
    pub(crate) const fn new() -> Self {
        Self(PhantomData)
    }
}

/// A source as a value.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no source of rows",
    label = "expected an entity's rows, or an alias",
    note = "write `Entity::rows()`, or the name of an alias"
)]
pub trait IntoSource {
    /// The source.
    type Source: Source;
}

impl<E: Entity> IntoSource for RowsFrom<E> {
    type Source = E;
}

/// What a query reads from: one source, or several that were joined.
#[diagnostic::on_unimplemented(
    message = "this query speaks of rows of a query around it and cannot run by itself",
    label = "stands inside of another query",
    note = "give it to `exists`, `in_query`, `scalar` or `join_lateral` of the query around it"
)]
pub trait Scope: 'static {
    /// The first source.
    type Root: Source;
}

#[diagnostic::do_not_recommend]
impl<S: Source> Scope for S {
    type Root = S;
}

/// The sources of `Q`, and `S`.
#[derive(Debug)]
pub struct Join<Q, S>(PhantomData<(Q, S)>);

/// The sources of `Q`, and `S` where it has a row.
#[derive(Debug)]
pub struct LeftJoin<Q, S>(PhantomData<(Q, S)>);

impl<Q: Scope, S: Source> Scope for Join<Q, S> {
    type Root = Q::Root;
}

impl<Q: Scope, S: Source> Scope for LeftJoin<Q, S> {
    type Root = Q::Root;
}

/// The sources of several queries whose rows were combined; those of the first are `Q`.
#[derive(Debug)]
pub struct Combined<Q>(PhantomData<Q>);

#[diagnostic::do_not_recommend]
impl<Q: Scope> Scope for Combined<Q> {
    type Root = Q::Root;
}

/// What an order goes by, and what a query becomes when its rows are combined with those of others.
pub trait Sources {
    /// The sources that an order may speak of.
    type Order;
    /// The sources of the combination.
    type Combined;
}

#[diagnostic::do_not_recommend]
impl<S: Source> Sources for S {
    type Order = S;
    type Combined = Combined<S>;
}

impl<Q, S> Sources for Join<Q, S> {
    type Order = Self;
    type Combined = Combined<Self>;
}

impl<Q, S> Sources for LeftJoin<Q, S> {
    type Order = Self;
    type Combined = Combined<Self>;
}

impl<Q, S> Sources for super::subquery::Inside<Q, S> {
    type Order = Self;
    type Combined = Combined<Self>;
}

impl<Q> Sources for Combined<Q> {
    type Order = Q;
    type Combined = Self;
}

/// Where in a query a source stands. The compiler finds it.
#[derive(Debug)]
pub enum Here {}

/// Further left than [`Here`].
#[derive(Debug)]
pub struct Before<At>(PhantomData<At>);

/// A query that reads from `S`.
#[diagnostic::on_unimplemented(
    message = "this query does not read from `{S}`",
    label = "a column of `{S}`",
    note = "join it: `.join(relation)`; or, to only ask whether there is such a row, use `any` on the relation: \
            `relation.any(condition)`",
    note = "rows that are combined by `union`, `intersect` or `except` are chosen before, in each query"
)]
pub trait Mentions<S, At> {
    /// Whether its columns may be null because it has no row.
    type Null: Nullness;
}

impl<S: Source> Mentions<S, Here> for S {
    type Null = Required;
}

#[diagnostic::do_not_recommend]
impl<Q, S: Source> Mentions<S, Here> for Join<Q, S> {
    type Null = Required;
}

#[diagnostic::do_not_recommend]
impl<Q, S: Source> Mentions<S, Here> for LeftJoin<Q, S> {
    type Null = Nullable;
}

#[diagnostic::do_not_recommend]
impl<Q: Mentions<S, At>, J, S: Source, At> Mentions<S, Before<At>> for Join<Q, J> {
    type Null = Q::Null;
}

#[diagnostic::do_not_recommend]
impl<Q: Mentions<S, At>, J, S: Source, At> Mentions<S, Before<At>> for LeftJoin<Q, J> {
    type Null = Q::Null;
}

/// Marks what speaks of no source at all.
#[derive(Debug)]
pub enum Anywhere {}

/// What speaks of no source stands everywhere.
#[diagnostic::do_not_recommend]
impl<Q> Mentions<(), Anywhere> for Q {
    type Null = Required;
}

/// Sources of a part and of what is added to it.
pub trait Meet<Other> {
    /// The sources of both.
    type Both;
}

impl<S> Meet<S> for () {
    type Both = S;
}

impl<S: Source> Meet<S> for S {
    type Both = S;
}

impl<A, B> Meet<(A, B)> for (A, B) {
    type Both = (A, B);
}

/// What speaks of two sources stands where both are.
impl<Q, A, B, I, J> Mentions<(A, B), (I, J)> for Q
where
    Q: Mentions<A, I> + Mentions<B, J>,
{
    type Null = <<Q as Mentions<A, I>>::Null as Nullness>::Or<<Q as Mentions<B, J>>::Null>;
}

/// A source as data.
#[derive(Clone, Copy)]
pub(crate) struct From {
    pub(crate) id: TypeId,
    pub(crate) def: &'static EntityDef,
}

impl From {
    pub(crate) fn of<S: Source>() -> Self {
        Self { id: TypeId::of::<S>(), def: S::Entity::DEF }
    }
}
