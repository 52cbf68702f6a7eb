//! Inserting, or updating where the row is there already.

use std::collections::BTreeMap;
use std::future::Future;
use std::marker::PhantomData;
use std::sync::Arc;

use super::arrays::Arrays;
use super::hooked::written;
use super::insert::{checked, checked_one};
use crate::entity::{Cell, ColumnRole, Entity, EntityDef, IndexDef, Insert, Mask, New, Write};
use crate::error::Error;
use crate::exec::{Call, Executor, Text};
use crate::query::{ColumnList, Conflict, From, derived, render_insert};
use crate::schema::Ident;
use crate::value::{Value, Values};

/// Whether an upsert inserted its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Upserted<E> {
    /// The row is new.
    Inserted(E),
    /// The row was there and is updated.
    Updated(E),
}

impl<E> Upserted<E> {
    /// The row.
    pub fn into_row(self) -> E {
        match self {
            Self::Inserted(row) | Self::Updated(row) => row,
        }
    }

    /// Whether it is new.
    pub fn is_inserted(&self) -> bool {
        matches!(self, Self::Inserted(_))
    }
}

/// How many rows an upsert of many inserted and updated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UpsertedRows {
    /// New ones.
    pub inserted: u64,
    /// Those that were there.
    pub updated: u64,
}

/// Upserts of new rows.
pub trait UpsertRow: New {
    /// Inserts the row, or updates the one that has the same values in these columns. They are the primary key or the
    /// columns of a unique index, whose predicate comes along.
    fn upsert<C>(self, target: C) -> Upsert<Self::Row>
    where
        Self: Sized,
        C: ColumnList<<Self::Row as Insert>::Entity>,
    {
        Upsert { row: self.into_row(), target: target.places(), only: None }
    }
}

impl<R: New> UpsertRow for R {}

/// An upsert of one row.
#[must_use = "an upsert does nothing until `execute`"]
pub struct Upsert<R: Insert> {
    row: R,
    target: Vec<usize>,
    only: Option<Vec<usize>>,
}

impl<R: Insert> std::fmt::Debug for Upsert<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Upsert").field("target", &self.target).finish_non_exhaustive()
    }
}

impl<R: Insert> Upsert<R> {
    /// Updates only these columns of a row that is there. Unless said, all that were given, null where null was given.
    pub fn set_only(mut self, columns: impl ColumnList<R::Entity>) -> Self {
        self.only = Some(columns.places());
        self
    }

    /// Inserts the row or updates the one that is there. One statement.
    ///
    /// # Errors
    /// When the row breaks a rule, before anything is sent; or a constraint; or no unique index has these columns.
    pub async fn execute(self, on: &impl Executor) -> Result<Upserted<R::Entity>, Error> {
        let Self { mut row, target, only } = self;
        checked_one(&mut row)?;
        let def = R::Entity::DEF;
        let mask = row.mask();
        let conflict = Conflict { target: self::target(def, &target)?, set: Some(set(def, row.said(), &target, only)) };
        let level = <R::Entity as crate::query::Record>::level();
        let before = |alias: &str| derived::insert_values(def, mask, alias);
        let of = From::of::<R::Entity>();
        let sql: Arc<str> = render_insert(of, before, Some(&conflict), Some(&level), Some(IS_NEW)).into();
        let params: Vec<Cell<'_>> = derived::columns(def, mask).map(|column| row.cell(column)).collect();
        let mut accepts = level.accepts;
        accepts.push(<bool as Value>::accepts);
        let call = Call { text: Text::Dynamic(sql), params: &params, accepts: &accepts, entity: def, timeout: None };
        let lease = on.lease().await?;
        let decode = |values: &mut Values<'_>| {
            let row = R::Entity::decode(values)?;
            let is_new = values.required::<bool>()?;
            Ok(if is_new { Upserted::Inserted(row) } else { Upserted::Updated(row) })
        };
        let found = lease.rows(&call, decode).await?.pop();
        let write = if found.as_ref().is_some_and(Upserted::is_inserted) { Write::Insert } else { Write::Update };
        written::<R::Entity>(write, u64::from(found.is_some()), &lease);
        found.ok_or_else(|| Error::not_found(def))
    }

    /// Inserts the row unless one is there, which is left as it is: `None` then.
    ///
    /// # Errors
    /// As [`execute`](Upsert::execute).
    pub async fn or_ignore(self, on: &impl Executor) -> Result<Option<R::Entity>, Error> {
        let Self { mut row, target, only: _ } = self;
        checked_one(&mut row)?;
        let def = R::Entity::DEF;
        let mask = row.mask();
        let conflict = Conflict { target: self::target(def, &target)?, set: None };
        let level = <R::Entity as crate::query::Record>::level();
        let before = |alias: &str| derived::insert_values(def, mask, alias);
        let of = From::of::<R::Entity>();
        let sql: Arc<str> = render_insert(of, before, Some(&conflict), Some(&level), None).into();
        let params: Vec<Cell<'_>> = derived::columns(def, mask).map(|column| row.cell(column)).collect();
        let lease = on.lease().await?;
        let found = super::load::written::<R::Entity>(&sql, &params, def, &lease).await?.pop();
        written::<R::Entity>(Write::Insert, u64::from(found.is_some()), &lease);
        Ok(found)
    }
}

