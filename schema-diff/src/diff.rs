//! Compares two catalogs, whatever they hold.
//!
//! In: two catalogs whose texts the same server spelled. Out: what was created, dropped and altered, in the order of ids.
//! Never: names a kind of object, knows what a change means, reads a database.
//! Start at [`diff`].

use entity_core::schema::{Catalog, ObjectId};

/// One difference between two catalogs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Delta {
    /// Only `to` has it.
    Create(ObjectId),
    /// Only `from` has it.
    Drop(ObjectId),
    /// Both have it, with different content.
    Alter(ObjectId),
}

/// Lists what must change for `from` to become `to`.
pub fn diff(from: &Catalog, to: &Catalog) -> Vec<Delta> {
    let gone = from.objects.keys().filter(|id| !to.objects.contains_key(id)).cloned().map(Delta::Drop);
    let changed = to.objects.iter().filter_map(|(id, object)| match from.objects.get(id) {
        None => Some(Delta::Create(id.clone())),
        Some(before) if before != object => Some(Delta::Alter(id.clone())),
        Some(_) => None,
    });
    gone.chain(changed).collect()
}
