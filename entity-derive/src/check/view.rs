//! Views: what an entity stands for, and what a view does not have.

use syn::Ident;

use super::model::Kind;
use crate::errors::Errors;
use crate::syntax::{Entity, Field, Said, Settings, TableAttrs};

/// What the entity stands for. The keys that say it cannot stand together.
pub(super) fn kind(table: &TableAttrs, errors: &mut Errors) -> Kind {
    let TableAttrs { query, view, materialized_view, .. } = table;
    let said: Vec<&Ident> = [query.as_ref().map(key), view.as_ref().map(key), materialized_view.as_ref().map(key)]
        .into_iter()
        .flatten()
        .collect();
    if let [first, second, ..] = said.as_slice() {
        errors.at(second, format!("this is `{first}` already: take one of them away"));
    }
    match (query, view, materialized_view) {
        (Some(_), _, _) => Kind::Rows,
        (None, Some(said), _) => Kind::View(said.value.clone()),
        (None, None, Some(said)) => Kind::MaterializedView(said.value.clone()),
        (None, None, None) => Kind::Table,
    }
}

fn key<T>(said: &Said<T>) -> &Ident {
    &said.key
}

/// The word that makes it a view.
pub(super) fn word(table: &TableAttrs) -> Option<&Ident> {
    table.view.as_ref().or(table.materialized_view.as_ref()).map(key)
}

/// Refuses what only tables have.
pub(super) fn refuse(written: &Entity, errors: &mut Errors) {
    let table = &written.table;
    let Some(word) = word(table) else { return };
    for key in of_struct(table).into_iter().chain(written.fields.iter().flatten().flat_map(of_field)) {
        errors.at(key, format!("a view has no `{key}`: its query says what is in it"));
    }
    if table.view.is_some() {
        let listed = table.indexes.iter().chain(&table.uniques).map(key);
        let fields = written.fields.iter().flatten();
        let on_fields = fields.flat_map(|field| field.column.index.iter().chain(&field.column.unique).map(key));
        for key in listed.chain(on_fields) {
            errors.at(
                key,
                format!(
                    "a view holds no rows, so it has no `{key}`: say it of the table, or make it a `materialized_view`"
                ),
            );
        }
    }
    if let Some(part) = written.parts.first() {
        errors.at(&part.ident, format!("a `{word}` names its columns itself: write the fields out"));
    }
}

fn of_struct(table: &TableAttrs) -> Vec<&Ident> {
    let TableAttrs {
        table: _,
        schema: _,
        comment: _,
        renamed_from: _,
        primary_key,
        no_primary_key,
        query: _,
        view: _,
        materialized_view: _,
        hooks,
        indexes: _,
        uniques: _,
        checks,
        references: _,
        options,
    } = table;
    let mut keys: Vec<&Ident> = Vec::new();
    keys.extend(primary_key.as_ref().map(key));
    keys.extend(no_primary_key.as_ref().map(key));
    keys.extend(hooks.as_ref().map(key));
    keys.extend(checks.iter().map(|check| &check.key));
    keys.extend(options.said.iter().filter(|key| *key != "with"));
    keys
}

fn of_field(field: &Field) -> Vec<&Ident> {
    let column = &field.column;
    let mut keys: Vec<&Ident> = Vec::new();
    keys.extend(column.default.as_ref().map(key));
    keys.extend(column.generated.as_ref().map(key));
    keys.extend(column.identity.as_ref().map(key));
    keys.extend(column.role.as_ref().map(key));
    keys.extend(column.renamed_from.as_ref().map(key));
    let Settings { collation, storage, compression, statistics } = &column.settings;
    keys.extend(collation.as_ref().map(key));
    keys.extend(storage.as_ref().map(key));
    keys.extend(compression.as_ref().map(key));
    keys.extend(statistics.as_ref().map(key));
    keys.extend(field.rules.iter().map(|rule| &rule.key));
    keys
}
