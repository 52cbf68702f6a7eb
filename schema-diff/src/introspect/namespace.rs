//! Reads namespaces.

use entity_core::schema::{Namespace, Object, ObjectId, QualName};

use super::reading::{Reading, class};
use super::{Error, Part, Record};

pub(super) const PART: Part = Part { noun: "namespaces", sql: include_str!("sql/namespace.sql"), add };

fn add(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let id = ObjectId::Namespace(record.ident("name")?);
    let oid = record.get("oid")?;
    // Every database has it, so it is no object; but something may be said of it.
    if id == ObjectId::Namespace(QualName::PUBLIC) {
        reading.locate(class::NAMESPACE, oid, id);
    } else {
        reading.insert(class::NAMESPACE, oid, id, Object::Namespace(Namespace));
    }
    Ok(())
}
