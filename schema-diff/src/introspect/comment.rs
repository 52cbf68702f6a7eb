//! Reads comments.

use entity_core::schema::{Comment, Object, ObjectId};

use super::reading::Reading;
use super::{Error, Part, Record};

pub(super) const PART: Part = Part { noun: "comments", sql: include_str!("sql/comment.sql"), add };

fn add(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let address = record.address("class_oid", "object_oid", "part")?;
    let Some(on) = reading.find(address).cloned() else { return Ok(()) };
    let comment = Comment { text: record.get("text")? };
    reading.catalog.insert(ObjectId::Comment(Box::new(on)), Object::Comment(comment));
    Ok(())
}
