//! What has been read so far.

use std::collections::HashMap;

use entity_core::schema::{Catalog, Object, ObjectId, QualName};

/// Where the server keeps an object (`classid`, `objid`, `objsubid` of `pg_depend`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Address {
    pub(super) class: u32,
    pub(super) object: u32,
    pub(super) part: i32,
}

/// The oid of a system catalog. These are the same in every database of every version.
pub(super) mod class {
    pub(in super::super) const ATTRDEF: u32 = 2604;
    pub(in super::super) const CLASS: u32 = 1259;
    pub(in super::super) const CONSTRAINT: u32 = 2606;
    pub(in super::super) const EVENT_TRIGGER: u32 = 3466;
    pub(in super::super) const EXTENSION: u32 = 3079;
    pub(in super::super) const NAMESPACE: u32 = 2615;
    pub(in super::super) const PROC: u32 = 1255;
    pub(in super::super) const REWRITE: u32 = 2618;
    pub(in super::super) const TRIGGER: u32 = 2620;
    pub(in super::super) const TYPE: u32 = 1247;
}

/// A catalog in the making, and where its objects live.
#[derive(Default)]
pub(super) struct Reading {
    pub(super) catalog: Catalog,
    ids: HashMap<Address, ObjectId>,
}

impl Reading {
    /// Takes an object in.
    pub(super) fn insert(&mut self, class: u32, oid: u32, id: ObjectId, object: Object) {
        self.locate(class, oid, id.clone());
        self.catalog.insert(id, object);
    }

    /// Says that an object lives at a further place: an index behind a constraint, an array type.
    pub(super) fn locate(&mut self, class: u32, oid: u32, id: ObjectId) {
        self.locate_part(Address { class, object: oid, part: 0 }, id);
    }

    /// As [`Reading::locate`], for a part of an object.
    pub(super) fn locate_part(&mut self, address: Address, id: ObjectId) {
        self.ids.insert(address, id);
    }

    /// The object at an address; the whole object where its part is not modelled.
    pub(super) fn find(&self, address: Address) -> Option<&ObjectId> {
        self.ids.get(&address).or_else(|| self.ids.get(&Address { part: 0, ..address }))
    }

    /// The object at an address, and nothing less exact.
    pub(super) fn exactly(&self, address: Address) -> Option<&ObjectId> {
        self.ids.get(&address)
    }

    /// The table, view or other relation with this oid. `None` for those that are not modelled.
    pub(super) fn table(&self, oid: u32) -> Option<QualName> {
        let id = self.ids.get(&Address { class: class::CLASS, object: oid, part: 0 })?;
        id.relation().cloned()
    }
}
