//! Reads comments.

use entity_core::schema::{Comment, Object, ObjectId, ObjectKind, Unmodelled};

use super::reading::{Address, Reading, class};
use super::{Error, Part, Record};

pub(super) const PART: Part = Part { noun: "comments", sql: include_str!("sql/comment.sql"), add };

fn add(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let address = record.address("class_oid", "object_oid", "part")?;
    let Some(on) = reading.find(address).cloned() else { return Ok(()) };
    if let Some(kind) = hidden(&on, address) {
        reading.catalog.unmodelled.insert(Unmodelled { kind: kind.to_owned(), name: on.plain() });
        return Ok(());
    }
    if let ObjectId::Column(ty, _) = &on {
        let whole = ObjectId::CompositeType(ty.clone());
        if reading.catalog.objects.contains_key(&whole) {
            reading.catalog.depend(ObjectId::Comment(Box::new(on.clone())), whole);
        }
    }
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

/// What is described where it is no object of its own but part of one.
fn hidden(on: &ObjectId, address: Address) -> Option<&'static str> {
    match (on.kind(), address.class, address.part) {
        (ObjectKind::Column, class::CLASS, 0) => Some("comment on sequence of column"),
        (ObjectKind::Column | ObjectKind::Domain, class::CONSTRAINT, _) => Some("comment on not null of"),
        _ => None,
    }
}
