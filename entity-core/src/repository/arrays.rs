//! Columns of many rows as array parameters.

use bytes::BytesMut;
use tokio_postgres::types::{IsNull, Kind, ToSql, Type};

use crate::entity::{Entity, EntityDef, Insert, Mask};
use crate::query::derived;
use crate::value::{Encoded, array, record};

/// Columns of many rows as one array parameter.
pub(super) struct Arrays<'a, R> {
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

impl<'a, R: Insert> Arrays<'a, R> {
    /// The parameters for rows that set the same columns.
    pub(super) fn of(mask: Mask, rows: &'a [&'a R]) -> impl Iterator<Item = Self> {
        let def = R::Entity::DEF;
        let by_row = derived::by_row(def, mask);
        let columns = derived::columns(def, if by_row { 0 } else { mask }).map(Take::Column);
        by_row.then_some(Take::Row(mask)).into_iter().chain(columns).map(move |take| Self { rows, take })
    }
}

impl<R> std::fmt::Debug for Arrays<'_, R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("_")
    }
}

impl<R: Insert> ToSql for Arrays<'_, R> {
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
