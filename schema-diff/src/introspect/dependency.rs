//! Reads what depends on what.

use super::reading::Reading;
use super::{Error, Part, Record};

pub(super) const PART: Part = Part { noun: "dependencies", sql: include_str!("sql/dependency.sql"), add };

fn add(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let dependent = record.address("class_oid", "object_oid", "part")?;
    let needed = record.address("needed_class_oid", "needed_object_oid", "needed_part")?;
    let (Some(dependent), Some(needed)) = (reading.find(dependent), reading.find(needed)) else { return Ok(()) };
    // A constraint and its index, a table and its row type are one object here; a table does not need its own columns.
    let whole = needed.parent().map(|parent| reading.catalog.resolved(parent));
    if dependent == needed || whole.as_ref() == Some(dependent) {
        return Ok(());
    }
    let (dependent, needed) = (dependent.clone(), needed.clone());
    reading.catalog.depend(dependent, needed);
    Ok(())
}
