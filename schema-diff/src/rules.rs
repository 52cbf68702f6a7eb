//! What a change of one kind of object means in SQL.
//!
//! In: an object of either catalog, and what happens around it. Out: [`Op`]s, in no order.
//! Never: decides an order, looks at another kind's text, reads a database.
//! Start at [`create`], [`drop`], [`alter`]; one file a kind. What a change does to dependents is [`effect`] and
//! [`reaction`].

mod cast;
mod column;
mod comment;
mod constraint;
mod enum_type;
mod extension;
mod function;
mod index;
mod namespace;
mod op;
mod rights;
mod table;
mod text;
mod trigger;

use std::collections::BTreeMap;

use entity_core::schema::{Catalog, Object, ObjectId, ObjectKind, QualName};

pub(crate) use op::{Bond, Clause, Form, Op, Slot};
pub(crate) use rights::lose;

/// What happens to an object that stays, as its dependents feel it. Later ones are graver.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Effect {
    /// Changes in place, unnoticed.
    Quiet,
    /// A column lets its default go for a while.
    Release,
    /// A column gets another type.
    Retype,
    /// A type is made again under its name; columns move over to it.
    Rebuild,
    /// Dropped and created again.
    Replace,
    /// Dropped.
    Gone,
}

/// Both sides, and what happens to each object that does not stay as it is.
pub(crate) struct Cx<'a> {
    pub(crate) from: &'a Catalog,
    pub(crate) to: &'a Catalog,
    pub(crate) effects: &'a BTreeMap<ObjectId, Effect>,
}

impl Cx<'_> {
    /// Whether nobody's rows are at stake.
    fn is_new(&self, table: &QualName) -> bool {
        !self.from.objects.contains_key(&ObjectId::Table(table.clone()))
    }

    /// What happens to an object, if anything does.
    fn effect(&self, id: &ObjectId) -> Option<Effect> {
        self.effects.get(id).copied()
    }

    /// Whether both sides hold the same, so that existing rows are known to fit.
    fn is_unchanged(&self, id: &ObjectId) -> bool {
        self.from.objects.get(id) == self.to.objects.get(id)
    }
}

/// Something that happened to `id`, told to one of its dependents.
pub(crate) struct Cause<'a> {
    pub(crate) id: &'a ObjectId,
    pub(crate) effect: Effect,
}

/// Makes an object of `cx.to`.
pub(crate) fn create(cx: &Cx<'_>, id: &ObjectId, object: &Object) -> Vec<Op> {
    match object {
        Object::Extension(extension) => extension::create(id, extension),
        Object::Namespace(namespace) => namespace::create(id, namespace),
        Object::EnumType(ty) => enum_type::create(id, ty),
        Object::Function(function) => function::create(id, function),
        Object::Table(table) => table::create(id, table),
        Object::Column(column) => column::create(cx, id, column),
        Object::Constraint(constraint) => constraint::create(cx, id, constraint),
        Object::Index(index) => index::create(cx, id, index),
        Object::Trigger(trigger) => trigger::create(id, trigger),
        Object::Comment(comment) => comment::create(cx, id, comment),
    }
}

/// Removes an object of `cx.from`.
pub(crate) fn drop(cx: &Cx<'_>, id: &ObjectId, object: &Object) -> Vec<Op> {
    match object {
        Object::Extension(_) => extension::drop(id),
        Object::Namespace(_) => namespace::drop(id),
        Object::EnumType(_) => enum_type::drop(id),
        Object::Function(function) => function::drop(id, function),
        Object::Table(_) => table::drop(id),
        Object::Column(column) => column::drop(cx, id, column),
        Object::Constraint(constraint) => constraint::drop(id, constraint),
        Object::Index(index) => index::drop(id, index),
        Object::Trigger(_) => trigger::drop(id),
        Object::Comment(_) => comment::drop(cx, id),
    }
}

