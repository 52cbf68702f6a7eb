//! Deleting, softly where the entity has `deleted_at`.

use std::any::TypeId;
use std::marker::PhantomData;

use super::update::{Filtered, HasFilter, Unfiltered, execute};
use crate::entity::{Cell, Entity, Keyed};
use crate::error::Error;
use crate::exec::{Call, Executor, Text, Verb};
use crate::query::{Changed, Filter, From, Node, derived};

pub(super) async fn delete<E: Keyed>(key: E::Key, on: &impl Executor) -> Result<bool, Error> {
    if E::DEF.deleted_at().is_none() {
        return hard_delete::<E>(key, on).await;
    }
    by_key::<E>(key, Verb::SoftDelete, &|| derived::soft_delete(E::DEF), on).await
}

pub(super) async fn hard_delete<E: Keyed>(key: E::Key, on: &impl Executor) -> Result<bool, Error> {
    by_key::<E>(key, Verb::HardDelete, &|| derived::hard_delete(E::DEF), on).await
}

async fn by_key<E: Keyed>(
    key: E::Key,
    verb: Verb,
    sql: &(dyn Fn() -> String + Sync),
    on: &impl Executor,
) -> Result<bool, Error> {
    let key = E::key_params(key);
    let params: Vec<Cell<'_>> = key.iter().map(|param| param.as_sql()).collect();
    let text = Text::Derived(TypeId::of::<E>(), verb, 0, sql);
    let call = Call { text, params: &params, accepts: &[], entity: E::DEF, timeout: None };
    Ok(on.lease().await?.execute(&call).await? > 0)
}

/// A removal of many rows.
#[must_use = "a removal does nothing until `execute`"]
pub struct Delete<E, S> {
    filters: Vec<Node>,
    of: PhantomData<fn() -> (E, S)>,
}

impl<E, S> std::fmt::Debug for Delete<E, S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Delete").field("filters", &self.filters.len()).finish()
    }
}

impl<E: Entity> Delete<E, Unfiltered> {
    pub(super) fn many() -> Self {
        Self { filters: Vec::new(), of: PhantomData }
    }

    /// Says that every row is meant.
    pub fn all_rows(self) -> Delete<E, Filtered> {
        Delete { filters: self.filters, of: PhantomData }
    }
}

impl<E: Entity, S> Delete<E, S> {
    /// Only rows that satisfy the condition. Several are combined by AND.
    pub fn filter(mut self, filter: Filter<E>) -> Delete<E, Filtered> {
        self.filters.push(filter.node);
        Delete { filters: self.filters, of: PhantomData }
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
        let changed = Changed { of: From::of::<E>(), filters: &self.filters, with_deleted: false, returning: None };
        let rendered = match E::DEF.deleted_at() {
            Some(column) => crate::query::update(&changed, &[(column.name, Node::Text("now()".into()))]),
            None => crate::query::delete(&changed),
        };
        execute::<E>(&rendered, on).await
    }
}
