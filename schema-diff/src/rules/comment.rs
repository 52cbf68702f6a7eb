//! Comments on any object.

use entity_core::schema::{Catalog, Comment, Literal, Object, ObjectId};

use super::{Cause, Cx, Effect, Op, Slot, column, function};

pub(super) fn create(cx: &Cx<'_>, id: &ObjectId, comment: &Comment) -> Vec<Op> {
    vec![say(cx, Slot::Create, id, comment)]
}

pub(super) fn alter(cx: &Cx<'_>, id: &ObjectId, to: &Comment) -> Vec<Op> {
    vec![say(cx, Slot::Alter, id, to)]
}

fn say(cx: &Cx<'_>, slot: Slot, id: &ObjectId, comment: &Comment) -> Op {
    let Comment { text } = comment;
    Op::statement(slot, id, format!("COMMENT ON {} IS {}", described(cx.to, id), Literal(text))).place(place(cx, id))
}

/// The table's own comment, those of its columns in their order, then the others by name.
fn place(cx: &Cx<'_>, id: &ObjectId) -> usize {
    match id {
        ObjectId::Comment(on) => place(cx, on),
        ObjectId::Table(_) => 0,
        ObjectId::Column(table, name) => column::position(cx, table, name).saturating_add(1),
        ObjectId::Extension(_)
        | ObjectId::Namespace(_)
        | ObjectId::EnumType(_)
        | ObjectId::Function(..)
        | ObjectId::Constraint(..)
        | ObjectId::Index(_)
        | ObjectId::Trigger(..) => usize::MAX,
    }
}

/// A comment goes with what it describes.
pub(super) fn drop(cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
    let ObjectId::Comment(on) = id else { return Vec::new() };
    let is_orphan = match cx.effect(on) {
        Some(Effect::Rebuild | Effect::Replace | Effect::Gone) => true,
        Some(Effect::Quiet | Effect::Release | Effect::Retype) | None => false,
    };
    if is_orphan {
        return Vec::new();
    }
    vec![Op::statement(Slot::Drop, id, format!("COMMENT ON {} IS NULL", described(cx.to, id)))]
}

pub(super) fn reaction(cause: &Cause<'_>) -> Effect {
    match cause.effect {
        Effect::Quiet | Effect::Release | Effect::Retype => Effect::Quiet,
        Effect::Rebuild | Effect::Replace | Effect::Gone => Effect::Replace,
    }
}

/// The object as `COMMENT ON` names it.
fn described(catalog: &Catalog, id: &ObjectId) -> String {
    match id {
        ObjectId::Extension(name) => format!("EXTENSION {name}"),
        ObjectId::Namespace(name) => format!("SCHEMA {name}"),
        ObjectId::EnumType(name) => format!("TYPE {name}"),
        ObjectId::Function(name, arguments) => format!("{} {name}({arguments})", function_noun(catalog, id)),
        ObjectId::Table(name) => format!("TABLE {name}"),
        ObjectId::Column(table, name) => format!("COLUMN {table}.{name}"),
        ObjectId::Constraint(table, name) => format!("CONSTRAINT {name} ON {table}"),
        ObjectId::Index(name) => format!("INDEX {name}"),
        ObjectId::Trigger(table, name) => format!("TRIGGER {name} ON {table}"),
        ObjectId::Comment(on) => described(catalog, on),
    }
}

fn function_noun(catalog: &Catalog, id: &ObjectId) -> &'static str {
    match catalog.objects.get(id) {
        Some(Object::Function(function)) => function::noun(function.kind),
        Some(_) | None => "FUNCTION",
    }
}
