//! Extensions.

use entity_core::schema::{Extension, ObjectId, QualName};

use super::{Op, Slot};

pub(super) fn create(id: &ObjectId, extension: &Extension) -> Vec<Op> {
    let ObjectId::Extension(name) = id else { return Vec::new() };
    let Extension { namespace } = extension;
    let sql = match namespace {
        Some(namespace) if *namespace != QualName::PUBLIC => {
            format!("CREATE EXTENSION {name} WITH SCHEMA {namespace}")
        }
        Some(_) | None => format!("CREATE EXTENSION {name}"),
    };
    vec![Op::statement(Slot::Create, id, sql)]
}

pub(super) fn drop(id: &ObjectId) -> Vec<Op> {
    let ObjectId::Extension(name) = id else { return Vec::new() };
    vec![Op::statement(Slot::Drop, id, format!("DROP EXTENSION {name}"))]
}

pub(super) fn alter(id: &ObjectId, to: &Extension) -> Vec<Op> {
    let ObjectId::Extension(name) = id else { return Vec::new() };
    let Extension { namespace: Some(namespace) } = to else { return Vec::new() };
    vec![Op::statement(Slot::Alter, id, format!("ALTER EXTENSION {name} SET SCHEMA {namespace}"))]
}
