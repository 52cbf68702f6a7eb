//! Queries.

use std::marker::PhantomData;

use super::filter::Filter;
use super::node::Node;
use super::order::{IntoOrder, Order};
use super::render::{self, Rendered};
use crate::entity::{Entity, Projection};

/// A query for rows of `E`, read as `P`. The verbs that run it are in [`repository`](crate::repository).
pub struct Select<E, P = E> {
    pub(crate) filters: Vec<Node>,
    pub(crate) order: Vec<Order<E>>,
    pub(crate) limit: Option<u64>,
    pub(crate) offset: Option<u64>,
    pub(crate) with_deleted: bool,
    of: PhantomData<fn() -> P>,
}

impl<E, P> Clone for Select<E, P> {
    fn clone(&self) -> Self {
        Self {
            filters: self.filters.clone(),
            order: self.order.clone(),
            limit: self.limit,
            offset: self.offset,
            with_deleted: self.with_deleted,
            of: PhantomData,
        }
    }
}

impl<E, P> std::fmt::Debug for Select<E, P> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Select")
            .field("filters", &self.filters.len())
            .field("limit", &self.limit)
            .finish_non_exhaustive()
    }
}

impl<E> Default for Select<E, E> {
    fn default() -> Self {
        Self { filters: Vec::new(), order: Vec::new(), limit: None, offset: None, with_deleted: false, of: PhantomData }
    }
}

impl<E: Entity, P> Select<E, P> {
    /// Keeps the rows that satisfy the condition. Several are combined by AND.
    pub fn filter(mut self, filter: Filter<E>) -> Self {
        self.filters.push(filter.node);
        self
    }

    /// Keeps the rows that satisfy the condition, where there is one.
    pub fn filter_opt(self, filter: Option<Filter<E>>) -> Self {
        match filter {
            Some(filter) => self.filter(filter),
            None => self,
        }
    }

    /// Orders by this key, after those said before.
    pub fn order_by(mut self, order: impl IntoOrder<E>) -> Self {
        self.order.push(order.into_order());
        self
    }

    /// At most that many rows.
    pub fn limit(mut self, rows: u64) -> Self {
        self.limit = Some(rows);
        self
    }

    /// Skips that many rows.
    pub fn offset(mut self, rows: u64) -> Self {
        self.offset = Some(rows);
        self
    }

    /// Includes rows that are deleted softly.
    pub fn with_deleted(mut self) -> Self {
        self.with_deleted = true;
        self
    }

    /// Reads the columns of a projection instead of the whole entity.
    pub fn project<Q: Projection<Of = E>>(self) -> Select<E, Q> {
        let Self { filters, order, limit, offset, with_deleted, of: _ } = self;
        Select { filters, order, limit, offset, with_deleted, of: PhantomData }
    }

    /// Whether the query is the plain list of all rows, whose text is constant.
    pub(crate) fn is_plain(&self) -> bool {
        self.filters.is_empty()
            && self.order.is_empty()
            && self.limit.is_none()
            && self.offset.is_none()
            && !self.with_deleted
    }

    /// The statement that [`all`](Select::all) would send. Its values are parameters and not in it.
    pub fn sql(&self) -> String
    where
        P: Projection<Of = E>,
    {
        self.render(&P::columns()).sql.to_string()
    }

    pub(crate) fn render(&self, columns: &[&'static str]) -> Rendered {
        render::select(self, columns)
    }

    pub(crate) fn render_count(&self) -> Rendered {
        render::count(self)
    }

    pub(crate) fn render_exists(&self) -> Rendered {
        render::exists(self)
    }
}
