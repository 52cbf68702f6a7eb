//! Constraints on tables in use.

use entity_core::schema::{Column, Constraint, Ident, IndexStorage, Object, ObjectId, QualName};

use super::super::{Cx, Online, storage, text};
use super::definition::{definition, included};
use crate::plan::Change;

/// Checks and foreign keys are first believed, then validated. Keys get their index beside the traffic.
pub(super) fn create(cx: &Cx<'_>, (table, name): (&QualName, &Ident), constraint: &Constraint) -> Option<Online> {
    let add = |definition: String| format!("ALTER TABLE {table} ADD CONSTRAINT {name} {definition}");
    match constraint {
        Constraint::ForeignKey(_) | Constraint::Check(_) => {
            let unchecked = add(format!("{} NOT VALID", definition(constraint)));
            Some(Online::default().here(Change::Create, unchecked).validate(table, name))
        }
        Constraint::PrimaryKey(key) if !key.without_overlaps => {
            let nullable = key.columns.iter().filter(|column| is_nullable(cx, table, column));
            let online = nullable.fold(Online::default(), |online, column| online.required_here(table, column));
            Some(with_key(online, (table, name), constraint))
        }
        Constraint::Unique(unique) if !unique.without_overlaps => {
            Some(with_key(Online::default(), (table, name), constraint))
        }
        Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::Exclusion(_) => None,
    }
}

fn with_key(online: Online, (table, name): (&QualName, &Ident), constraint: &Constraint) -> Online {
    let (noun, nulls, columns, include, deferral, storage) = match constraint {
        Constraint::PrimaryKey(key) => ("PRIMARY KEY", "", &key.columns, &key.include, key.deferral, &key.storage),
        Constraint::Unique(key) => {
            let nulls = if key.nulls_not_distinct { " NULLS NOT DISTINCT" } else { "" };
            ("UNIQUE", nulls, &key.columns, &key.include, key.deferral, &key.storage)
        }
        Constraint::ForeignKey(_) | Constraint::Check(_) | Constraint::Exclusion(_) => return online,
    };
    let (columns, include, kept) = (text::list(columns), included(include), kept(storage));
    let index = format!("CREATE UNIQUE INDEX CONCURRENTLY {name} ON {table} ({columns}){include}{nulls}{kept}");
    let deferral = text::deferral(deferral);
    let key = format!("ALTER TABLE {table} ADD CONSTRAINT {name} {noun} USING INDEX {name}{deferral}");
    let id = ObjectId::Index(table.sibling(name.clone()));
    online.beside(Change::Create, index).of(id).here(Change::Create, key)
}

fn kept(storage: &IndexStorage) -> String {
    let tablespace = storage.tablespace.as_ref().map(|name| format!(" TABLESPACE {name}"));
    storage::parameters(storage) + &tablespace.unwrap_or_default()
}

fn is_nullable(cx: &Cx<'_>, table: &QualName, column: &Ident) -> bool {
    let id = ObjectId::Column(table.clone(), column.clone());
    matches!(cx.from.objects.get(&id), Some(Object::Column(Column { not_null: false, .. })))
}