/// Changes an object in place. Both sides are of one kind, because one id names them.
pub(crate) fn alter(cx: &Cx<'_>, id: &ObjectId, from: &Object, to: &Object) -> Vec<Op> {
    match (from, to) {
        (Object::Extension(_), Object::Extension(to)) => extension::alter(id, to),
        (Object::EnumType(from), Object::EnumType(to)) => enum_type::alter(cx, id, from, to),
        (Object::Function(_), Object::Function(to)) => function::alter(id, to),
        (Object::Table(_), Object::Table(to)) => table::alter(id, to),
        (Object::Column(from), Object::Column(to)) => column::alter(cx, id, from, to),
        (Object::Constraint(from), Object::Constraint(to)) => constraint::alter(id, from, to),
        (Object::Index(from), Object::Index(to)) => index::alter(id, from, to),
        (Object::Trigger(_), Object::Trigger(to)) => trigger::alter(id, to),
        (Object::Comment(_), Object::Comment(to)) => comment::alter(cx, id, to),
        (
            Object::Extension(_)
            | Object::Namespace(_)
            | Object::EnumType(_)
            | Object::Function(_)
            | Object::Table(_)
            | Object::Column(_)
            | Object::Constraint(_)
            | Object::Index(_)
            | Object::Trigger(_)
            | Object::Comment(_),
            _,
        ) => Vec::new(),
    }
}

/// What a difference between two objects of one id does to their dependents.
pub(crate) fn effect(from: &Object, to: &Object) -> Effect {
    match (from, to) {
        (Object::EnumType(from), Object::EnumType(to)) => enum_type::effect(from, to),
        (Object::Function(from), Object::Function(to)) => function::effect(from, to),
        (Object::Column(from), Object::Column(to)) => column::effect(from, to),
        (Object::Constraint(from), Object::Constraint(to)) => constraint::effect(from, to),
        (Object::Index(from), Object::Index(to)) => index::effect(from, to),
        (Object::Trigger(from), Object::Trigger(to)) => trigger::effect(from, to),
        (
            Object::Extension(_)
            | Object::Namespace(_)
            | Object::EnumType(_)
            | Object::Function(_)
            | Object::Table(_)
            | Object::Column(_)
            | Object::Constraint(_)
            | Object::Index(_)
            | Object::Trigger(_)
            | Object::Comment(_),
            _,
        ) => Effect::Quiet,
    }
}

/// What becomes of an object that stays while something it needs does not.
pub(crate) fn reaction(cx: &Cx<'_>, id: &ObjectId, object: &Object, cause: &Cause<'_>) -> Effect {
    match object {
        Object::Extension(_) | Object::Namespace(_) | Object::EnumType(_) | Object::Table(_) => Effect::Quiet,
        Object::Function(_) => function::reaction(cause),
        Object::Column(column) => column::reaction(cx, id, column, cause),
        Object::Constraint(constraint) => constraint::reaction(cx, id, constraint, cause),
        Object::Index(_) => index::reaction(cause),
        Object::Trigger(_) => trigger::reaction(cause),
        Object::Comment(_) => comment::reaction(cause),
    }
}

/// What an object needs as far as its model tells, beside the catalog's edges. A declared catalog has few of those.
pub(crate) fn needs(id: &ObjectId, object: &Object) -> Vec<ObjectId> {
    let mut needs: Vec<ObjectId> = id.parent().into_iter().collect();
    match object {
        Object::Extension(extension) => needs.extend(extension.namespace.clone().map(ObjectId::Namespace)),
        Object::Constraint(constraint) => needs.extend(constraint::needs(id, constraint)),
        Object::Index(index) => needs.push(ObjectId::Table(index.table.clone())),
        Object::Trigger(trigger) => needs.push(ObjectId::Function(trigger.function.clone(), String::new())),
        Object::Namespace(_)
        | Object::EnumType(_)
        | Object::Function(_)
        | Object::Table(_)
        | Object::Column(_)
        | Object::Comment(_) => {}
    }
    needs
}

