//! Reads the names of what has no model.

use entity_core::schema::{Ident, QualName, Unmodelled};

use super::reading::Reading;
use super::{Error, Part, Record};

pub(super) const PART: Part = Part { noun: "other objects", sql: include_str!("sql/unmodelled.sql"), add };

fn add(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let namespace = record.maybe_ident("namespace")?.unwrap_or(QualName::PUBLIC);
    let name = QualName { namespace, name: Ident::from(record.get::<String>("name")?) };
    reading.catalog.unmodelled.insert(Unmodelled { kind: record.get("kind")?, name: name.plain() });
    Ok(())
}
