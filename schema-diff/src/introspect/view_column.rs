//! Reads columns of views.

use entity_core::schema::{Catalog, Object, ObjectId, OutputColumn, QualName, Query, TypeName, ViewColumn};

use super::reading::{Address, Reading, class};
use super::{Error, Part, Record};

pub(super) const PART: Part = Part { noun: "columns of views", sql: include_str!("sql/view_column.sql"), add };

fn add(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let view_oid = record.get("view_oid")?;
    let Some(view) = reading.table(view_oid) else { return Ok(()) };
    let Some(query) = query(&mut reading.catalog, &view) else { return Ok(()) };
    let column = OutputColumn {
        name: record.ident("name")?,
        ty: TypeName::from(record.get::<String>("ty")?),
        collation: record.maybe_qualified("collation_namespace", "collation_name")?,
    };
    query.columns.push(column.clone());
    let id = ObjectId::ViewColumn(view, column.name);
    if let Some(oid) = record.get("default_oid")? {
        reading.locate(class::ATTRDEF, oid, id.clone());
    }
    reading.locate_part(Address { class: class::CLASS, object: view_oid, part: record.get("number")? }, id.clone());
    reading.catalog.insert(id, Object::ViewColumn(ViewColumn { default: record.maybe_expr("default_expr")? }));
    Ok(())
}

fn query<'a>(catalog: &'a mut Catalog, view: &QualName) -> Option<&'a mut Query> {
    match catalog.relation(view).and_then(|id| catalog.objects.get_mut(&id)) {
        Some(Object::View(view)) => Some(&mut view.query),
        Some(Object::MaterializedView(view)) => Some(&mut view.query),
        Some(_) | None => None,
    }
}
