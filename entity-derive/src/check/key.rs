//! The primary key.

use syn::Ident;

use super::{column, view};
use crate::errors::Errors;
use crate::syntax::{Field, TableAttrs};

/// The places of the key's columns.
///
/// Where the key is missing, a stand-in keeps the verbs that need one from failing too.
pub(super) fn of(entity: &Ident, table: &TableAttrs, fields: &[Field], errors: &mut Errors) -> Vec<usize> {
    let said = |field: &Field| field.column.primary_key.is_some();
    let key: Vec<usize> = fields.iter().enumerate().filter(|(_, field)| said(field)).map(|(at, _)| at).collect();
    if let (Some(_), Some(said)) = (&table.no_primary_key, &table.primary_key) {
        errors.at(&said.key, "there is no primary key to have a name: take `primary_key` or `no_primary_key` away");
    }
    match (&table.no_primary_key, key.is_empty()) {
        (None, true) if table.query.is_some() || view::word(table).is_some() => Vec::new(),
        (None, false) => key,
        (Some(_), true) => Vec::new(),
        (Some(said), false) => {
            errors.at(&said.key, "there is a primary key: a field is marked with `primary_key`");
            key
        }
        (None, true) => {
            errors.at(
                entity,
                format!(
                    "`{entity}` has no primary key: mark a field with `#[column(primary_key)]`, or say \
                     `#[entity(no_primary_key)]`"
                ),
            );
            stand_in(fields)
        }
    }
}

fn stand_in(fields: &[Field]) -> Vec<usize> {
    let id = fields.iter().position(|field| field.ident == "id");
    let first = fields.iter().position(|field| !column::split(&field.ty).1);
    id.or(first).into_iter().collect()
}
