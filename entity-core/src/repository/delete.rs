//! Deleting, softly where the entity has `deleted_at`, and taking that back.

use std::any::TypeId;
use std::marker::PhantomData;

use super::hooked::written;
use super::load;
use super::update::{Filtered, HasFilter, Unfiltered, execute};
use crate::entity::{Cell, Entity, Hooks, Keyed, Removal, Write};
use crate::error::Error;
use crate::exec::{Call, Executor, Text, Verb};
use crate::query::{Changed, Filter, From, Level, Node, ProjectionOf, Record, Rendered, derived};

pub(super) async fn delete<E: Keyed>(key: E::Key, on: &impl Executor) -> Result<bool, Error> {
    if E::DEF.deleted_at().is_none() {
        return hard_delete::<E>(key, on).await;
    }
    E::Hooks::before_delete(Removal::Soft)?;
    by_key::<E>(key, Verb::SoftDelete, &|| derived::soft_delete(E::DEF), Write::Delete, on).await
}

pub(super) async fn hard_delete<E: Keyed>(key: E::Key, on: &impl Executor) -> Result<bool, Error> {
    E::Hooks::before_delete(Removal::Hard)?;
    by_key::<E>(key, Verb::HardDelete, &|| derived::hard_delete(E::DEF), Write::Delete, on).await
}

pub(super) async fn restore<E: Keyed>(key: E::Key, on: &impl Executor) -> Result<bool, Error> {
    by_key::<E>(key, Verb::Restore, &|| derived::restore(E::DEF), Write::Update, on).await
}

async fn by_key<E: Keyed>(
    key: E::Key,
    verb: Verb,
    sql: &(dyn Fn() -> String + Sync),
    write: Write,
    on: &impl Executor,
) -> Result<bool, Error> {
    let key = E::key_params(key);
    let params: Vec<Cell<'_>> = key.iter().map(|param| param.as_sql()).collect();
    let text = Text::Derived(TypeId::of::<E>(), verb, 0, sql);
    let call = Call { text, params: &params, accepts: &[], entity: E::DEF, timeout: None };
    let lease = on.lease().await?;
    let count = lease.execute(&call).await?;
    written::<E>(write, count, &lease);
    Ok(count > 0)
}

/// What happens to the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    /// They are marked where the entity has `deleted_at`, else removed.
    Delete,
    /// They are removed, those too that are marked.
    Remove,
    /// The mark is taken away.
    Restore,
}

/// A removal of many rows.
#[must_use = "a removal does nothing until `execute`"]
pub struct Delete<E, S> {
    filters: Vec<Node>,
    how: How,
    of: PhantomData<fn() -> (E, S)>,
}

impl<E, S> std::fmt::Debug for Delete<E, S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Delete").field("how", &self.how).field("filters", &self.filters.len()).finish()
    }
}

impl<E: Entity> Delete<E, Unfiltered> {
    fn of(how: How) -> Self {
        Self { filters: Vec::new(), how, of: PhantomData }
    }

    pub(super) fn many() -> Self {
        Self::of(How::Delete)
    }

    pub(super) fn hard() -> Self {
        Self::of(How::Remove)
    }

    pub(super) fn restoring() -> Self {
        Self::of(How::Restore)
    }

    /// Says that every row is meant.
    pub fn all_rows(self) -> Delete<E, Filtered> {
        let Self { filters, how, of: _ } = self;
        Delete { filters, how, of: PhantomData }
    }
}

impl<E: Entity, S> Delete<E, S> {
    /// Only rows that satisfy the condition. Several are combined by AND.
    pub fn filter(mut self, filter: Filter<E>) -> Delete<E, Filtered> {
        self.filters.push(filter.node);
        let Self { filters, how, of: _ } = self;
        Delete { filters, how, of: PhantomData }
    }
}

impl<E> HasFilter for Delete<E, Filtered> {}

impl<E: Entity, S> Delete<E, S>
where
    Self: HasFilter,
{
    /// Runs the removal and gives the number of rows.
    ///
    /// # Errors
    /// When other rows refer to one of them and say `restrict`.
    pub async fn execute(self, on: &impl Executor) -> Result<u64, Error> {
        let write = self.begin()?;
        let rendered = self.render(None);
        let lease = on.lease().await?;
        let count = execute(&rendered, E::DEF, &lease).await?;
        written::<E>(write, count, &lease);
        Ok(count)
    }

    /// Runs the removal and gives the rows back, read as a projection.
    ///
    /// # Errors
    /// As [`execute`](Delete::execute).
    pub async fn returning<P: ProjectionOf<E>>(self, on: &impl Executor) -> Result<Vec<P>, Error> {
        let write = self.begin()?;
        let rendered = self.render(Some(&P::level()));
        let params: Vec<Cell<'_>> = rendered.params.iter().map(|param| param.as_sql()).collect();
        let lease = on.lease().await?;
        let found = load::written::<P>(&rendered.sql, &params, E::DEF, &lease).await?;
        written::<E>(write, found.len() as u64, &lease);
        Ok(found)
    }

    fn begin(&self) -> Result<Write, Error> {
        match self.how {
            How::Delete if E::DEF.deleted_at().is_some() => E::Hooks::before_delete(Removal::Soft)?,
            How::Delete | How::Remove => E::Hooks::before_delete(Removal::Hard)?,
            How::Restore => return Ok(Write::Update),
        }
        Ok(Write::Delete)
    }

    fn render(&self, returning: Option<&Level>) -> Rendered {
        let of = From::of::<E>();
        let changed = |filters, with_deleted| Changed { of, filters, joined: &[], with_deleted, returning };
        let marked = E::DEF.deleted_at().map(|column| column.name);
        match (self.how, marked) {
            (How::Delete, Some(column)) => {
                crate::query::update(&changed(&self.filters, false), &[(column, Node::Text("now()".into()))])
            }
            (How::Restore, Some(column)) => {
                let mut filters = self.filters.clone();
                filters.push(Node::column::<E>(column).is_null().not());
                crate::query::update(&changed(&filters, true), &[(column, Node::Text("NULL".into()))])
            }
            (How::Delete | How::Remove | How::Restore, _) => crate::query::delete(&changed(&self.filters, true)),
        }
    }
}
