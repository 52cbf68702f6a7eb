//! Inserting.

use std::any::TypeId;
use std::collections::BTreeMap;
use std::future::Future;

use bytes::BytesMut;
use tokio_postgres::types::{IsNull, Kind, ToSql, Type};

use crate::entity::{Cell, Entity, EntityDef, Insert, Mask, New};
use crate::error::Error;
use crate::exec::{Call, Executor, Text, Verb};
use crate::query::derived;
use crate::validate::Report;
use crate::value::{Encoded, Value, array, record};

/// The verb of new rows.
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
}

impl<R: New> InsertRow for R {}

async fn insert<R: Insert>(row: R, on: &impl Executor) -> Result<R::Entity, Error> {
    let mut report = Report::default();
    row.validate(&mut report);
    report.finish().map_err(Error::invalid)?;
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
    let inserted = on.lease().await?.rows(&call, R::Entity::decode).await?.pop();
    // A trigger or rule may have swallowed the row.
    inserted.ok_or_else(|| Error::not_found(def))
}

pub(super) async fn insert_many<R: Insert>(rows: Vec<R>, on: &impl Executor) -> Result<u64, Error> {
    let mut report = Report::default();
    for (index, row) in rows.iter().enumerate() {
        report.at(index, |report| row.validate(report));
    }
    report.finish().map_err(Error::invalid)?;
    let mut groups: BTreeMap<Mask, Vec<&R>> = BTreeMap::new();
    for row in &rows {
        groups.entry(row.mask()).or_default().push(row);
    }
    let mut groups = groups.into_iter();
    match (groups.next(), groups.len()) {
        (None, _) => Ok(0),
        (Some((mask, rows)), 0) => insert_alike(mask, &rows, on).await,
        (Some(first), _) => insert_groups(std::iter::once(first).chain(groups).collect(), on).await,
    }
}

/// Rows that set the same columns.
async fn insert_alike<R: Insert>(mask: Mask, rows: &[&R], on: &impl Executor) -> Result<u64, Error> {
    let def = R::Entity::DEF;
    let arrays: Vec<_> = Columns::of(mask, rows).collect();
    let params: Vec<Cell<'_>> = arrays.iter().map(|array| array as Cell<'_>).collect();
    let make = || derived::insert_many(def, mask);
    let text = match mask {
        0 => Text::Dynamic(derived::insert_defaults(def, rows.len()).into()),
        _ => Text::Derived(TypeId::of::<R>(), Verb::InsertMany, mask, &make),
    };
    on.lease().await?.execute(&Call { text, params: &params, accepts: &[], entity: def, timeout: None }).await
}

/// Rows that differ in what they set, still in one statement.
async fn insert_groups<R: Insert>(groups: Vec<(Mask, Vec<&R>)>, on: &impl Executor) -> Result<u64, Error> {
    let def = R::Entity::DEF;
    let sizes: Vec<_> = groups.iter().map(|(mask, rows)| (*mask, rows.len())).collect();
    let arrays: Vec<_> = groups.iter().flat_map(|(mask, rows)| Columns::of(*mask, rows)).collect();
    let params: Vec<Cell<'_>> = arrays.iter().map(|array| array as Cell<'_>).collect();
    let call = Call {
        text: Text::Dynamic(derived::insert_groups(def, &sizes).into()),
        params: &params,
        accepts: &[<i64 as Value>::accepts],
        entity: def,
        timeout: None,
    };
    let count = on.lease().await?.rows(&call, |values| values.required::<i64>()).await?.pop();
    Ok(count.and_then(|count| u64::try_from(count).ok()).unwrap_or(0))
}

/// Columns of many rows as one array parameter.
struct Columns<'a, R> {
    rows: &'a [&'a R],
    take: Take,
}

/// What the members of the array are.
#[derive(Clone, Copy)]
enum Take {
    /// The values of one column.
    Column(usize),
    /// Rows of the table's type, in which the columns of a mask are set.
    Row(Mask),
}

impl<'a, R: Insert> Columns<'a, R> {
    /// The parameters for rows that set the same columns.
    fn of(mask: Mask, rows: &'a [&'a R]) -> impl Iterator<Item = Self> {
        let def = R::Entity::DEF;
        let by_row = derived::by_row(def, mask);
        let columns = derived::columns(def, if by_row { 0 } else { mask }).map(Take::Column);
        by_row.then_some(Take::Row(mask)).into_iter().chain(columns).map(move |take| Self { rows, take })
    }
}

impl<R> std::fmt::Debug for Columns<'_, R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("_")
    }
}

impl<R: Insert> ToSql for Columns<'_, R> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Encoded {
        match self.take {
            Take::Column(column) => array(ty, self.rows.len(), out, |member, index, out| {
                self.rows[index].cell(column).to_sql_checked(member, out)
            }),
            Take::Row(mask) => {
                let columns = places(R::Entity::DEF, mask, ty);
                array(ty, self.rows.len(), out, |member, index, out| {
                    record(member, out, |field, ty, out| match columns[field] {
                        Some(column) => self.rows[index].cell(column).to_sql_checked(ty, out),
                        None => Ok(IsNull::Yes),
                    })
                })
            }
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    fn to_sql_checked(&self, ty: &Type, out: &mut BytesMut) -> Encoded {
        self.to_sql(ty, out)
    }
}

/// For each field of the table's row type the column of the entity that fills it. The table may have columns that the
/// entity lacks, and in another order.
fn places(def: &EntityDef, mask: Mask, ty: &Type) -> Vec<Option<usize>> {
    let Kind::Array(row) = ty.kind() else { return Vec::new() };
    let Kind::Composite(fields) = row.kind() else { return Vec::new() };
    let column = |name: &str| derived::columns(def, mask).find(|column| def.columns[*column].name == name);
    fields.iter().map(|field| column(field.name())).collect()
}
