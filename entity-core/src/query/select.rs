//! Queries.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use super::core::{Combine, Common, Core, Distinct, How, Joined, On, Tree};
use super::expression::Expression;
use super::filter::Filter;
use super::order::IntoOrder;
use super::projection::{Level, ProjectionOf, Record};
use super::relation::Relation;
use super::render::{self, Rendered};
use super::selection::Selection;
use super::source::{From, IntoSource, Join, LeftJoin, Mentions, Scope, Source, Sources};
use super::subquery::Inside;
use super::view::RowsOf;
use crate::entity::Entity;

/// A query for rows of `Q`, read as `P`. The verbs that run it are in [`repository`](crate::repository).
///
/// `Q` is an entity, or several that were joined; `P` is that entity, a [`Projection`](super::Projection) of it, or a tuple.
#[must_use = "a query does nothing until a verb runs it: `all`, `first`, `one`, `count`, …"]
pub struct Select<Q, P = Q> {
    pub(crate) core: Core,
    of: PhantomData<fn() -> (Q, P)>,
}

impl<Q, P> Clone for Select<Q, P> {
    fn clone(&self) -> Self {
        Self::new(self.core.clone())
    }
}

impl<Q, P> fmt::Debug for Select<Q, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Core { from, filters, limit, .. } = &self.core;
        f.debug_struct("Select")
            .field("from", &from.def.table)
            .field("filters", &filters.len())
            .field("limit", limit)
            .finish_non_exhaustive()
    }
}

impl<S: Source> Default for Select<S, S::Entity> {
    fn default() -> Self {
        Self::new(Core::of(From::of::<S>()))
    }
}

impl<Q, P> Select<Q, P> {
    pub(crate) fn new(core: Core) -> Self {
        Self { core, of: PhantomData }
    }

    fn changed(mut self, change: impl FnOnce(&mut Core)) -> Self {
        change(&mut self.core);
        self
    }

    /// Keeps the rows that satisfy the condition. Several are combined by AND.
    pub fn filter<F, At>(self, filter: Filter<F>) -> Self
    where
        Q: Mentions<F, At>,
    {
        self.changed(|core| core.filters.push(filter.node))
    }

    /// Keeps the rows that satisfy the condition, where there is one.
    pub fn filter_opt<F, At>(self, filter: Option<Filter<F>>) -> Self
    where
        Q: Mentions<F, At>,
    {
        match filter {
            Some(filter) => self.filter(filter),
            None => self,
        }
    }

    /// Orders by this key, after those said before.
    pub fn order_by<O: IntoOrder, At>(self, order: O) -> Self
    where
        Q: Sources,
        Q::Order: Mentions<O::Of, At>,
    {
        self.changed(|core| core.order.push(order.into_order().key))
    }

    /// Orders by none of the keys said before.
    pub fn unordered(self) -> Self {
        self.changed(|core| core.order.clear())
    }

    /// At most that many rows.
    pub fn limit(self, rows: u64) -> Self {
        self.changed(|core| core.limit = Some(rows))
    }

    /// At most that many rows, where there is a limit.
    pub fn limit_opt(self, rows: Option<u64>) -> Self {
        match rows {
            Some(rows) => self.limit(rows),
            None => self,
        }
    }

    /// Skips that many rows.
    pub fn offset(self, rows: u64) -> Self {
        self.changed(|core| core.offset = Some(rows))
    }

    /// Includes rows that are deleted softly, of every entity that the query itself reads from.
    pub fn with_deleted(self) -> Self {
        self.changed(|core| core.with_deleted = true)
    }

    /// Reads the columns of a projection instead of the whole entity.
    pub fn project<R>(self) -> Select<Q, R>
    where
        Q: Scope,
        R: ProjectionOf<<Q::Root as Source>::Entity>,
    {
        Select::new(self.core.whole())
    }

    /// Reads these expressions as a tuple: `.select((User::email, User::role))`.
    pub fn select<X, At>(mut self, columns: X) -> Select<Q, X::Row>
    where
        X: Selection<Q, At>,
    {
        self.core.columns = Some(columns.nodes());
        Select::new(self.core)
    }

    /// Each different row once.
    pub fn distinct(self) -> Self {
        self.changed(|core| core.distinct = Distinct::Rows)
    }

    /// The first row, in the order of the query, for each different value. The order must begin with the same
    /// expressions.
    pub fn distinct_on<X: Expression, At>(self, expression: X) -> Self
    where
        Q: Mentions<X::Of, At>,
    {
        self.changed(|core| match &mut core.distinct {
            Distinct::On(nodes) => nodes.push(expression.node()),
            Distinct::No | Distinct::Rows => core.distinct = Distinct::On(vec![expression.node()]),
        })
    }

    /// One row for the rows that have the same value here. Several are combined.
    pub fn group_by<X: Expression, At>(self, expression: X) -> Self
    where
        Q: Mentions<X::Of, At>,
    {
        self.changed(|core| core.group.push(expression.node()))
    }

