//! The columns of one row, read in order from their raw bytes.

use std::error::Error as StdError;

use tokio_postgres::Row;
use tokio_postgres::types::{FromSql, Type};

use super::{DecodeError, Value};
use crate::error::Error;

/// The bytes of a column, whatever its type. The types were checked when the statement was prepared.
struct Raw<'r>(Option<&'r [u8]>);

impl<'r> FromSql<'r> for Raw<'r> {
    fn from_sql(_: &Type, raw: &'r [u8]) -> Result<Self, Box<dyn StdError + Sync + Send>> {
        Ok(Self(Some(raw)))
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn StdError + Sync + Send>> {
        Ok(Self(None))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

/// The bytes of a cell, `None` where it is null or there is no such column.
pub(crate) fn cell(row: &Row, column: usize) -> Option<&[u8]> {
    row.try_get::<usize, Raw<'_>>(column).ok()?.0
}

/// Reads the columns of a row one after the other.
#[derive(Debug)]
pub struct Values<'r> {
    row: &'r Row,
    at: usize,
}

impl<'r> Values<'r> {
    /// Starts at the first column.
    pub fn new(row: &'r Row) -> Self {
        Self { row, at: 0 }
    }

    /// The next column, which must not be null.
    ///
    /// # Errors
    /// When it is null, or its bytes are not a value of the type.
    #[inline]
    pub fn required<T: Value>(&mut self) -> Result<T, Error> {
        match self.raw()? {
            Some((ty, raw)) => T::decode_as(ty, raw).map_err(|error| self.refused(error)),
            None => Err(self.refused(DecodeError::expected("a value, found null"))),
        }
    }

    /// The next column, or `None` where it is null.
    ///
    /// # Errors
    /// When its bytes are not a value of the type.
    #[inline]
    pub fn nullable<T: Value>(&mut self) -> Result<Option<T>, Error> {
        match self.raw()? {
            Some((ty, raw)) => T::decode_as(ty, raw).map(Some).map_err(|error| self.refused(error)),
            None => Ok(None),
        }
    }

    #[inline]
    fn raw(&mut self) -> Result<Option<(&'r Type, &'r [u8])>, Error> {
        let at = self.at;
        self.at += 1;
        match (self.row.try_get::<usize, Raw<'r>>(at), self.row.columns().get(at)) {
            (Ok(raw), Some(column)) => Ok(raw.0.map(|raw| (column.type_(), raw))),
            (_, _) => Err(self.refused(DecodeError::expected("one more column"))),
        }
    }

    #[cold]
    fn refused(&self, error: DecodeError) -> Error {
        let column = self.row.columns().get(self.at - 1);
        Error::decode(column.map_or("?", tokio_postgres::Column::name), error)
    }
}
