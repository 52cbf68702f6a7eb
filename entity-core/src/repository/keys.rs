//! A column of rows as one array parameter, without decoding it.

use std::fmt;

use bytes::BytesMut;
use tokio_postgres::Row;
use tokio_postgres::types::{IsNull, ToSql, Type};

use crate::value::{Encoded, array, cell};

/// The values of one column of some rows.
pub(super) struct Keys<'a> {
    pub(super) rows: &'a [Row],
    pub(super) column: usize,
}

impl Keys<'_> {
    /// Whether there is no value at all.
    pub(super) fn are_null(&self) -> bool {
        self.rows.iter().all(|row| cell(row, self.column).is_none())
    }
}

impl fmt::Debug for Keys<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("_")
    }
}

impl ToSql for Keys<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Encoded {
        array(ty, self.rows.len(), out, |_, row, out| match cell(&self.rows[row], self.column) {
            Some(raw) => {
                out.extend_from_slice(raw);
                Ok(IsNull::No)
            }
            None => Ok(IsNull::Yes),
        })
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    fn to_sql_checked(&self, ty: &Type, out: &mut BytesMut) -> Encoded {
        self.to_sql(ty, out)
    }
}
