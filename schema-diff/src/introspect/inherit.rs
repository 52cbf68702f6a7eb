//! What a table has from its parents.

use entity_core::schema::{Catalog, Object, ObjectId, Origin, QualName, Table};

/// Says that inherited columns need those of the parents.
pub(super) fn connect(catalog: &mut Catalog) {
    let mut edges = Vec::new();
    for (id, object) in &catalog.objects {
        let (ObjectId::Table(name), Object::Table(table)) = (id, object) else { continue };
        for parent in parents(table) {
            for column in catalog.column_order.get(name).into_iter().flatten() {
                let own = ObjectId::Column(name.clone(), column.clone());
                let needed = ObjectId::Column(parent.clone(), column.clone());
                if is_inherited(catalog, &own) && catalog.objects.contains_key(&needed) {
                    edges.push((own, needed));
                }
            }
        }
    }
    catalog.edges.extend(edges);
}

fn parents(table: &Table) -> impl Iterator<Item = &QualName> {
    table.inherits.iter().chain(table.partition.as_ref().map(|partition| &partition.parent))
}

fn is_inherited(catalog: &Catalog, id: &ObjectId) -> bool {
    matches!(catalog.objects.get(id), Some(Object::Column(column)) if column.origin != Origin::Own)
}
