//! Updating.

use std::any::TypeId;
use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::sync::Arc;

use super::find::Shape;
use super::hooked::written;
use super::load;
use crate::entity::{Cell, Changes, Entity, Hooks, Keyed, Mask, Write};
use crate::error::Error;
use crate::exec::{Call, Connection, Executor, Text, Verb};
use crate::query::{
    Changed, Column, Expression, Filter, From, Level, Mentions, Node, Nullable, Number, Operand, ProjectionOf, Record,
    Relation, Rendered, Required, ToOne, derived,
};
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

impl<E, Q> HasFilter for Update<E, Filtered, Q> {}

/// What may be assigned to a column that holds `T`: a `T`, and for nullable columns also an `Option<T>`.
#[diagnostic::on_unimplemented(
    message = "this column holds `{T}`, not `{Self}`",
    label = "expected `{T}`",
    note = "only a column whose field is an `Option` can be set to an `Option`; for an expression use `set_expr`"
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

/// Whether an expression may be null where the column may not.
#[diagnostic::on_unimplemented(
    message = "this expression may be null, and the column may not",
    label = "may be null",
    note = "say what stands in for null: `.coalesce(…)`"
)]
pub trait Fits<N> {}

impl<N> Fits<Nullable> for N {}
impl Fits<Required> for Required {}

/// An update of one row or of many. Rows that are deleted softly are left alone, and the version of the others goes on.
///
/// `Q` is what its filters and expressions may speak of: the entity, and what was joined.
#[must_use = "an update does nothing until `execute`"]
pub struct Update<E, S, Q = E> {
    parts: Parts,
    of: Of<E, S, Q>,
}

type Of<E, S, Q> = PhantomData<fn() -> (E, S, Q)>;

#[derive(Default)]
struct Parts {
    key: Option<Vec<Arc<dyn Param>>>,
    filters: Vec<Node>,
    set: Vec<(usize, Node)>,
    /// What was wrong with the value of a column, by the column's place.
    broken: BTreeMap<usize, Violations>,
    /// The version that the row must still have.
    version: Option<Arc<dyn Param>>,
    joined: Vec<crate::query::Exists>,
}

impl<E, S, Q> std::fmt::Debug for Update<E, S, Q> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Update").field("columns", &self.parts.set.len()).finish_non_exhaustive()
    }
}

impl<E: Keyed> Update<E, Filtered> {
    pub(super) fn keyed(key: E::Key) -> Self {
        let key = E::key_params(key).into_iter().map(Arc::from).collect();
        Self { parts: Parts { key: Some(key), ..Parts::default() }, of: PhantomData }
    }

    pub(super) fn of_row(row: &E) -> Self {
        let mut update = Self::keyed(row.key());
        update.parts.version = row.version().map(Arc::from);
        update
    }
}

impl<E: Entity> Update<E, Unfiltered> {
    pub(super) fn many() -> Self {
        Self { parts: Parts::default(), of: PhantomData }
    }
}

impl<E: Entity, Q> Update<E, Unfiltered, Q> {
    /// Says that every row is meant.
    pub fn all_rows(self) -> Update<E, Filtered, Q> {
        Update { parts: self.parts, of: PhantomData }
    }
}

impl<E: Entity, S, Q> Update<E, S, Q> {
    /// Only rows that satisfy the condition. Several are combined by AND.
    pub fn filter<F, At>(mut self, filter: Filter<F>) -> Update<E, Filtered, Q>
    where
        Q: Mentions<F, At>,
    {
        self.parts.filters.push(filter.node);
        Update { parts: self.parts, of: PhantomData }
    }

    /// Joins the row that a relation leads to, for filters and for [`set_expr`](Update::set_expr): `UPDATE … FROM`.
    /// Rows without one are left alone.
    pub fn join<T: Entity, C: ToOne>(mut self, relation: Relation<E, T, C>) -> Update<E, S, crate::query::Join<Q, T>> {
        self.parts.joined.push(relation.on::<T>());
        Update { parts: self.parts, of: PhantomData }
    }

    /// Sets a column. The rules of its field are checked when the statement is run.
    pub fn set<T: Value, N>(mut self, column: Column<E, T, N>, value: impl Assign<T, N>) -> Self {
        let value = value.into_assigned();
        let index = column.index();
        let mut report = Report::default();
        if let Some(value) = &value {
            column.validate(value, &mut report);
        }
        self.parts.broken.remove(&index);
        if let Err(violations) = report.finish() {
            self.parts.broken.insert(index, violations);
        }
        self.put(index, Node::bind(value.map(Bound)))
    }

    /// Sets a column where there is a value to set it to.
    pub fn set_opt<T: Value, N>(self, column: Column<E, T, N>, value: Option<impl Assign<T, N>>) -> Self {
        match value {
            Some(value) => self.set(column, value),
            None => self,
        }
    }

    /// Sets a column to what an expression gives for the row as it was. The rules of its field stand in the database's
    /// checks.
    pub fn set_expr<T: Value, N, X, At>(self, column: Column<E, T, N>, expression: X) -> Self
    where
        X: Expression<Value = T>,
        X::Null: Fits<N>,
        Q: Mentions<X::Of, At>,
    {
        self.put(column.index(), expression.node())
    }

    /// Adds to a number: no row is read for that, so none is lost between reading and writing.
    pub fn increment<T: Number, N>(self, column: Column<E, T, N>, by: T) -> Self {
        let by = Operand::<E, T>::into_node(by).spelled::<T>();
        let sum = Node::column::<E>(column.name()).operator("+", by);
        self.put(column.index(), sum)
    }

