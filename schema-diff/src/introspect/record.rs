//! A row of a catalog query, by column name.

use entity_core::schema::{Expr, Ident, QualName};
use tokio_postgres::Row;
use tokio_postgres::types::FromSql;

use super::Error;
use super::reading::Address;

/// A row, with the words for its errors.
pub(super) struct Record<'a> {
    noun: &'static str,
    row: &'a Row,
}

impl<'a> Record<'a> {
    pub(super) fn new(noun: &'static str, row: &'a Row) -> Self {
        Self { noun, row }
    }

    /// The value of a column, in the Rust type of its SQL type.
    pub(super) fn get<T: FromSql<'a>>(&self, column: &'static str) -> Result<T, Error> {
        self.row.try_get(column).map_err(|_| self.unexpected(format!("column {column}")))
    }

    /// A name.
    pub(super) fn ident(&self, column: &'static str) -> Result<Ident, Error> {
        self.get::<String>(column).map(Ident::from)
    }

    /// A name that may be missing.
    pub(super) fn maybe_ident(&self, column: &'static str) -> Result<Option<Ident>, Error> {
        Ok(self.get::<Option<String>>(column)?.map(Ident::from))
    }

    /// A list of names.
    pub(super) fn idents(&self, column: &'static str) -> Result<Vec<Ident>, Error> {
        Ok(self.get::<Vec<String>>(column)?.into_iter().map(Ident::from).collect())
    }

    /// The name in the columns `namespace` and `name`.
    pub(super) fn name(&self) -> Result<QualName, Error> {
        self.qualified("namespace", "name")
    }

    /// A name from two columns.
    pub(super) fn qualified(&self, namespace: &'static str, name: &'static str) -> Result<QualName, Error> {
        Ok(QualName { namespace: self.ident(namespace)?, name: self.ident(name)? })
    }

    /// A name from two columns that may be missing.
    pub(super) fn maybe_qualified(
        &self,
        namespace: &'static str,
        name: &'static str,
    ) -> Result<Option<QualName>, Error> {
        let parts = (self.maybe_ident(namespace)?, self.maybe_ident(name)?);
        Ok(if let (Some(namespace), Some(name)) = parts { Some(QualName { namespace, name }) } else { None })
    }

    /// An expression that may be missing.
    pub(super) fn maybe_expr(&self, column: &'static str) -> Result<Option<Expr>, Error> {
        Ok(self.get::<Option<String>>(column)?.map(Expr::from))
    }

    /// An expression.
    pub(super) fn expr(&self, column: &'static str) -> Result<Expr, Error> {
        self.get::<String>(column).map(Expr::from)
    }

    /// Whole objects are addressed with part 0.
    pub(super) fn address(
        &self,
        class: &'static str,
        object: &'static str,
        part: &'static str,
    ) -> Result<Address, Error> {
        Ok(Address { class: self.get(class)?, object: self.get(object)?, part: self.get(part)? })
    }

    /// The error for a code that nobody knows.
    pub(super) fn unknown<T>(&self, column: &'static str, code: &str) -> Result<T, Error> {
        Err(self.unexpected(format!("{column} `{code}`")))
    }

    pub(super) fn unexpected(&self, what: String) -> Error {
        Error::Unexpected { catalog: self.noun, what }
    }
}
