//! Owners, compared where somebody asks for it.

use entity_core::schema::{Catalog, Object, ObjectId, ObjectKind, Owner};

/// Makes the owners objects of the catalog, so that they are compared.
pub fn with_owners(mut catalog: Catalog) -> Catalog {
    for (on, role) in std::mem::take(&mut catalog.owners) {
        if catalog.objects.contains_key(&on) {
            catalog.insert(ObjectId::Owner(Box::new(on)), Object::Owner(Owner { role }));
        }
    }
    catalog
}

/// Makes the owners of a catalog that was just read objects where they are objects in one that it is compared with.
pub(crate) fn with_owners_as(catalog: Catalog, other: &Catalog) -> Catalog {
    let is_heeded = other.objects.keys().any(|id| id.kind() == ObjectKind::Owner);
    if is_heeded { with_owners(catalog) } else { catalog }
}
