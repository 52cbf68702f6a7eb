//! Foreign keys that an attribute can say.

use entity_core::schema::{Action, Column, ForeignKey, Ident};

use super::Cx;
use super::attributes;
use crate::tables::Table;

/// The table and the single key column that a foreign key of one column leads to, if that is the table's primary key.
pub(super) fn target<'a>(cx: &'a Cx<'_>, key: &'a ForeignKey) -> Option<(&'a Table<'a>, &'a Ident)> {
    let table = cx.tables.iter().find(|table| *table.name == key.references)?;
    match (key.columns.as_slice(), table.primary_key(), key.referenced_columns.as_slice()) {
        ([_], [primary], [referenced]) if primary == referenced => Some((table, referenced)),
        (_, _, _) => None,
    }
}

/// Whether an attribute says all of a foreign key.
pub(super) fn is_sayable(cx: &Cx<'_>, key: &ForeignKey, column: &Column) -> bool {
    let Some((table, referenced)) = target(cx, key) else { return false };
    let ForeignKey { columns, references, referenced_columns, on_delete, on_update, .. } = key.clone();
    let plain = ForeignKey { columns, referenced_columns, on_delete, on_update, ..ForeignKey::new(references) };
    let actions = [on_delete, on_update];
    *key == plain
        && table.column(referenced).is_some_and(|referenced| referenced.ty == column.ty)
        && !(actions.contains(&Action::SetNull) && column.not_null)
        && !(actions.contains(&Action::SetDefault) && column.default.is_none())
}

/// The arguments of `#[references(…)]`. `alone` says that no other key of the table leads to the same one.
pub(super) fn arguments(
    cx: &Cx<'_>,
    table: &Table<'_>,
    (name, key): (&Ident, &ForeignKey),
    alone: Alone,
) -> Vec<String> {
    let mut arguments = vec![cx.names.table(&key.references).unwrap_or_default().to_owned()];
    arguments.push(format!("on_delete = {}", action(key.on_delete)));
    if key.on_update != Action::NoAction {
        arguments.push(format!("on_update = {}", action(key.on_update)));
    }
    if *name != derived(table, key, alone) {
        arguments.push(format!("name = {}", attributes::string(name.as_str())));
    }
    arguments
}

/// Whether a foreign key is the only one of its table to its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Alone {
    /// It is named after the target.
    Yes,
    /// It is named after its column.
    No,
}

fn derived(table: &Table<'_>, key: &ForeignKey, alone: Alone) -> Ident {
    let own = table.name.name.as_str();
    let columns: Vec<&str> =
        key.columns.iter().map(|column| column.as_str().strip_suffix("_id").unwrap_or(column.as_str())).collect();
    Ident::shortened(match alone {
        Alone::Yes => format!("fk_{own}_{}", key.references.name.as_str()),
        Alone::No => format!("fk_{own}_{}", columns.join("_")),
    })
}

fn action(action: Action) -> &'static str {
    match action {
        Action::NoAction => "no_action",
        Action::Restrict => "restrict",
        Action::Cascade => "cascade",
        Action::SetNull => "set_null",
        Action::SetDefault => "set_default",
    }
}
