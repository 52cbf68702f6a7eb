//! Reads tables.

use entity_core::schema::{Object, ObjectId, Persistence, Table};

use super::reading::{Reading, class};
use super::{Error, Part, Record};

pub(super) const PART: Part = Part { noun: "tables", sql: include_str!("sql/table.sql"), add };

fn add(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let name = record.name()?;
    let id = ObjectId::Table(name.clone());
    reading.catalog.column_order.insert(name, Vec::new());
    reading.locate(class::TYPE, record.get("row_oid")?, id.clone());
    reading.locate(class::TYPE, record.get("row_array_oid")?, id.clone());
    let table = Table { persistence: persistence(record)? };
    reading.insert(class::CLASS, record.get("oid")?, id, Object::Table(table));
    Ok(())
}

fn persistence(record: &Record<'_>) -> Result<Persistence, Error> {
    match record.get("persistence")? {
        "p" => Ok(Persistence::Permanent),
        "u" => Ok(Persistence::Unlogged),
        other => record.unknown("persistence", other),
    }
}
