//! Namespaces.

use entity_core::schema::{Namespace, ObjectId};

use super::{Op, Slot};

pub(super) fn create(id: &ObjectId, namespace: &Namespace) -> Vec<Op> {
    let ObjectId::Namespace(name) = id else { return Vec::new() };
    let Namespace = namespace;
    vec![Op::statement(Slot::Create, id, format!("CREATE SCHEMA {name}"))]
}

pub(super) fn drop(id: &ObjectId) -> Vec<Op> {
    let ObjectId::Namespace(name) = id else { return Vec::new() };
    vec![Op::statement(Slot::Drop, id, format!("DROP SCHEMA {name}"))]
}
