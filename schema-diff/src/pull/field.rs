//! Columns as fields.

use std::collections::BTreeMap;

use entity_core::schema::{Column, Ident, ObjectId, QualName};

use super::attributes::{attribute, string};
use super::index::Indexes;
use super::item::described;
use super::structs::{Held, Shape};
use super::{Cx, column, notes, reference};
use crate::source::entities::trigger::before_update;
use crate::tables::Table;

const INDENT: &str = "    ";

/// A field with its docs and attributes.
pub(super) fn text(
    cx: &Cx<'_>,
    shape: &Shape<'_>,
    (indexes, rules): (&Indexes, &BTreeMap<Ident, Vec<String>>),
    Held { name, column, ty }: &Held<'_>,
) -> String {
    let table = shape.table;
    let field = cx.names.field(table.name, name).unwrap_or_default();
    let (docs, comment) = described(notes::comment(cx, &ObjectId::Column(table.name.clone(), (*name).clone())));
    let docs = if docs.is_empty() { docs } else { format!("{INDENT}{docs}") };
    let mut arguments: Vec<String> = Vec::new();
    arguments.extend(shape.primary_key.contains(name).then(|| "primary_key".to_owned()));
    arguments.extend(ty.attribute.clone());
    if field.strip_prefix("r#").unwrap_or(field) != name.as_str() {
        arguments.push(format!("name = {}", string(name.as_str())));
    }
    arguments.extend(value(cx, table, name, column));
    arguments.extend(column::arguments(column));
    arguments.extend(indexes.on_field.get(*name).into_iter().flatten().cloned());
    arguments.extend(comment);
    let column_line = attribute(INDENT, "column", &arguments);
    let key = shape.of_fields.iter().find(|(_, key)| key.columns.first() == Some(name));
    let reference = key.map(|(constraint, key)| {
        attribute(INDENT, "references", &reference::arguments(cx, shape, indexes, (constraint, key)))
    });
    let validate = attribute(INDENT, "validate", rules.get(*name).map_or(&[][..], Vec::as_slice));
    let reference = reference.unwrap_or_default();
    let rust = if column.not_null { ty.text.clone() } else { format!("Option<{}>", ty.text) };
    format!("{docs}{column_line}{reference}{validate}{INDENT}pub {field}: {rust},\n")
}

/// Where the value comes from when nobody gives it.
fn value(cx: &Cx<'_>, table: &Table<'_>, name: &Ident, column: &Column) -> Option<String> {
    if column.generated.is_some() {
        return None;
    }
    let default = || column.default.as_ref().map(|default| column::default(cx, (table.name, name), column, default));
    role(table, name, column).map(str::to_owned).or_else(default)
}

/// What the library does with a column of this name, where the database does the same.
fn role(table: &Table<'_>, name: &Ident, column: &Column) -> Option<&'static str> {
    let (ty, not_null, default) = (&column.ty, &column.not_null, &column.default);
    if ty.as_str() != "timestamp with time zone" {
        return None;
    }
    let is_now = default.as_ref().is_some_and(|default| default.as_str() == "now()");
    match name.as_str() {
        "created_at" if *not_null && is_now => Some("created_at"),
        "updated_at" if *not_null && is_now && is_touched(table) => Some("updated_at"),
        "deleted_at" if !not_null && default.is_none() => Some("deleted_at"),
        _ => None,
    }
}

/// The column that a trigger keeps.
pub(super) const TOUCHED: &str = "updated_at";

/// The function that every such trigger calls.
pub(super) fn touch_function() -> QualName {
    QualName::public(format!("set_{TOUCHED}"))
}

/// The name of the trigger.
pub(super) fn touch_trigger(table: &QualName) -> Ident {
    Ident::shortened(format!("set_{}_{TOUCHED}", table.name.as_str()))
}

/// Whether the table has the trigger that an `updated_at` column brings.
pub(super) fn is_touched(table: &Table<'_>) -> bool {
    let name = touch_trigger(table.name);
    table.triggers.iter().any(|(other, trigger)| **other == name && **trigger == before_update(touch_function()))
}
