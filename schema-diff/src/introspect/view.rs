//! Reads views.

use entity_core::schema::{Object, ObjectId, Query, View};

use super::reading::{Reading, class};
use super::{Error, Part, Record};

pub(super) const PART: Part = Part { noun: "views", sql: include_str!("sql/view.sql"), add };

fn add(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let id = ObjectId::View(record.name()?);
    locate(record, reading, &id)?;
    let view = View { query: query(record)?, options: record.get::<Vec<String>>("options")?.into() };
    reading.insert(class::CLASS, record.get("oid")?, id, Object::View(view));
    Ok(())
}

/// What its query needs, the server says of the rule that holds the query.
pub(super) fn locate(record: &Record<'_>, reading: &mut Reading, id: &ObjectId) -> Result<(), Error> {
    reading.locate(class::TYPE, record.get("row_oid")?, id.clone());
    reading.locate(class::TYPE, record.get("row_array_oid")?, id.clone());
    reading.locate(class::REWRITE, record.get("rule_oid")?, id.clone());
    Ok(())
}

/// The columns come in by rows of their own.
pub(super) fn query(record: &Record<'_>) -> Result<Query, Error> {
    let text: &str = record.get("query")?;
    Ok(Query { text: text.trim().trim_end_matches(';').into(), columns: Vec::new() })
}
