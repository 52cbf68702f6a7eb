//! A column as `CREATE TABLE` and `ADD COLUMN` say it.

use entity_core::schema::{Column, Generated, Ident, QualName, Storage, StorageStrategy};

use super::super::foreign::{changed_options, with_options};
use super::{Cx, identity, is_key_made, text};

/// Name, type and what follows. What only `ALTER COLUMN` says on every server is in [`settings`].
pub(super) fn definition(cx: &Cx<'_>, table: &QualName, name: &Ident, column: &Column) -> String {
    let said = |word: &str, value: Option<String>| value.map(|value| format!(" {word} {value}")).unwrap_or_default();
    let compression = said("COMPRESSION", column.compression.as_ref().map(ToString::to_string));
    let collation = said("COLLATE", column.collation.as_ref().map(ToString::to_string));
    let foreign = with_options(&column.foreign);
    format!("{name} {}{compression}{foreign}{collation}{}", column.ty, options(cx, table, name, column))
}

/// What follows the type, with its leading space.
pub(super) fn options(cx: &Cx<'_>, table: &QualName, name: &Ident, column: &Column) -> String {
    let Column {
        ty: _,
        not_null,
        required: _,
        default,
        generated,
        identity,
        collation: _,
        compression: _,
        storage: _,
        statistics: _,
        options: _,
        foreign: _,
        origin: _,
    } = column;
    let mut sql = String::new();
    if *not_null && (is_named(column) || !is_key_made(cx, table, name)) {
        sql += &required_inside(column);
    }
    if let Some(default) = default {
        sql += &format!(" DEFAULT {default}");
    }
    sql += &match generated {
        None => String::new(),
        Some(Generated::Stored(expr)) => format!(" GENERATED ALWAYS AS ({}) STORED", text::bare(expr)),
        Some(Generated::Virtual(expr)) => format!(" GENERATED ALWAYS AS ({}) VIRTUAL", text::bare(expr)),
    };
    if let Some(identity) = identity {
        sql += &format!(" {}", identity::generated(identity, table));
    }
    sql
}

/// Whether the server must be told more than NOT NULL.
pub(super) fn is_named(column: &Column) -> bool {
    column.required.name.is_some() || column.required.no_inherit
}

fn required_inside(column: &Column) -> String {
    let name = column.required.name.as_ref().map(|name| format!(" CONSTRAINT {name}")).unwrap_or_default();
    let no_inherit = if column.required.no_inherit { " NO INHERIT" } else { "" };
    format!("{name} NOT NULL{no_inherit}")
}

/// What `ALTER COLUMN` says of a column beside its type and value. Another type forgets the storage and the compression.
pub(super) fn settings(from: &Column, to: &Column, is_retyped: bool) -> Vec<String> {
    let mut settings = Vec::new();
    let strategy = match (from.storage, to.storage) {
        (before, Some(Storage { strategy, .. })) if before != to.storage || is_retyped => Some(strategy),
        (Some(Storage { of_type, .. }), None) if !is_retyped => Some(of_type),
        (Some(_) | None, _) => None,
    };
    settings.extend(strategy.map(|strategy| format!("SET STORAGE {}", word(strategy))));
    if from.statistics != to.statistics {
        settings.push(format!("SET STATISTICS {}", to.statistics.unwrap_or(-1)));
    }
    settings.extend(text::option_changes(&from.options, &to.options));
    settings
}

/// As [`settings`], for the options of a foreign column, which a new column says itself.
pub(super) fn foreign(from: &Column, to: &Column) -> Option<String> {
    let options = changed_options(&from.foreign, &to.foreign);
    (!options.is_empty()).then(|| options.trim_start().to_owned())
}

/// As [`settings`], for the compression, which a new column says itself.
pub(super) fn compression(from: &Column, to: &Column, is_retyped: bool) -> Option<String> {
    match &to.compression {
        Some(method) if from.compression != to.compression || is_retyped => Some(format!("SET COMPRESSION {method}")),
        None if from.compression.is_some() && !is_retyped => Some("SET COMPRESSION default".to_owned()),
        Some(_) | None => None,
    }
}

pub(super) fn word(strategy: StorageStrategy) -> &'static str {
    match strategy {
        StorageStrategy::Plain => "PLAIN",
        StorageStrategy::External => "EXTERNAL",
        StorageStrategy::Extended => "EXTENDED",
        StorageStrategy::Main => "MAIN",
    }
}
