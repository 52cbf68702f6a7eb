//! A whole database, flat.

use std::collections::{BTreeMap, BTreeSet};

use super::{Ident, Object, ObjectId, QualName, Table};

/// Every object of a database, and what depends on what.
///
/// # Shape
/// Objects are keyed by their id, so equal databases are equal maps. A comment, a column and a trigger stand beside
/// their table, not inside it. Objects that belong to an extension are not here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalog {
    /// The objects.
    pub objects: BTreeMap<ObjectId, Object>,
    /// Pairs of an object and one that it needs (`pg_depend`), beyond [`ObjectId::parent`].
    pub edges: BTreeSet<(ObjectId, ObjectId)>,
    /// The columns of each table in the order in which they are, or shall be, created. Not compared.
    pub column_order: BTreeMap<QualName, Vec<Ident>>,
    /// The owners of objects, where that is not the user of the connection. Not compared, unless somebody asks for it.
    pub owners: BTreeMap<ObjectId, Ident>,
    /// The materialised views that hold nothing and cannot be read until they are refreshed. Not compared.
    pub unpopulated: BTreeSet<QualName>,
    /// What the reader saw and has no model for. Never touched, always reported.
    pub unmodelled: BTreeSet<Unmodelled>,
}

/// Something in the database that this version does not model.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unmodelled {
    /// The kind in PostgreSQL's words: `view`, `policy`, `sequence`, ….
    pub kind: String,
    /// Its name as people write it.
    pub name: String,
}

impl Catalog {
    /// Adds an object. One of the same id is replaced.
    pub fn insert(&mut self, id: ObjectId, object: Object) {
        self.objects.insert(id, object);
    }

    /// Says that `dependent` needs `on`.
    pub fn depend(&mut self, dependent: ObjectId, on: ObjectId) {
        self.edges.insert((dependent, on));
    }

    /// The table, view or other relation of that name. They share their names.
    pub fn relation(&self, name: &QualName) -> Option<ObjectId> {
        let kinds = [ObjectId::Table, ObjectId::View, ObjectId::MaterializedView];
        kinds.into_iter().map(|kind| kind(name.clone())).find(|id| self.objects.contains_key(id))
    }

    /// What an object needs, as the server says.
    pub fn needed_by<'a>(&'a self, id: &'a ObjectId) -> impl Iterator<Item = &'a ObjectId> {
        // The edges of an object stand together, and nothing comes before this one.
        let first = (id.clone(), ObjectId::Extension(Ident::from_static("")));
        let edges = self.edges.range(first..).take_while(move |(dependent, _)| dependent == id);
        edges.map(|(_, needed)| needed)
    }

    /// The objects from a first one on, as long as they are of its kind.
    pub fn from_first(&self, first: ObjectId) -> impl Iterator<Item = (&ObjectId, &Object)> {
        let kind = first.kind();
        self.objects.range(first..).take_while(move |(id, _)| id.kind() == kind)
    }

    /// All tables.
    pub fn tables(&self) -> impl Iterator<Item = (&QualName, &Table)> {
        let tables = self.from_first(ObjectId::Table(QualName::FIRST));
        tables.filter_map(|(id, object)| match (id, object) {
            (ObjectId::Table(name), Object::Table(table)) => Some((name, table)),
            (_, _) => None,
        })
    }

    /// The id as it is in this catalog: where it names a table that is a view here, the view.
    pub fn resolved(&self, id: ObjectId) -> ObjectId {
        let ObjectId::Table(name) = &id else { return id };
        self.relation(name).unwrap_or(id)
    }

    /// Whether there is no object at all.
    pub fn is_empty(&self) -> bool {
        self.objects.is_empty()
    }
}
