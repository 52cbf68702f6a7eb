//! Reads extensions.

use entity_core::schema::{Extension, Object, ObjectId};

use super::reading::{Reading, class};
use super::{Error, Part, Record};

pub(super) const PART: Part = Part { noun: "extensions", sql: include_str!("sql/extension.sql"), add };

fn add(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let extension = Extension { namespace: record.maybe_ident("namespace")? };
    let id = ObjectId::Extension(record.ident("name")?);
    reading.insert(class::EXTENSION, record.get("oid")?, id, Object::Extension(extension));
    Ok(())
}
