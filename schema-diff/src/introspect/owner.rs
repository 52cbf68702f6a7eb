//! Reads owners.

use super::reading::Reading;
use super::{Error, Part, Record};

pub(super) const PART: Part = Part { noun: "owners", sql: include_str!("sql/owner.sql"), add };

fn add(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let Some(on) = reading.exactly(record.address("class_oid", "object_oid", "part")?).cloned() else { return Ok(()) };
    reading.catalog.owners.insert(on, record.ident("role")?);
    Ok(())
}
