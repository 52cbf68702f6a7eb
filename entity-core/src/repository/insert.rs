//! Inserting.

use std::any::TypeId;
use std::collections::BTreeMap;
use std::future::Future;

use super::arrays::Arrays;
use super::find::Shape;
use super::hooked::written;
use super::load;
use crate::entity::{Cell, Entity, Hooks, Insert, Mask, New, Write};
use crate::error::Error;
use crate::exec::{Call, Connection, Executor, Text, Verb};
use crate::query::{From, Projection, ProjectionOf, Record, Rendered, derived, render_insert};
use crate::validate::Report;
use crate::value::Value;

/// The verbs of new rows.
pub trait InsertRow: New {
    /// Checks the row and inserts it. Gives it back as the database has it, defaults filled in.
    ///
    /// # Errors
    /// When the row breaks a rule, before anything is sent; or a constraint.
    fn insert(self, on: &impl Executor) -> impl Future<Output = Result<<Self::Row as Insert>::Entity, Error>> + Send
    where
        Self: Sized,
    {
        insert(self.into_row(), on)
    }

    /// The same, read as a projection: only its columns come back.
    ///
    /// # Errors
    /// As [`insert`](InsertRow::insert).
    fn insert_returning<P>(self, on: &impl Executor) -> impl Future<Output = Result<P, Error>> + Send
    where
        Self: Sized,
        P: ProjectionOf<<Self::Row as Insert>::Entity>,
    {
        insert_returning(self.into_row(), on)
    }
}

impl<R: New> InsertRow for R {}

/// Calls the hooks of new rows, then checks them.
pub(super) fn checked<R: Insert>(rows: &mut [R]) -> Result<(), Error> {
    for row in &mut *rows {
        <R::Entity as Entity>::Hooks::before_insert(row)?;
    }
    let mut report = Report::default();
    for (index, row) in rows.iter().enumerate() {
        report.at(index, |report| row.validate(report));
    }
    report.finish().map_err(Error::invalid)
}

/// The same for one row, whose path has no index.
pub(super) fn checked_one<R: Insert>(row: &mut R) -> Result<(), Error> {
    <R::Entity as Entity>::Hooks::before_insert(row)?;
    let mut report = Report::default();
    row.validate(&mut report);
    report.finish().map_err(Error::invalid)
}

async fn insert<R: Insert>(mut row: R, on: &impl Executor) -> Result<R::Entity, Error> {
    checked_one(&mut row)?;
    let def = R::Entity::DEF;
    let mask = row.mask();
    let params: Vec<Cell<'_>> = derived::columns(def, mask).map(|column| row.cell(column)).collect();
    let call = Call {
        text: Text::Derived(TypeId::of::<R>(), Verb::Insert, mask, &|| derived::insert(def, mask)),
        params: &params,
        accepts: R::Entity::ACCEPTS,
        entity: def,
        timeout: None,
    };
    let lease = on.lease().await?;
    let inserted = lease.rows(&call, <R::Entity as Entity>::decode).await?.pop();
    written::<R::Entity>(Write::Insert, u64::from(inserted.is_some()), &lease);
    // A trigger or rule may have swallowed the row.
    inserted.ok_or_else(|| Error::not_found(def))
}

async fn insert_returning<R: Insert, P: Projection>(mut row: R, on: &impl Executor) -> Result<P, Error> {
    checked_one(&mut row)?;
    let def = R::Entity::DEF;
    let mask = row.mask();
    let level = P::level();
    let before = |alias: &str| derived::insert_values(def, mask, alias);
    let sql = render_insert(From::of::<R::Entity>(), before, None, Some(&level), None);
    let params: Vec<Cell<'_>> = derived::columns(def, mask).map(|column| row.cell(column)).collect();
    let lease = on.lease().await?;
    let found = load::written::<P>(&sql.into(), &params, def, &lease).await?.pop();
    written::<R::Entity>(Write::Insert, u64::from(found.is_some()), &lease);
    found.ok_or_else(|| Error::not_found(def))
}

/// Rows by the columns that they set.
pub(super) fn grouped<R: Insert>(rows: &[R]) -> Vec<(Mask, Vec<&R>)> {
    let mut groups: BTreeMap<Mask, Vec<&R>> = BTreeMap::new();
    for row in rows {
        groups.entry(row.mask()).or_default().push(row);
    }
    groups.into_iter().collect()
}