    /// Keeps the groups that satisfy the condition. Several are combined by AND.
    pub fn having<F, At>(self, filter: Filter<F>) -> Self
    where
        Q: Mentions<F, At>,
    {
        self.changed(|core| core.having.push(filter.node))
    }

    /// Joins the rows that a relation leads to. Each row of the query is repeated for each row of a to-many relation;
    /// to only ask for such rows, [`any`](Relation::any) repeats none.
    pub fn join<S: Source, T: Entity, C, At>(self, relation: Relation<S, T, C>) -> Select<Join<Q, T>, P>
    where
        Q: Mentions<S, At>,
    {
        self.joined(Joined { source: From::of::<T>(), how: How::Inner, on: On::Relation(relation.on::<T>()) })
    }

    /// The same under an alias, for an entity that the query reads from already.
    pub fn join_as<S: Source, A, C, At>(self, relation: Relation<S, A::Entity, C>, _: A) -> Select<Join<Q, A>, P>
    where
        A: Source,
        Q: Mentions<S, At>,
    {
        self.joined(Joined { source: From::of::<A>(), how: How::Inner, on: On::Relation(relation.on::<A>()) })
    }

    /// Joins the rows that a relation leads to, and keeps the rows for which there is none.
    pub fn left_join<S: Source, T: Entity, C, At>(self, relation: Relation<S, T, C>) -> Select<LeftJoin<Q, T>, P>
    where
        Q: Mentions<S, At>,
    {
        self.joined(Joined { source: From::of::<T>(), how: How::Left, on: On::Relation(relation.on::<T>()) })
    }

    /// The same under an alias, for an entity that the query reads from already.
    pub fn left_join_as<S: Source, A, C, At>(
        self,
        relation: Relation<S, A::Entity, C>,
        _: A,
    ) -> Select<LeftJoin<Q, A>, P>
    where
        A: Source,
        Q: Mentions<S, At>,
    {
        self.joined(Joined { source: From::of::<A>(), how: How::Left, on: On::Relation(relation.on::<A>()) })
    }

    /// Joins the rows of an entity or alias for which the condition holds:
    /// `.join_on(Totals::rows(), Totals::user_id.versus(User::id).eq())`.
    pub fn join_on<S: IntoSource, F, At>(self, _: S, on: Filter<F>) -> Select<Join<Q, S::Source>, P>
    where
        Join<Q, S::Source>: Mentions<F, At>,
    {
        self.joined(Joined { source: From::of::<S::Source>(), how: How::Inner, on: On::Condition(Some(on.node)) })
    }

    /// The same, and keeps the rows for which there is none.
    pub fn left_join_on<S: IntoSource, F, At>(self, _: S, on: Filter<F>) -> Select<LeftJoin<Q, S::Source>, P>
    where
        Join<Q, S::Source>: Mentions<F, At>,
    {
        self.joined(Joined { source: From::of::<S::Source>(), how: How::Left, on: On::Condition(Some(on.node)) })
    }

    /// Every row with every row of another source.
    pub fn cross_join<S: IntoSource>(self, _: S) -> Select<Join<Q, S::Source>, P> {
        self.joined(Joined { source: From::of::<S::Source>(), how: How::Inner, on: On::Condition(None) })
    }

    fn joined<R>(mut self, joined: Joined) -> Select<R, P> {
        self.core.joins.push(joined);
        Select::new(self.core)
    }

    /// The rows of both queries, each different one once. Order and limit that are said before are those of each query,
    /// those said afterwards are those of the whole, whose order goes by what is read. To filter, join or group the
    /// rows of the whole, name them with [`as_rows`](Select::as_rows)
    /// and read from them.
    pub fn union<R>(self, other: Select<R, P>) -> Select<Q::Combined, P>
    where
        Q: Sources,
    {
        self.combined(Combine::Union, other)
    }

    /// The rows of both queries, equal ones too.
    pub fn union_all<R>(self, other: Select<R, P>) -> Select<Q::Combined, P>
    where
        Q: Sources,
    {
        self.combined(Combine::UnionAll, other)
    }

    /// The rows that both queries find, each different one once.
    pub fn intersect<R>(self, other: Select<R, P>) -> Select<Q::Combined, P>
    where
        Q: Sources,
    {
        self.combined(Combine::Intersect, other)
    }

    /// The rows that this query finds and the other does not, each different one once.
    pub fn except<R>(self, other: Select<R, P>) -> Select<Q::Combined, P>
    where
        Q: Sources,
    {
        self.combined(Combine::Except, other)
    }

    fn combined<R, C>(mut self, how: Combine, other: Select<R, P>) -> Select<C, P> {
        self.core.combine(how, other.core);
        Select::new(self.core)
    }

    /// Puts a comment into the statement, to be found by in the server's log and statistics.
    pub fn tag(self, tag: &'static str) -> Self {
        self.changed(|core| core.tag = Some(tag))
    }

