//! Reads what depends on what.

use entity_core::schema::{ObjectId, ObjectKind};

use super::reading::{Address, Reading};
use super::{Error, Part, Record};

pub(super) const PART: Part = Part { noun: "dependencies", sql: include_str!("sql/dependency.sql"), add };

fn add(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let dependent = record.address("class_oid", "object_oid", "part")?;
    let needed = record.address("needed_class_oid", "needed_object_oid", "needed_part")?;
    let (Some(dependent), Some(needed)) = (whole(reading, dependent), whole(reading, needed)) else { return Ok(()) };
    let (dependent, needed) = (&dependent, &needed);
    // A constraint and its index, a table and its row type are one object here; a table does not need its own columns.
    let whole = needed.parent().map(|parent| reading.catalog.resolved(parent));
    if dependent == needed || whole.as_ref() == Some(dependent) {
        return Ok(());
    }
    // A sequence knows its owner, which comes later than itself.
    if dependent.kind() == ObjectKind::Sequence && needed.table().is_some() {
        return Ok(());
    }
    let (dependent, needed) = (dependent.clone(), needed.clone());
    reading.catalog.depend(dependent, needed);
    Ok(())
}

/// The object at an address; of an attribute its type.
fn whole(reading: &Reading, address: Address) -> Option<ObjectId> {
    let id = reading.find(address)?.clone();
    Some(match id {
        ObjectId::Column(ty, _) if reading.catalog.objects.contains_key(&ObjectId::CompositeType(ty.clone())) => {
            ObjectId::CompositeType(ty)
        }
        id => id,
    })
}
