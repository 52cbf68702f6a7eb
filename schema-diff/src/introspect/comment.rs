//! Reads comments.

use entity_core::schema::{Comment, Object, ObjectId};

use super::reading::{Reading, class};
use super::{Error, Part, Record};

pub(super) const PART: Part = Part { noun: "comments", sql: include_str!("sql/comment.sql"), add };

fn add(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let address = record.address("class_oid", "object_oid", "part")?;
    let Some(on) = reading.find(address).cloned() else { return Ok(()) };
    let comment = Comment { text: record.get("text")? };
    match &on {
        ObjectId::Constraint(table, name) if address.class == class::CLASS => {
            // The index behind a constraint is no object of its own, but has a name by which it is described.
            let index = ObjectId::Index(table.sibling(name.clone()));
            let id = ObjectId::Comment(Box::new(index));
            reading.catalog.depend(id.clone(), on);
            reading.catalog.insert(id, Object::Comment(comment));
        }
        _ => reading.catalog.insert(ObjectId::Comment(Box::new(on)), Object::Comment(comment)),
    }
    Ok(())
}
