//! The tables of a scratch database as rows see them.

use std::collections::BTreeMap;

use tokio_postgres::{GenericClient, Row};

use crate::server::Refusal;

/// A table. It keeps its number when it is renamed.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// As a statement names it.
    pub(super) name: String,
    /// As people name it.
    pub(super) plain: String,
    /// The file that holds its rows. Another one means that it was written again.
    pub(super) filenode: i64,
    pub(super) columns: Vec<Column>,
}

/// A column. It keeps its place when it is renamed.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) place: i16,
    pub(super) name: String,
    pub(super) plain: String,
    pub(super) ty: String,
    pub(super) base: String,
    pub(super) category: String,
    pub(super) labels: Vec<String>,
    pub(super) is_required: bool,
    pub(super) has_default: bool,
    pub(super) is_made_by_server: bool,
    /// The table and column that it refers to.
    pub(super) target: Option<(String, String)>,
}

/// Reads all tables by their numbers.
pub(super) async fn tables(client: &impl GenericClient) -> Result<BTreeMap<u32, Table>, Refusal> {
    let mut tables: BTreeMap<u32, Table> = BTreeMap::new();
    for row in client.query(include_str!("columns.sql"), &[]).await? {
        let table = match tables.entry(row.try_get("table_oid")?) {
            std::collections::btree_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::btree_map::Entry::Vacant(vacant) => vacant.insert(Table {
                name: row.try_get("table_name")?,
                plain: row.try_get("plain_table")?,
                filenode: row.try_get("filenode")?,
                columns: Vec::new(),
            }),
        };
        table.columns.push(column(&row)?);
    }
    Ok(tables)
}

fn column(row: &Row) -> Result<Column, tokio_postgres::Error> {
    let target: Option<String> = row.try_get("target")?;
    Ok(Column {
        place: row.try_get("place")?,
        name: row.try_get("name")?,
        plain: row.try_get("plain_name")?,
        ty: row.try_get("type")?,
        base: row.try_get("base")?,
        category: row.try_get("category")?,
        labels: row.try_get("labels")?,
        is_required: row.try_get("is_required")?,
        has_default: row.try_get("has_default")?,
        is_made_by_server: row.try_get("is_made_by_server")?,
        target: target.zip(row.try_get("target_column")?),
    })
}
