//! Reads range types.

use entity_core::schema::{Object, ObjectId, RangeType, TypeName};

use super::reading::{Reading, class};
use super::{Error, Part, Record};

pub(super) const PART: Part = Part { noun: "range types", sql: include_str!("sql/range_type.sql"), add };

fn add(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let id = ObjectId::RangeType(record.name()?);
    for further in ["array_oid", "multirange_oid", "multirange_array_oid"] {
        reading.locate(class::TYPE, record.get(further)?, id.clone());
    }
    let ty = RangeType {
        subtype: TypeName::from(record.get::<String>("subtype")?),
        opclass: record.maybe_qualified("opclass_namespace", "opclass_name")?,
        collation: record.maybe_qualified("collation_namespace", "collation_name")?,
        subtype_diff: record.maybe_qualified("subtype_diff_namespace", "subtype_diff_name")?,
        multirange: record.qualified("multirange_namespace", "multirange_name")?,
    };
    reading.insert(class::TYPE, record.get("oid")?, id, Object::RangeType(ty));
    Ok(())
}
