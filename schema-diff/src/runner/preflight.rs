//! Sees before a run that a database already holds what the migrations make. Pure.

use std::collections::BTreeSet;

use entity_core::schema::{Catalog, ObjectId, ObjectKind};

use super::Pending;
use crate::files::{Named, Way};

/// The objects that pending migrations create and that `live` already has, as kind and name.
///
/// Extensions and namespaces may be there: an administrator makes them. What a pending migration drops or renames
/// first is no conflict. Half-done migrations are past this check.
pub fn conflicts(pending: &[Pending<'_>], live: &Catalog) -> Vec<String> {
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

/// Whether an object can be in the way by itself, rather than with its table.
fn stands_alone(id: &ObjectId) -> bool {
    id.qualified().is_some() && id.kind() != ObjectKind::Index
}
