//! Reads publications, and what they publish.

use entity_core::schema::{Ident, Object, ObjectId, Publication, PublishedNamespace, PublishedTable};

use super::reading::{Reading, class};
use super::{Error, Part, Record};

pub(super) const PART: Part = Part { noun: "publications", sql: include_str!("sql/publication.sql"), add };

pub(super) const TABLES: Part =
    Part { noun: "published tables", sql: include_str!("sql/published_table.sql"), add: add_table };

pub(super) const NAMESPACES: Part =
    Part { noun: "published namespaces", sql: include_str!("sql/published_namespace.sql"), add: add_namespace };

fn add(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let publication = Publication {
        all_tables: record.get("all_tables")?,
        inserts: record.get("inserts")?,
        updates: record.get("updates")?,
        deletes: record.get("deletes")?,
        truncates: record.get("truncates")?,
        via_root: record.get("via_root")?,
        generated_columns: record.get("generated_columns")?,
    };
    let id = ObjectId::Publication(record.ident("name")?);
    reading.insert(class::PUBLICATION, record.get("oid")?, id, Object::Publication(publication));
    Ok(())
}

fn add_table(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let Some(table) = reading.table(record.get("table_oid")?) else { return Ok(()) };
    let columns = record.get::<Option<Vec<String>>>("columns")?;
    let published = PublishedTable {
        columns: columns.map(|columns| columns.into_iter().map(Ident::from).collect()),
        filter: record.maybe_expr("filter")?,
    };
    let id = ObjectId::PublishedTable(table, record.ident("publication")?);
    reading.insert(class::PUBLICATION_REL, record.get("oid")?, id, Object::PublishedTable(published));
    Ok(())
}

fn add_namespace(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let id = ObjectId::PublishedNamespace(record.ident("namespace")?, record.ident("publication")?);
    reading.catalog.insert(id, Object::PublishedNamespace(PublishedNamespace));
    Ok(())
}
