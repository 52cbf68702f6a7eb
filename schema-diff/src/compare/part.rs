//! The part of a catalog that a comparison is about: what differs, and all that it needs.
//!
//! A server spells what differs in the part as it would in the whole, and in a large database the part is small.

use std::collections::{BTreeMap, BTreeSet};

use entity_core::schema::{Catalog, Object, ObjectId};

use crate::diff::Delta;
use crate::rules;

/// The part of a catalog that is enough to build what differs.
pub(super) fn part(catalog: &Catalog, deltas: &[Delta]) -> Catalog {
    let families = families(catalog);
    let mut found: BTreeSet<ObjectId> = BTreeSet::new();
    let mut asking: Vec<ObjectId> = ids(deltas).cloned().collect();
    while let Some(id) = asking.pop() {
        let Some(object) = catalog.objects.get(&id) else { continue };
        if found.insert(id.clone()) {
            asking.extend(rules::needs(catalog, &id, object));
            asking.extend(catalog.needed_by(&id).cloned());
            asking.extend(columns(catalog, &id));
            asking.extend(families.get(&id).into_iter().flatten().cloned());
        }
    }
    let within = |id: &ObjectId| found.contains(id);
    let edges = catalog.edges.iter().filter(|(dependent, needed)| within(dependent) && within(needed));
    Catalog {
        objects: catalog
            .objects
            .iter()
            .filter(|(id, _)| within(id))
            .map(|(id, one)| (id.clone(), one.clone()))
            .collect(),
        edges: edges.cloned().collect(),
        column_order: catalog.column_order.clone(),
        owners: catalog.owners.clone(),
        unpopulated: catalog.unpopulated.clone(),
        unmodelled: catalog.unmodelled.clone(),
    }
}

/// What a table comes with: its children, and where it is a child or has some, its indexes and constraints. What the
/// server says of an index of a parent depends on those of the children.
fn families(catalog: &Catalog) -> BTreeMap<ObjectId, Vec<ObjectId>> {
    let mut families: BTreeMap<ObjectId, Vec<ObjectId>> = BTreeMap::new();
    for (name, table) in catalog.tables() {
        let child = ObjectId::Table(name.clone());
        let parents = table.inherits.iter().chain(table.partition.as_ref().map(|partition| &partition.parent));
        for parent in parents {
            families.entry(ObjectId::Table(parent.clone())).or_default().push(child.clone());
            families.entry(child.clone()).or_default();
        }
    }
    if families.is_empty() {
        return families;
    }
    for (id, object) in &catalog.objects {
        let table = match (id, object) {
            (_, Object::Index(index)) => &index.table,
            (ObjectId::Constraint(table, _), _) => table,
            _ => continue,
        };
        if let Some(family) = families.get_mut(&ObjectId::Table(table.clone())) {
            family.push(id.clone());
        }
    }
    families
}

/// The whole with what differs as the part has it.
pub(super) fn whole(catalog: &Catalog, part: Catalog, deltas: &[Delta]) -> Catalog {
    let mut whole = catalog.clone();
    let mut objects = part.objects;
    for id in ids(deltas) {
        if let Some(object) = objects.remove(id) {
            whole.objects.insert(id.clone(), object);
        }
    }
    whole
}

fn ids(deltas: &[Delta]) -> impl Iterator<Item = &ObjectId> {
    deltas.iter().map(|delta| match delta {
        Delta::Create(id) | Delta::Drop(id) | Delta::Alter(id) => id,
    })
}

/// A table is made with its columns, and a view with what is said of them.
fn columns(catalog: &Catalog, id: &ObjectId) -> Vec<ObjectId> {
    let Some(name) = id.relation() else { return Vec::new() };
    let order = catalog.column_order.get(name).map(Vec::as_slice).unwrap_or_default();
    order.iter().map(|column| ObjectId::Column(name.clone(), column.clone())).collect()
}
