//! What no entity says.

use entity_core::schema::{Catalog, Object, ObjectId};

use super::Cx;
use super::field::is_touched;

/// The comment on an object.
pub(super) fn comment<'a>(cx: &'a Cx<'_>, id: &ObjectId) -> Option<&'a str> {
    match cx.catalog.objects.get(&ObjectId::Comment(Box::new(id.clone()))) {
        Some(Object::Comment(comment)) => Some(&comment.text),
        Some(_) | None => None,
    }
}

/// Objects that belong to no struct and no enum, and those that this version does not model.
pub(super) fn rest(cx: &Cx<'_>) -> Vec<String> {
    let Catalog { objects, unmodelled, .. } = cx.catalog;
    let left = objects.keys().filter(|id| !is_said(cx, id)).map(ObjectId::to_string);
    let unknown = unmodelled.iter().map(|object| format!("{} {}", object.kind, object.name));
    left.chain(unknown).collect()
}

fn is_said(cx: &Cx<'_>, id: &ObjectId) -> bool {
    let touched = || cx.tables.iter().filter(|table| is_touched(table));
    match id {
        ObjectId::EnumType(name) => is_used(cx, &name.to_string()),
        ObjectId::Extension(name) => name.as_str() == "postgis" || is_used(cx, name.as_str()),
        ObjectId::Function(name, _) => touched().any(|table| {
            table.triggers.iter().any(|(_, trigger)| trigger.function == *name && name.plain() == "set_updated_at")
        }),
        ObjectId::Trigger(table, name) => {
            touched().any(|one| one.name == table && name.as_str() == format!("set_{}_updated_at", table.name.as_str()))
        }
        ObjectId::Comment(on) => {
            matches!(&**on, ObjectId::Table(_) | ObjectId::Column(..) | ObjectId::EnumType(_))
        }
        ObjectId::TextSearchDictionary(_)
        | ObjectId::TextSearchConfiguration(_)
        | ObjectId::ForeignDataWrapper(_)
        | ObjectId::ForeignServer(_)
        | ObjectId::Publication(_)
        | ObjectId::PublishedTable(..)
        | ObjectId::PublishedNamespace(..)
        | ObjectId::DefaultPrivilege(..)
        | ObjectId::Grant(..)
        | ObjectId::Owner(_) => false,
        ObjectId::Namespace(name) => cx.tables.iter().any(|table| table.name.namespace == *name),
        // It is said with its view.
        ObjectId::ViewColumn(..) => true,
        ObjectId::Aggregate(..)
        | ObjectId::View(_)
        | ObjectId::MaterializedView(_)
        | ObjectId::Rule(..)
        | ObjectId::EventTrigger(_) => false,
        ObjectId::Statistics(_) | ObjectId::Policy(..) => false,
        // The writers of structs make notes of these.
        ObjectId::Table(_) | ObjectId::Column(..) | ObjectId::Constraint(..) | ObjectId::Index(_) => true,
        ObjectId::Collation(_)
        | ObjectId::Domain(_)
        | ObjectId::DomainCheck(..)
        | ObjectId::CompositeType(_)
        | ObjectId::RangeType(_)
        | ObjectId::Sequence(_) => false,
    }
}

/// Only the types of columns are declared.
fn is_used(cx: &Cx<'_>, name: &str) -> bool {
    let mut columns = cx.tables.iter().flat_map(|table| &table.columns);
    columns.any(|(_, column)| column.ty.as_str().strip_suffix("[]").unwrap_or(column.ty.as_str()) == name)
}
