//! Reads namespaces.

use entity_core::schema::{Namespace, Object, ObjectId};

use super::reading::{Reading, class};
use super::{Error, Part, Record};

pub(super) const PART: Part = Part { noun: "namespaces", sql: include_str!("sql/namespace.sql"), add };

fn add(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let id = ObjectId::Namespace(record.ident("name")?);
    reading.insert(class::NAMESPACE, record.get("oid")?, id, Object::Namespace(Namespace));
    Ok(())
}
