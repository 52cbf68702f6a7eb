//! Reads columns.

use entity_core::schema::{Column, Generated, Identity, Object, ObjectId, Origin, TypeName};

use super::reading::{Address, Reading, class};
use super::{Error, Part, Record};

pub(super) const PART: Part = Part { noun: "columns", sql: include_str!("sql/column.sql"), add };

fn add(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let table_oid = record.get("table_oid")?;
    let Some(table) = reading.table(table_oid) else { return Ok(()) };
    let name = record.ident("name")?;
    let id = ObjectId::Column(table.clone(), name.clone());
    if let Some(oid) = record.get("default_oid")? {
        reading.locate(class::ATTRDEF, oid, id.clone());
    }
    let address = Address { class: class::CLASS, object: table_oid, part: record.get("number")? };
    reading.locate_part(address, id.clone());
    reading.catalog.column_order.entry(table).or_default().push(name);
    reading.catalog.insert(id, Object::Column(column(record)?));
    Ok(())
}

fn column(record: &Record<'_>) -> Result<Column, Error> {
    let expr = record.maybe_expr("expr")?;
    // Virtual columns of newer servers are kept as stored ones here and reported as not modelled.
    let is_generated = !record.get::<&str>("generated")?.is_empty();
    let (default, generated) = if is_generated { (None, expr.map(Generated::Stored)) } else { (expr, None) };
    Ok(Column {
        ty: TypeName::from(record.get::<String>("ty")?),
        not_null: record.get("not_null")?,
        default,
        generated,
        identity: identity(record)?,
        collation: record.maybe_qualified("collation_namespace", "collation_name")?,
        origin: origin(record)?,
    })
}

fn origin(record: &Record<'_>) -> Result<Origin, Error> {
    Ok(match (record.get("is_inherited")?, record.get("is_local")?) {
        (false, _) => Origin::Own,
        (true, false) => Origin::Inherited,
        (true, true) => Origin::Merged,
    })
}

fn identity(record: &Record<'_>) -> Result<Option<Identity>, Error> {
    match record.get("identity")? {
        "" => Ok(None),
        "a" => Ok(Some(Identity::Always)),
        "d" => Ok(Some(Identity::ByDefault)),
        other => record.unknown("identity", other),
    }
}
