//! Reads comments.

use entity_core::schema::{Comment, Object, ObjectId, ObjectKind, Unmodelled};

use super::reading::{Reading, class};
use super::{Error, Part, Record};

pub(super) const PART: Part = Part { noun: "comments", sql: include_str!("sql/comment.sql"), add };

fn add(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let address = record.address("class_oid", "object_oid", "part")?;
    let Some(on) = reading.find(address).cloned() else { return Ok(()) };
    if address.class == class::CLASS && on.kind() == ObjectKind::Constraint {
        let kind = "comment on index of constraint".to_owned();
        reading.catalog.unmodelled.insert(Unmodelled { kind, name: on.plain() });
        return Ok(());
    }
    let comment = Comment { text: record.get("text")? };
    reading.catalog.insert(ObjectId::Comment(Box::new(on)), Object::Comment(comment));
    Ok(())
}
