//! Reads domains.

use entity_core::schema::{Domain, Object, ObjectId, TypeName};

use super::reading::{Reading, class};
use super::{Error, Part, Record};

pub(super) const PART: Part = Part { noun: "domains", sql: include_str!("sql/domain.sql"), add };

fn add(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let name = record.name()?;
    let derived = format!("{}_not_null", name.name.as_str());
    let id = ObjectId::Domain(name);
    reading.locate(class::TYPE, record.get("array_oid")?, id.clone());
    if let Some(oid) = record.get("not_null_oid")? {
        reading.locate(class::CONSTRAINT, oid, id.clone());
    }
    let domain = Domain {
        base: TypeName::from(record.get::<String>("base")?),
        default: record.maybe_expr("expr")?,
        not_null: record.get("not_null")?,
        not_null_name: record.maybe_ident("not_null_name")?.filter(|name| name.as_str() != derived),
        collation: record.maybe_qualified("collation_namespace", "collation_name")?,
    };
    reading.insert(class::TYPE, record.get("oid")?, id, Object::Domain(domain));
    Ok(())
}