/// An upsert of many rows.
#[must_use = "an upsert does nothing until `execute`"]
pub struct UpsertMany<R: Insert> {
    rows: Vec<R>,
    target: Vec<usize>,
    only: Option<Vec<usize>>,
    of: PhantomData<R>,
}

impl<R: Insert> std::fmt::Debug for UpsertMany<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("UpsertMany").field("rows", &self.rows.len()).finish_non_exhaustive()
    }
}

impl<R: Insert> UpsertMany<R> {
    pub(super) fn new(rows: Vec<R>, target: Vec<usize>) -> Self {
        Self { rows, target, only: None, of: PhantomData }
    }

    /// Updates only these columns of rows that are there. Unless said, of each row all that were given.
    pub fn set_only(mut self, columns: impl ColumnList<R::Entity>) -> Self {
        self.only = Some(columns.places());
        self
    }

    /// Inserts the rows or updates those that are there. One statement; two rows of the list that are the same row of
    /// the table are an error (SQLSTATE 21000).
    ///
    /// # Errors
    /// When a row breaks a rule (the path begins with its index), before anything is sent; or a constraint; or no
    /// unique index has these columns.
    pub fn execute(self, on: &impl Executor) -> impl Future<Output = Result<UpsertedRows, Error>> + Send {
        upsert_many(self, How::Update, on)
    }

    /// Inserts those rows of which none is there, and leaves the others as they are. Gives how many are new.
    ///
    /// # Errors
    /// As [`execute`](UpsertMany::execute); of two rows of the list that are the same row, one is inserted.
    pub async fn or_ignore(self, on: &impl Executor) -> Result<u64, Error> {
        upsert_many(self, How::Ignore, on).await.map(|rows| rows.inserted)
    }
}

/// What becomes of a row that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    Update,
    Ignore,
}

/// Rows by the columns that are sent, and by those that were given where these are updated.
fn grouped<R: Insert>(rows: &[R], how: How) -> Vec<((Mask, Mask), Vec<&R>)> {
    let mut groups: BTreeMap<(Mask, Mask), Vec<&R>> = BTreeMap::new();
    for row in rows {
        let said = if how == How::Update { row.said() } else { 0 };
        groups.entry((row.mask(), said)).or_default().push(row);
    }
    groups.into_iter().collect()
}

