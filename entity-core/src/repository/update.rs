//! Updating.

use std::any::TypeId;
use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::sync::Arc;

use super::find::Shape;
use crate::entity::{Cell, Entity, Keyed, Mask};
use crate::error::Error;
use crate::exec::{Call, Executor, Text, Verb};
use crate::query::{Changed, Column, Filter, From, Node, Nullable, Rendered, derived};
use crate::validate::{Report, Violations};
use crate::value::{Bound, Param, Value};

/// Marks a statement that says which rows it is about.
#[derive(Debug)]
pub enum Filtered {}

/// Marks a statement that does not say yet which rows it is about.
#[derive(Debug)]
pub enum Unfiltered {}

/// A statement that may run: it says which rows it is about.
#[diagnostic::on_unimplemented(
    message = "this would change every row of the table",
    label = "no filter was given",
    note = "add `.filter(…)`, or say `.all_rows()`"
)]
pub trait HasFilter {}

impl<E> HasFilter for Update<E, Filtered> {}

/// What may be assigned to a column that holds `T`: a `T`, and for nullable columns also an `Option<T>`.
#[diagnostic::on_unimplemented(
    message = "this column holds `{T}`, not `{Self}`",
    label = "expected `{T}`",
    note = "only a column whose field is an `Option` can be set to an `Option`"
)]
pub trait Assign<T, N> {
    /// The value, or `None` for null.
    fn into_assigned(self) -> Option<T>;
}

impl<T: Value, N> Assign<T, N> for T {
    fn into_assigned(self) -> Option<T> {
        Some(self)
    }
}

impl<T: Value> Assign<T, Nullable> for Option<T> {
    fn into_assigned(self) -> Option<T> {
        self
    }
}

impl<N> Assign<String, N> for &str {
    fn into_assigned(self) -> Option<String> {
        Some(self.to_owned())
    }
}

/// An update of one row or of many. Rows that are deleted softly are left alone.
#[must_use = "an update does nothing until `execute`"]
pub struct Update<E, S> {
    key: Option<Vec<Box<dyn Param>>>,
    filters: Vec<Node>,
    set: Vec<(usize, Arc<dyn Param>)>,
    /// What was wrong with the value of a column, by the column's place.
    broken: BTreeMap<usize, Violations>,
    of: PhantomData<fn() -> (E, S)>,
}

impl<E, S> std::fmt::Debug for Update<E, S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Update").field("columns", &self.set.len()).finish_non_exhaustive()
    }
}

impl<E: Keyed> Update<E, Filtered> {
    pub(super) fn keyed(key: E::Key) -> Self {
        Self { key: Some(E::key_params(key)), ..Self::empty() }
    }
}

impl<E: Entity> Update<E, Unfiltered> {
    pub(super) fn many() -> Self {
        Self::empty()
    }

    /// Says that every row is meant.
    pub fn all_rows(self) -> Update<E, Filtered> {
        self.filtered()
    }
}

impl<E: Entity, S> Update<E, S> {
    fn empty() -> Self {
        Self { key: None, filters: Vec::new(), set: Vec::new(), broken: BTreeMap::new(), of: PhantomData }
    }

    fn filtered(self) -> Update<E, Filtered> {
        let Self { key, filters, set, broken, of: _ } = self;
        Update { key, filters, set, broken, of: PhantomData }
    }

    /// Only rows that satisfy the condition. Several are combined by AND.
    pub fn filter(mut self, filter: Filter<E>) -> Update<E, Filtered> {
        self.filters.push(filter.node);
        self.filtered()
    }

    /// Sets a column. The rules of its field are checked when the statement is run.
    pub fn set<T: Value, N>(mut self, column: Column<E, T, N>, value: impl Assign<T, N>) -> Self {
        let value = value.into_assigned();
        let index = column.index();
        let mut report = Report::default();
        if let Some(value) = &value {
            column.validate(value, &mut report);
        }
        self.broken.remove(&index);
        if let Err(violations) = report.finish() {
            self.broken.insert(index, violations);
        }
        self.set.retain(|(known, _)| *known != index);
        self.set.push((index, Arc::new(value.map(Bound))));
        self
    }
}

impl<E: Entity, S> Update<E, S>
where
    Self: HasFilter,
{
    /// Runs the update and gives the number of rows it changed.
    ///
    /// # Errors
    /// When a value breaks a rule, before anything is sent; or a constraint.
    pub async fn execute(self, on: &impl Executor) -> Result<u64, Error> {
        let Self { key, filters, mut set, broken, of: _ } = self;
        if !broken.is_empty() {
            return Err(Error::invalid(Violations(broken.into_values().flat_map(|each| each.0).collect())));
        }
        if set.is_empty() {
            return Ok(0);
        }
        set.sort_by_key(|(index, _)| *index);
        match key {
            Some(key) if filters.is_empty() => by_key::<E>(&key, &set, on).await,
            Some(key) => dynamic::<E>(key, &filters, &set, on).await,
            None => dynamic::<E>(Vec::new(), &filters, &set, on).await,
        }
    }
}

async fn by_key<E: Entity>(
    key: &[Box<dyn Param>],
    set: &[(usize, Arc<dyn Param>)],
    on: &impl Executor,
) -> Result<u64, Error> {
    let mask = set.iter().fold(0, |mask: Mask, (index, _)| mask | 1 << index);
    let values = set.iter().map(|(_, param)| param.as_sql());
    let params: Vec<Cell<'_>> = values.chain(key.iter().map(|param| param.as_sql())).collect();
    let call = Call {
        text: Text::Derived(TypeId::of::<E>(), Verb::Update, mask, &|| derived::update(E::DEF, mask)),
        params: &params,
        accepts: &[],
        entity: E::DEF,
        timeout: None,
    };
    on.lease().await?.execute(&call).await
}

async fn dynamic<E: Entity>(
    key: Vec<Box<dyn Param>>,
    filters: &[Node],
    set: &[(usize, Arc<dyn Param>)],
    on: &impl Executor,
) -> Result<u64, Error> {
    let mut filters = filters.to_vec();
    filters.extend(E::DEF.primary_key.iter().copied().zip(key).map(|(column, param)| Node::is::<E>(column, param)));
    let set: Vec<_> =
        set.iter().map(|(column, param)| (E::DEF.columns[*column].name, Node::Bind(Arc::clone(param)))).collect();
    let changed = Changed { of: From::of::<E>(), filters: &filters, with_deleted: false, returning: None };
    execute::<E>(&crate::query::update(&changed, &set), on).await
}

pub(super) async fn execute<E: Entity>(rendered: &Rendered, on: &impl Executor) -> Result<u64, Error> {
    let params: Vec<Cell<'_>> = rendered.params.iter().map(|param| param.as_sql()).collect();
    let shape = Shape { accepts: &[], entity: E::DEF, timeout: None };
    on.lease().await?.execute(&shape.call(rendered, &params)).await
}