    /// Asks the server to give up after that time. The error says so, and nothing is left running.
    pub fn timeout(self, after: Duration) -> Self {
        self.changed(|core| core.timeout = Some(after))
    }
}

impl<E: Source, P> Select<E, P> {
    /// The rows below some: those that refer to one of them by the relation, directly or through others. `start`
    /// says which are the first; they are part of the result. Rows in a circle come once.
    ///
    /// ```
    /// # use entity_core::prelude::*;
    /// # #[derive(Entity)]
    /// # #[entity(table = "categories")]
    /// # struct Category {
    /// #     #[column(primary_key, default = gen_random_uuid())]
    /// #     id: Id<Category>,
    /// #     name: String,
    /// #     #[references(Category, on_delete = cascade, relation = parent)]
    /// #     parent_id: Option<Id<Category>>,
    /// # }
    /// let below = Category::query().descendants(Category::parent, Category::name.eq("Books"));
    /// assert!(below.sql().starts_with("WITH RECURSIVE"));
    /// ```
    pub fn descendants<C>(self, parent: Relation<E, E::Entity, C>, start: Filter<E>) -> Self {
        let on = parent.on::<E>().on.into_iter().map(|(local, foreign)| (foreign, local)).collect();
        self.changed(|core| core.tree = Some(Tree { on, start: start.node, proper: false, depth: None }))
    }

    /// The rows above some: those to which one of them refers by the relation, directly or through others. `start`
    /// says which are the first; they are part of the result. Rows in a circle come once.
    pub fn ancestors<C>(self, parent: Relation<E, E::Entity, C>, start: Filter<E>) -> Self {
        let on = parent.on::<E>().on;
        self.changed(|core| core.tree = Some(Tree { on, start: start.node, proper: false, depth: None }))
    }

    /// Leaves the first rows of a tree out of the result.
    pub fn without_start(self) -> Self {
        self.changed(|core| {
            if let Some(tree) = &mut core.tree {
                tree.proper = true;
            }
        })
    }

    /// Goes at most so many steps in a tree.
    pub fn max_depth(self, steps: u32) -> Self {
        self.changed(|core| {
            if let Some(tree) = &mut core.tree {
                tree.depth = Some(steps);
            }
        })
    }
}

impl<Q, P: Record> Select<Q, P> {
    /// The statement that [`all`](Select::all) would send. Its values are parameters and not in it.
    pub fn sql(&self) -> String {
        self.render().sql.to_string()
    }

    pub(crate) fn render(&self) -> Rendered {
        self.render_level(&P::level())
    }

    pub(crate) fn render_level(&self, level: &Level) -> Rendered {
        render::select(&self.core, level)
    }
}

impl<Q, P> Select<Q, P> {
    /// The rows of this query under the names of `V`'s columns, for [`with`](Select::with),
    /// [`with_recursive`](Select::with_recursive) and [`join_lateral`](Select::join_lateral).
    pub fn as_rows<V: RowsOf<P>>(self) -> QueryRows<V, Q> {
        QueryRows { core: self.core, of: PhantomData }
    }

    /// Puts a query before this one, under the name of `V`'s table: a common table expression. `V` is then read like
    /// any other source.
    pub fn with<V: Entity, R>(self, rows: QueryRows<V, R>) -> Self {
        self.common::<V>(rows.core, None)
    }

    /// The same where the rows are found again and again: those of `base` first, then those of `step`, which reads
    /// from `V` what was found before, until it finds no new one.
    pub fn with_recursive<V: Entity, R, U>(self, base: QueryRows<V, R>, step: QueryRows<V, U>) -> Self {
        self.common::<V>(base.core, Some(step.core))
    }

    fn common<V: Entity>(self, base: Core, step: Option<Core>) -> Self {
        self.changed(|core| core.with.push(Common { def: V::DEF, base, step }))
    }

    /// Joins the rows of a query that may speak of the sources before it: `JOIN LATERAL`. `V` names its columns.
    pub fn join_lateral<V: Entity, R, S, At>(self, rows: QueryRows<V, Inside<R, S>>) -> Select<Join<Q, V>, P>
    where
        Q: Mentions<S, At>,
    {
        let on = On::Lateral(Box::new(rows.core));
        self.joined(Joined { source: From::of::<V>(), how: How::Inner, on })
    }

    /// The same, and keeps the rows for which it finds none.
    pub fn left_join_lateral<V: Entity, R, S, At>(self, rows: QueryRows<V, Inside<R, S>>) -> Select<LeftJoin<Q, V>, P>
    where
        Q: Mentions<S, At>,
    {
        let on = On::Lateral(Box::new(rows.core));
        self.joined(Joined { source: From::of::<V>(), how: How::Left, on })
    }
}

/// The rows of a query under the names of `V`'s columns.
pub struct QueryRows<V, Q> {
    core: Core,
    of: PhantomData<fn() -> (V, Q)>,
}

impl<V, Q> fmt::Debug for QueryRows<V, Q> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("QueryRows(_)")
    }
}
