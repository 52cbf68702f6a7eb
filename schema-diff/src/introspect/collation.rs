//! Reads collations.

use entity_core::schema::{Collation, CollationProvider, Object, ObjectId};

use super::reading::{Reading, class};
use super::{Error, Part, Record};

pub(super) const PART: Part = Part { noun: "collations", sql: include_str!("sql/collation.sql"), add };

fn add(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let collation = Collation {
        provider: provider(record)?,
        locale: record.get("locale")?,
        collate: record.get("collate")?,
        ctype: record.get("ctype")?,
        deterministic: record.get("deterministic")?,
        rules: record.get("rules")?,
    };
    let id = ObjectId::Collation(record.name()?);
    reading.insert(class::COLLATION, record.get("oid")?, id, Object::Collation(collation));
    Ok(())
}

fn provider(record: &Record<'_>) -> Result<CollationProvider, Error> {
    match record.get("provider")? {
        "c" => Ok(CollationProvider::Libc),
        "i" => Ok(CollationProvider::Icu),
        "b" => Ok(CollationProvider::Builtin),
        other => record.unknown("provider", other),
    }
}
