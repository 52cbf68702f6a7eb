//! Reads materialised views.

use entity_core::schema::{MaterializedView, Object, ObjectId};

use super::reading::{Reading, class};
use super::{Error, Part, Record, view};

pub(super) const PART: Part = Part { noun: "materialized views", sql: include_str!("sql/materialized_view.sql"), add };

fn add(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let name = record.name()?;
    if !record.get::<bool>("populated")? {
        reading.catalog.unpopulated.insert(name.clone());
    }
    let id = ObjectId::MaterializedView(name);
    view::locate(record, reading, &id)?;
    let view = MaterializedView {
        query: view::query(record)?,
        options: record.get::<Vec<String>>("options")?.into(),
        access_method: record.maybe_ident("access_method")?,
        tablespace: record.maybe_ident("tablespace")?,
    };
    reading.insert(class::CLASS, record.get("oid")?, id, Object::MaterializedView(view));
    Ok(())
}
