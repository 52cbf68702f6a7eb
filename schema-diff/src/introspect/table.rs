//! Reads tables.

use entity_core::schema::{
    Expr, Ident, Object, ObjectId, Partition, Persistence, QualName, ReplicaIdentity, Table, TableKind,
};

use super::reading::{Reading, class};
use super::{Error, Part, Record};

pub(super) const PART: Part = Part { noun: "tables", sql: include_str!("sql/table.sql"), add };

fn add(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let name = record.name()?;
    let id = ObjectId::Table(name.clone());
    reading.catalog.column_order.insert(name, Vec::new());
    reading.locate(class::TYPE, record.get("row_oid")?, id.clone());
    reading.locate(class::TYPE, record.get("row_array_oid")?, id.clone());
    reading.insert(class::CLASS, record.get("oid")?, id, Object::Table(table(record)?));
    Ok(())
}

fn table(record: &Record<'_>) -> Result<Table, Error> {
    let mut parents = parents(record)?;
    let bound = record.maybe_expr("bound")?;
    let partition = bound.zip(parents.first().cloned()).map(|(bound, parent)| Partition { parent, bound });
    if partition.is_some() {
        parents.clear();
    }
    Ok(Table {
        kind: kind(record)?,
        persistence: persistence(record)?,
        of_type: record.maybe_qualified("type_namespace", "type_name")?,
        inherits: parents,
        partition,
        access_method: record.maybe_ident("access_method")?,
        tablespace: record.maybe_ident("tablespace")?,
        options: record.get::<Vec<String>>("options")?.into(),
        row_security: record.get("row_security")?,
        forced_row_security: record.get("forced_row_security")?,
        replica_identity: replica_identity(record)?,
    })
}

fn kind(record: &Record<'_>) -> Result<TableKind, Error> {
    match record.get("kind")? {
        "r" => Ok(TableKind::Ordinary),
        "p" => {
            let key = record.maybe_expr("partition_key")?.unwrap_or_else(|| Expr::from(""));
            Ok(TableKind::Partitioned { key })
        }
        "f" => {
            let server = record.maybe_ident("server")?.unwrap_or_else(|| Ident::from(""));
            Ok(TableKind::Foreign { server, options: record.get("server_options")? })
        }
        other => record.unknown("kind", other),
    }
}

fn parents(record: &Record<'_>) -> Result<Vec<QualName>, Error> {
    let (namespaces, names) = (record.idents("parent_namespaces")?, record.idents("parent_names")?);
    Ok(namespaces.into_iter().zip(names).map(|(namespace, name)| QualName { namespace, name }).collect())
}

/// Whether the rows of a table, or the value of a sequence, survive a crash.
pub(super) fn persistence(record: &Record<'_>) -> Result<Persistence, Error> {
    match record.get("persistence")? {
        "p" => Ok(Persistence::Permanent),
        "u" => Ok(Persistence::Unlogged),
        other => record.unknown("persistence", other),
    }
}

/// The system's tables have none, and a foreign table's means nothing.
fn replica_identity(record: &Record<'_>) -> Result<ReplicaIdentity, Error> {
    match (record.get("kind")?, record.get("replica_identity")?) {
        ("f", _) | (_, "d") => Ok(ReplicaIdentity::Default),
        (_, "n") => Ok(ReplicaIdentity::Nothing),
        (_, "f") => Ok(ReplicaIdentity::Full),
        (_, "i") => Ok(ReplicaIdentity::Index),
        (_, other) => record.unknown("replica_identity", other),
    }
}