async fn upsert_many<R: Insert>(upsert: UpsertMany<R>, how: How, on: &impl Executor) -> Result<UpsertedRows, Error> {
    let UpsertMany { mut rows, target, only, of: _ } = upsert;
    checked(&mut rows)?;
    if rows.is_empty() {
        return Ok(UpsertedRows::default());
    }
    let def = R::Entity::DEF;
    let index = self::target(def, &target)?;
    let groups = grouped(&rows, how);
    let mut param = 0;
    let parts: Vec<String> = groups
        .iter()
        .enumerate()
        .map(|(at, ((mask, said), group))| {
            let set = (how == How::Update).then(|| set(def, *said, &target, only.clone()));
            let conflict = Conflict { target: index.clone(), set };
            let before = |alias: &str| derived::insert_group(def, (*mask, group.len()), alias, &mut param);
            let last = format!("{IS_NEW} AS is_new");
            let insert = render_insert(From::of::<R::Entity>(), before, Some(&conflict), None, Some(&last));
            format!("g{at} AS ({insert})")
        })
        .collect();
    let all: Vec<_> = (0..groups.len()).map(|at| format!("SELECT is_new FROM g{at}")).collect();
    let sql = format!(
        "WITH {} SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) FROM ({}) AS written",
        parts.join(", "),
        all.join(" UNION ALL ")
    );
    let arrays: Vec<_> = groups.iter().flat_map(|((mask, _), group)| Arrays::of(*mask, group)).collect();
    let params: Vec<Cell<'_>> = arrays.iter().map(|array| array as Cell<'_>).collect();
    let call = Call {
        text: Text::Dynamic(sql.into()),
        params: &params,
        accepts: &[<i64 as Value>::accepts, <i64 as Value>::accepts],
        entity: def,
        timeout: None,
    };
    let lease = on.lease().await?;
    let count = |values: &mut Values<'_>| values.required::<i64>().map(|count| u64::try_from(count).unwrap_or(0));
    let counts = lease.rows(&call, |values| Ok((count(values)?, count(values)?))).await?.pop();
    let (inserted, updated) = counts.unwrap_or_default();
    written::<R::Entity>(Write::Insert, inserted, &lease);
    written::<R::Entity>(Write::Update, updated, &lease);
    Ok(UpsertedRows { inserted, updated })
}

/// A row version that nobody has replaced or locked before is new.
const IS_NEW: &str = "({}.xmax = 0)";

/// The columns of the unique index, and its predicate.
fn target(def: &'static EntityDef, places: &[usize]) -> Result<String, Error> {
    let mut wanted: Vec<&'static str> = places.iter().map(|place| def.columns[*place].name).collect();
    wanted.sort_unstable();
    let names = wanted.iter().map(|name| Ident::from_static(name).to_string()).collect::<Vec<_>>().join(", ");
    let is_key = |columns: &mut Vec<&str>| {
        columns.sort_unstable();
        *columns == wanted
    };
    if is_key(&mut def.primary_key.to_vec()) {
        return Ok(format!("({names})"));
    }
    let columns = |index: &IndexDef| index.keys.iter().map(|key| key.column()).collect::<Option<Vec<_>>>();
    let index = def
        .indexes
        .iter()
        .find(|index| index.unique && columns(index).is_some_and(|mut columns| is_key(&mut columns)))
        .ok_or_else(|| {
            let entity = def.rust_name;
            Error::mismatch(format!("{entity} has no unique index on ({names}); declare `unique` on these columns"))
        })?;
    let predicate = index.predicate.and_then(|predicate| predicate.sql());
    Ok(match predicate {
        Some(predicate) => format!("({names}) WHERE {predicate}"),
        None => format!("({names})"),
    })
}

/// The columns that a row that is there takes from the new one.
fn set(def: &'static EntityDef, mask: Mask, target: &[usize], only: Option<Vec<usize>>) -> Vec<&'static str> {
    let own = |place: &usize| {
        let column = &def.columns[*place];
        !target.contains(place) && !def.primary_key.contains(&column.name) && column.role != ColumnRole::CreatedAt
    };
    let places = only.unwrap_or_else(|| derived::columns(def, mask).filter(own).collect());
    // A row that is there must be touched to be given back.
    let places = if places.is_empty() { target.to_vec() } else { places };
    places.into_iter().map(|place| def.columns[place].name).collect()
}
