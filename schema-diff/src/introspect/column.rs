//! Reads columns.

use entity_core::schema::{
    Column, Generated, Generation, Ident, Identity, NotNull, Object, ObjectId, Origin, QualName, Storage,
    StorageStrategy, TypeName,
};

use super::reading::{Address, Reading, class};
use super::{Error, Part, Record, foreign, sequence};

pub(super) const PART: Part = Part { noun: "columns", sql: include_str!("sql/column.sql"), add };

fn add(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let table_oid = record.get("table_oid")?;
    let Some(table) = reading.table(table_oid) else { return Ok(()) };
    let name = record.ident("name")?;
    let id = ObjectId::Column(table.clone(), name.clone());
    let further =
        [(class::ATTRDEF, "default_oid"), (class::CONSTRAINT, "not_null_oid"), (class::CLASS, "sequence_oid")];
    for (class, oid) in further {
        if let Some(oid) = record.get(oid)? {
            reading.locate(class, oid, id.clone());
        }
    }
    let address = Address { class: class::CLASS, object: table_oid, part: record.get("number")? };
    reading.locate_part(address, id.clone());
    let column = column(record, &table, &name)?;
    reading.catalog.column_order.entry(table).or_default().push(name);
    reading.catalog.insert(id, Object::Column(column));
    Ok(())
}

fn column(record: &Record<'_>, table: &QualName, name: &Ident) -> Result<Column, Error> {
    let expr = record.maybe_expr("expr")?;
    let (default, generated) = match (record.get("generated")?, expr) {
        ("", default) => (default, None),
        ("s", expr) => (None, expr.map(Generated::Stored)),
        ("v", expr) => (None, expr.map(Generated::Virtual)),
        (other, _) => return record.unknown("generated", other),
    };
    Ok(Column {
        ty: TypeName::from(record.get::<String>("ty")?),
        not_null: record.get("not_null")?,
        required: required(record, table, name)?,
        default,
        generated,
        identity: identity(record, table, name)?,
        collation: record.maybe_qualified("collation_namespace", "collation_name")?,
        compression: compression(record)?,
        storage: storage(record)?,
        statistics: record.get("statistics")?,
        options: record.get::<Vec<String>>("options")?.into(),
        foreign: foreign::options(record, "foreign_options")?,
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

/// A name that the server chose is none. A partition has the one of its parent's constraint, also after it left.
fn required(record: &Record<'_>, table: &QualName, column: &Ident) -> Result<NotNull, Error> {
    let derived = Ident::composed(&table.name, column, "not_null");
    let ending = format!("_{}_not_null", column.as_str());
    let numbered = |name: &Ident| name.as_str().trim_end_matches(|c: char| c.is_ascii_digit()).ends_with(&ending);
    let is_chosen = |name: &Ident| *name == derived || numbered(name);
    Ok(NotNull {
        name: record.maybe_ident("not_null_name")?.filter(|name| !is_chosen(name)),
        no_inherit: record.get("not_null_no_inherit")?,
        validated: record.get("not_null_validated")?,
    })
}

fn identity(record: &Record<'_>, table: &QualName, column: &Ident) -> Result<Option<Identity>, Error> {
    let generation = match record.get("identity")? {
        "" => return Ok(None),
        "a" => Generation::Always,
        "d" => Generation::ByDefault,
        other => return record.unknown("identity", other),
    };
    let derived = Identity::new(generation).sequence(table, column);
    let name = record.maybe_ident("sequence_name")?.filter(|name| *name != derived.name);
    Ok(Some(Identity { generation, name, counter: sequence::counter(record)? }))
}

fn compression(record: &Record<'_>) -> Result<Option<Ident>, Error> {
    match record.get("compression")? {
        "" => Ok(None),
        "p" => Ok(Some(Ident::from_static("pglz"))),
        "l" => Ok(Some(Ident::from_static("lz4"))),
        other => record.unknown("compression", other),
    }
}

fn storage(record: &Record<'_>) -> Result<Option<Storage>, Error> {
    let (strategy, of_type) = (strategy(record, "storage")?, strategy(record, "storage_of_type")?);
    Ok((strategy != of_type).then_some(Storage { strategy, of_type }))
}

fn strategy(record: &Record<'_>, column: &'static str) -> Result<StorageStrategy, Error> {
    match record.get(column)? {
        "p" => Ok(StorageStrategy::Plain),
        "e" => Ok(StorageStrategy::External),
        "x" => Ok(StorageStrategy::Extended),
        "m" => Ok(StorageStrategy::Main),
        other => record.unknown(column, other),
    }
}
