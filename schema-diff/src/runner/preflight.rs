//! Sees before a run that a database is not the one that the migrations were made from: it already holds what they make,
//! or lacks what they change. Pure.

use std::collections::BTreeSet;

use entity_core::schema::{Catalog, ObjectId, ObjectKind};

use super::{Error, Pending};
use crate::files::{Named, Way};

/// Sees that a database is one that pending migrations can run on.
///
/// # Errors
/// [`Error::NotEmpty`] and [`Error::NotMadeFrom`] name the objects that are there already, or are not there.
pub fn fit(pending: &[Pending<'_>], live: &Catalog) -> Result<(), Error> {
    let objects = conflicts(pending, live);
    if !objects.is_empty() {
        return Err(Error::NotEmpty { objects });
    }
    let objects = missing(pending, live);
    if objects.is_empty() { Ok(()) } else { Err(Error::NotMadeFrom { objects }) }
}

/// The objects that pending migrations create and that `live` already has, as kind and name.
///
/// Extensions and namespaces may be there: an administrator makes them. What a pending migration drops or renames
/// first is no conflict. Half-done migrations are past this check.
fn conflicts(pending: &[Pending<'_>], live: &Catalog) -> Vec<String> {
    let mut present: BTreeSet<Named> = live.objects.keys().filter(|id| stands_alone(id)).map(Named::new).collect();
    let mut conflicts = Vec::new();
    let fresh = pending.iter().filter(|one| !one.has_begun);
    let manifests = fresh.filter_map(|one| one.migration.manifest.as_ref());
    for entry in manifests.flat_map(|manifest| &manifest.up) {
        for object in &entry.objects {
            match entry.change {
                Way::Create if present.contains(object) => conflicts.push(format!("{} {}", object.kind, object.name)),
                Way::Create | Way::Alter => {}
                Way::Drop | Way::Rename => {
                    present.remove(object);
                }
            }
        }
    }
    conflicts
}

/// The objects that pending migrations change, drop or rename and that `live` does not have, as kind and name.
///
/// What a statement of a person does, no one knows, nor what everything is called after a rename: behind those nothing is
/// said to be missing.
fn missing(pending: &[Pending<'_>], live: &Catalog) -> Vec<String> {
    let mut present: BTreeSet<Named> = live.objects.keys().map(Named::new).collect();
    let mut missing: BTreeSet<String> = BTreeSet::new();
    for one in pending.iter().take_while(|one| !one.has_begun) {
        let Some(manifest) = &one.migration.manifest else { break };
        for entry in &manifest.up {
            let first = entry.objects.first().filter(|object| is_called(object));
            match entry.change {
                Way::Rename => return missing.into_iter().collect(),
                Way::Create => {}
                Way::Alter | Way::Drop => {
                    let absent = first.filter(|object| !present.contains(object));
                    missing.extend(absent.map(|object| format!("{} {}", object.kind, object.name)));
                }
            }
            match entry.change {
                Way::Drop => present.retain(|object| !entry.objects.contains(object)),
                Way::Create | Way::Alter | Way::Rename => present.extend(entry.objects.iter().cloned()),
            }
        }
    }
    missing.into_iter().collect()
}

/// Whether it stands alone. What belongs to a table may come along with it, and no step says so.
fn is_called(object: &Named) -> bool {
    let kinds = [
        ObjectKind::Table,
        ObjectKind::View,
        ObjectKind::MaterializedView,
        ObjectKind::Sequence,
        ObjectKind::EnumType,
        ObjectKind::Domain,
        ObjectKind::CompositeType,
        ObjectKind::Function,
    ];
    kinds.iter().any(|kind| kind.noun() == object.kind)
}

/// Whether an object can be in the way by itself, rather than with its table.
fn stands_alone(id: &ObjectId) -> bool {
    id.qualified().is_some() && id.kind() != ObjectKind::Index
}