    fn put(mut self, index: usize, node: Node) -> Self {
        self.parts.set.retain(|(known, _)| *known != index);
        self.parts.set.push((index, node));
        self
    }
}

impl<E: Entity, S, Q> Update<E, S, Q>
where
    Self: HasFilter,
{
    /// Runs the update and gives the number of rows it changed.
    ///
    /// # Errors
    /// When a value breaks a rule, before anything is sent; a constraint; or [`is_stale`](Error::is_stale) when the
    /// row of an [`edit`](super::Repository::edit) has another version by now.
    pub async fn execute(self, on: &impl Executor) -> Result<u64, Error> {
        let Self { mut parts, of: _ } = self;
        if !parts.ready::<E>()? {
            return Ok(0);
        }
        let lease = on.lease().await?;
        let count = match parts.by_key() {
            Some(key) => by_key::<E>(key, &parts.set, &lease).await?,
            None => {
                let rendered = parts.render::<E>(None);
                execute(&rendered, E::DEF, &lease).await?
            }
        };
        if count == 0 && parts.version.is_some() {
            return Err(Error::stale(E::DEF));
        }
        written::<E>(Write::Update, count, &lease);
        Ok(count)
    }

    /// Runs the update and gives the rows back as they are now, read as a projection.
    ///
    /// # Errors
    /// As [`execute`](Update::execute).
    pub async fn returning<P: ProjectionOf<E>>(self, on: &impl Executor) -> Result<Vec<P>, Error> {
        let Self { mut parts, of: _ } = self;
        if !parts.ready::<E>()? {
            return Ok(Vec::new());
        }
        let lease = on.lease().await?;
        let rendered = parts.render::<E>(Some(&P::level()));
        let params: Vec<Cell<'_>> = rendered.params.iter().map(|param| param.as_sql()).collect();
        let found = load::written::<P>(&rendered.sql, &params, E::DEF, &lease).await?;
        if found.is_empty() && parts.version.is_some() {
            return Err(Error::stale(E::DEF));
        }
        written::<E>(Write::Update, found.len() as u64, &lease);
        Ok(found)
    }

    /// The statement that [`execute`](Update::execute) would send. Its values are parameters and not in it.
    pub fn sql(&self) -> String {
        self.parts.render::<E>(None).sql.to_string()
    }
}

impl Parts {
    /// Refuses what breaks a rule. Whether there is something to set at all.
    fn ready<E: Entity>(&mut self) -> Result<bool, Error> {
        let broken = std::mem::take(&mut self.broken);
        if !broken.is_empty() {
            return Err(Error::invalid(Violations(broken.into_values().flat_map(|each| each.0).collect())));
        }
        if self.set.is_empty() {
            return Ok(false);
        }
        self.set.sort_by_key(|(index, _)| *index);
        E::Hooks::before_update(&Changes::new(self.set.iter().map(|(index, _)| *index).collect()))?;
        Ok(true)
    }

    /// The key, where nothing else says which row is meant and values alone are set: then the text is constant.
    fn by_key(&self) -> Option<&[Arc<dyn Param>]> {
        let values = self.set.iter().all(|(_, node)| matches!(node, Node::Bind(_)));
        let alone = self.filters.is_empty() && self.version.is_none() && self.joined.is_empty() && values;
        self.key.as_deref().filter(|_| alone)
    }

    fn render<E: Entity>(&self, returning: Option<&Level>) -> Rendered {
        let mut filters = self.filters.clone();
        let key = E::DEF.primary_key.iter().copied().zip(self.key.iter().flatten());
        filters.extend(key.map(|(column, param)| Node::is::<E>(column, Arc::clone(param))));
        if let (Some(column), Some(version)) = (E::DEF.version(), &self.version) {
            filters.push(Node::is::<E>(column.name, Arc::clone(version)));
        }
        let set: Vec<_> = self.set.iter().map(|(column, node)| (E::DEF.columns[*column].name, node.clone())).collect();
        let of = From::of::<E>();
        let changed = Changed { of, filters: &filters, joined: &self.joined, with_deleted: false, returning };
        crate::query::update(&changed, &set)
    }
}

async fn by_key<E: Entity>(key: &[Arc<dyn Param>], set: &[(usize, Node)], on: &Connection) -> Result<u64, Error> {
    let mask = set.iter().fold(0, |mask: Mask, (index, _)| mask | 1 << index);
    let values = set.iter().filter_map(|(_, node)| match node {
        Node::Bind(param) => Some(param.as_sql()),
        _ => None,
    });
    let params: Vec<Cell<'_>> = values.chain(key.iter().map(|param| param.as_sql())).collect();
    let call = Call {
        text: Text::Derived(TypeId::of::<E>(), Verb::Update, mask, &|| derived::update(E::DEF, mask)),
        params: &params,
        accepts: &[],
        entity: E::DEF,
        timeout: None,
    };
    on.execute(&call).await
}

pub(super) async fn execute(
    rendered: &Rendered,
    entity: &'static crate::entity::EntityDef,
    on: &Connection,
) -> Result<u64, Error> {
    let params: Vec<Cell<'_>> = rendered.params.iter().map(|param| param.as_sql()).collect();
    let shape = Shape { accepts: &[], entity, timeout: None };
    on.execute(&shape.call(rendered, &params)).await
}