/// The table whose statements an object's statements stand with.
pub(crate) fn home(catalog: &Catalog, id: &ObjectId) -> Option<QualName> {
    match id {
        ObjectId::Table(table)
        | ObjectId::Column(table, _)
        | ObjectId::Constraint(table, _)
        | ObjectId::Trigger(table, _) => Some(table.clone()),
        ObjectId::Index(_) => match catalog.objects.get(id) {
            Some(Object::Index(index)) => Some(index.table.clone()),
            Some(_) | None => None,
        },
        ObjectId::Comment(on) => home(catalog, on),
        ObjectId::Extension(_) | ObjectId::Namespace(_) | ObjectId::EnumType(_) | ObjectId::Function(..) => None,
    }
}

/// The name that an object takes among relations, where two kinds cannot share one.
pub(crate) fn relation(id: &ObjectId, object: &Object) -> Option<QualName> {
    match (id, object) {
        (ObjectId::Table(name) | ObjectId::Index(name), _) => Some(name.clone()),
        (ObjectId::Constraint(table, name), Object::Constraint(constraint)) => {
            constraint::has_index(constraint).then(|| table.sibling(name.clone()))
        }
        (
            ObjectId::Extension(_)
            | ObjectId::Namespace(_)
            | ObjectId::EnumType(_)
            | ObjectId::Function(..)
            | ObjectId::Column(..)
            | ObjectId::Constraint(..)
            | ObjectId::Trigger(..)
            | ObjectId::Comment(_),
            _,
        ) => None,
    }
}

/// The table of whose rows an object makes some columns unique.
pub(crate) fn key_of(id: &ObjectId, object: &Object) -> Option<QualName> {
    match (id, object) {
        (ObjectId::Constraint(table, _), Object::Constraint(constraint)) => {
            constraint::is_key(constraint).then(|| table.clone())
        }
        (_, Object::Index(index)) => index.unique.then(|| index.table.clone()),
        (
            _,
            Object::Extension(_)
            | Object::Namespace(_)
            | Object::EnumType(_)
            | Object::Function(_)
            | Object::Table(_)
            | Object::Column(_)
            | Object::Constraint(_)
            | Object::Trigger(_)
            | Object::Comment(_),
        ) => None,
    }
}

/// The table one of whose keys an object looks up when it is created.
pub(crate) fn looks_up(object: &Object) -> Option<&QualName> {
    match object {
        Object::Constraint(constraint) => constraint::references(constraint),
        Object::Extension(_)
        | Object::Namespace(_)
        | Object::EnumType(_)
        | Object::Function(_)
        | Object::Table(_)
        | Object::Column(_)
        | Object::Index(_)
        | Object::Trigger(_)
        | Object::Comment(_) => None,
    }
}

/// How early a kind is created where dependencies leave the choice, and how late it is dropped.
pub(crate) fn stage(kind: ObjectKind) -> u8 {
    match kind {
        ObjectKind::Extension => 0,
        ObjectKind::Namespace => 1,
        ObjectKind::EnumType => 2,
        ObjectKind::Function => 3,
        ObjectKind::Table
        | ObjectKind::Column
        | ObjectKind::Constraint
        | ObjectKind::Index
        | ObjectKind::Trigger
        | ObjectKind::Comment => 4,
    }
}

/// The place of a kind's statements among those of one table; drops run through it backwards.
pub(crate) fn phase(kind: ObjectKind) -> u8 {
    match kind {
        ObjectKind::Extension | ObjectKind::Namespace | ObjectKind::EnumType | ObjectKind::Function => 0,
        ObjectKind::Table => 1,
        ObjectKind::Column => 2,
        ObjectKind::Constraint => 3,
        ObjectKind::Index => 4,
        ObjectKind::Trigger => 5,
        ObjectKind::Comment => 6,
    }
}

#[cfg(test)]
mod tests;