pub(super) async fn insert_many<R: Insert>(mut rows: Vec<R>, on: &impl Executor) -> Result<u64, Error> {
    checked(&mut rows)?;
    let groups = grouped(&rows);
    let lease = on.lease().await?;
    let count = match groups.as_slice() {
        [] => 0,
        [(mask, rows)] => insert_alike(*mask, rows, &lease).await?,
        groups => insert_groups(groups, &lease).await?,
    };
    written::<R::Entity>(Write::Insert, count, &lease);
    Ok(count)
}

/// Rows that set the same columns.
async fn insert_alike<R: Insert>(mask: Mask, rows: &[&R], on: &Connection) -> Result<u64, Error> {
    let def = R::Entity::DEF;
    let arrays: Vec<_> = Arrays::of(mask, rows).collect();
    let params: Vec<Cell<'_>> = arrays.iter().map(|array| array as Cell<'_>).collect();
    let make = || derived::insert_many(def, mask);
    let text = match mask {
        0 => Text::Dynamic(derived::insert_defaults(def, rows.len(), "").into()),
        _ => Text::Derived(TypeId::of::<R>(), Verb::InsertMany, mask, &make),
    };
    on.execute(&Call { text, params: &params, accepts: &[], entity: def, timeout: None }).await
}

/// Rows that differ in what they set, still in one statement.
async fn insert_groups<R: Insert>(groups: &[(Mask, Vec<&R>)], on: &Connection) -> Result<u64, Error> {
    let def = R::Entity::DEF;
    let sizes: Vec<_> = groups.iter().map(|(mask, rows)| (*mask, rows.len())).collect();
    let arrays: Vec<_> = groups.iter().flat_map(|(mask, rows)| Arrays::of(*mask, rows)).collect();
    let params: Vec<Cell<'_>> = arrays.iter().map(|array| array as Cell<'_>).collect();
    let call = Call {
        text: Text::Dynamic(derived::insert_groups(def, &sizes).into()),
        params: &params,
        accepts: &[<i64 as Value>::accepts],
        entity: def,
        timeout: None,
    };
    let count = on.rows(&call, |values| values.required::<i64>()).await?.pop();
    Ok(count.and_then(|count| u64::try_from(count).ok()).unwrap_or(0))
}

/// Rows, and what the database made of them, in the order in which they were given. One statement.
pub(super) async fn insert_many_returning<R: Insert, P: Projection>(
    mut rows: Vec<R>,
    on: &impl Executor,
) -> Result<Vec<P>, Error> {
    checked(&mut rows)?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let def = R::Entity::DEF;
    let level = P::level();
    let groups = grouped(&rows);
    let mut param = 0;
    let inserts: Vec<String> = groups
        .iter()
        .map(|(mask, group)| {
            let before = |alias: &str| derived::insert_group(def, (*mask, group.len()), alias, &mut param);
            render_insert(From::of::<R::Entity>(), before, None, Some(&level), None)
        })
        .collect();
    let arrays: Vec<_> = groups.iter().flat_map(|(mask, group)| Arrays::of(*mask, group)).collect();
    let params: Vec<Cell<'_>> = arrays.iter().map(|array| array as Cell<'_>).collect();
    let lease = on.lease().await?;
    let found: Vec<P> = match inserts.as_slice() {
        [only] => load::written(&only.as_str().into(), &params, def, &lease).await?,
        inserts => {
            let sql = derived::returned_groups(inserts).into();
            // The groups come one after the other; the rows were given in another order.
            let mut places: BTreeMap<Mask, Vec<usize>> = BTreeMap::new();
            for (place, row) in rows.iter().enumerate() {
                places.entry(row.mask()).or_default().push(place);
            }
            let returned = load::written::<P>(&sql, &params, def, &lease).await?;
            let mut placed: Vec<_> = places.into_values().flatten().zip(returned).collect();
            placed.sort_by_key(|(place, _)| *place);
            placed.into_iter().map(|(_, row)| row).collect()
        }
    };
    written::<R::Entity>(Write::Insert, found.len() as u64, &lease);
    Ok(found)
}

/// The rows that a query finds, written into columns of an entity.
pub(super) async fn insert_from<E: Entity>(
    places: &[usize],
    rendered: Rendered,
    on: &impl Executor,
) -> Result<u64, Error> {
    let sql = derived::insert_from(E::DEF, places, &rendered.sql);
    let rendered = Rendered { sql: sql.into(), params: rendered.params };
    let params: Vec<Cell<'_>> = rendered.params.iter().map(|param| param.as_sql()).collect();
    let shape = Shape { accepts: &[], entity: E::DEF, timeout: None };
    let lease = on.lease().await?;
    let count = lease.execute(&shape.call(&rendered, &params)).await?;
    written::<E>(Write::Insert, count, &lease);
    Ok(count)
}
