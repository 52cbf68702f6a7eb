//! What has been read so far.

use std::collections::HashMap;

use entity_core::schema::{Catalog, Object, ObjectId, QualName};

use super::inherit;

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
    pub(in super::super) const COLLATION: u32 = 3456;
    pub(in super::super) const CONSTRAINT: u32 = 2606;
    pub(in super::super) const EVENT_TRIGGER: u32 = 3466;
    pub(in super::super) const EXTENSION: u32 = 3079;
    pub(in super::super) const FOREIGN_DATA_WRAPPER: u32 = 2328;
    pub(in super::super) const FOREIGN_SERVER: u32 = 1417;
    pub(in super::super) const NAMESPACE: u32 = 2615;
    pub(in super::super) const POLICY: u32 = 3256;
    pub(in super::super) const PROC: u32 = 1255;
    pub(in super::super) const PUBLICATION: u32 = 6104;
    pub(in super::super) const PUBLICATION_REL: u32 = 6106;
    pub(in super::super) const REWRITE: u32 = 2618;
    pub(in super::super) const STATISTICS: u32 = 3381;
    pub(in super::super) const TRIGGER: u32 = 2620;
    pub(in super::super) const TS_CONFIG: u32 = 3602;
    pub(in super::super) const TS_DICT: u32 = 3600;
    pub(in super::super) const TYPE: u32 = 1247;
}

/// A catalog in the making, and where its objects live.
#[derive(Default)]
pub(super) struct Reading {
    pub(super) catalog: Catalog,
    ids: HashMap<Address, ObjectId>,
    /// Indexes of parents, by oid, with partitions whose part of them has a name that somebody chose.
    named_parts: Vec<(u32, QualName)>,
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

    /// The object at an address, and nothing less exact: not the column of the sequence behind its identity.
    pub(super) fn exactly(&self, address: Address) -> Option<&ObjectId> {
        let is_behind =
            |id: &ObjectId| address.class == class::CLASS && address.part == 0 && matches!(id, ObjectId::Column(..));
        self.ids.get(&address).filter(|id| !is_behind(id))
    }

    /// Says that a partition's part of an index has another name, or is kept otherwise, than the server would choose.
    pub(super) fn name_part(&mut self, whole: u32, partition: QualName) {
        self.named_parts.push((whole, partition));
    }

    /// The catalog, with the edges that only the whole of it tells.
    pub(super) fn finish(mut self) -> Catalog {
        for (whole, partition) in std::mem::take(&mut self.named_parts) {
            let address = Address { class: class::CLASS, object: whole, part: 0 };
            if let Some(whole) = self.ids.get(&address) {
                self.catalog.edges.insert((whole.clone(), ObjectId::Table(partition)));
            }
        }
        inherit::connect(&mut self.catalog);
        self.catalog
    }

    /// The table, view or other relation with this oid. `None` for those that are not modelled.
    pub(super) fn table(&self, oid: u32) -> Option<QualName> {
        let id = self.ids.get(&Address { class: class::CLASS, object: oid, part: 0 })?;
        id.relation().cloned()
    }
}
