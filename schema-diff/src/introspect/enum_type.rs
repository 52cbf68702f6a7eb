//! Reads enum types.

use entity_core::schema::{EnumType, Object, ObjectId};

use super::reading::{Reading, class};
use super::{Error, Part, Record};

pub(super) const PART: Part = Part { noun: "enum types", sql: include_str!("sql/enum_type.sql"), add };

fn add(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let id = ObjectId::EnumType(record.name()?);
    reading.locate(class::TYPE, record.get("array_oid")?, id.clone());
    let ty = EnumType { labels: record.get("labels")? };
    reading.insert(class::TYPE, record.get("oid")?, id, Object::EnumType(ty));
    Ok(())
}
