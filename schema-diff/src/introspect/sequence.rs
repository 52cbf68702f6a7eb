//! Reads sequences, and the counters behind identity columns.

use entity_core::schema::{Counter, Object, ObjectId, Sequence, TypeName};

use super::reading::{Reading, class};
use super::{Error, Part, Record, table};

pub(super) const PART: Part = Part { noun: "sequences", sql: include_str!("sql/sequence.sql"), add };

fn add(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let id = ObjectId::Sequence(record.name()?);
    reading.insert(class::CLASS, record.get("oid")?, id, Object::Sequence(sequence(record)?));
    Ok(())
}

fn sequence(record: &Record<'_>) -> Result<Sequence, Error> {
    let owner = record.maybe_qualified("owner_namespace", "owner_table")?;
    Ok(Sequence {
        ty: TypeName::from(record.get::<String>("ty")?),
        counter: counter(record)?,
        persistence: table::persistence(record)?,
        owned_by: owner.zip(record.maybe_ident("owner_column")?),
    })
}

/// How the sequence of a row counts.
pub(super) fn counter(record: &Record<'_>) -> Result<Counter, Error> {
    Ok(Counter {
        start: record.get("start")?,
        increment: record.get("increment")?,
        min: record.get("min")?,
        max: record.get("max")?,
        cache: record.get("cache")?,
        cycle: record.get("cycle")?,
    })
}
