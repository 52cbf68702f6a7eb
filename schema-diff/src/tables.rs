//! The flat catalog, a table at a time.
//!
//! In: a [`Catalog`]. Out: a [`Table`] for each, sorted by name, its columns in their order and the rest by name.
//! Never: compares, writes a statement. It is for the rooms that describe a table as a whole: `render` and `pull`.
//! Start at [`tables`].

use std::collections::BTreeMap;

use entity_core::schema::{Catalog, Column, Constraint, Ident, Index, Object, ObjectId, QualName, Trigger};

/// A table with what belongs to it.
#[derive(Clone, Debug)]
pub(crate) struct Table<'a> {
    pub(crate) name: &'a QualName,
    pub(crate) columns: Vec<(&'a Ident, &'a Column)>,
    pub(crate) constraints: Vec<(&'a Ident, &'a Constraint)>,
    pub(crate) indexes: Vec<(&'a QualName, &'a Index)>,
    pub(crate) triggers: Vec<(&'a Ident, &'a Trigger)>,
}

/// Every table of a catalog.
pub(crate) fn tables(catalog: &Catalog) -> Vec<Table<'_>> {
    let mut tables = BTreeMap::new();
    for id in catalog.objects.keys() {
        if let ObjectId::Table(name) = id {
            tables.insert(name, Table::new(name));
        }
    }
    for (id, object) in &catalog.objects {
        let table = home(id, object).and_then(|name| tables.get_mut(name));
        table.into_iter().for_each(|table| table.add(id, object));
    }
    let mut tables: Vec<Table<'_>> = tables.into_values().collect();
    tables.iter_mut().for_each(|table| table.sort_columns(catalog));
    tables
}

/// The table that an object belongs to.
fn home<'a>(id: &'a ObjectId, object: &'a Object) -> Option<&'a QualName> {
    if let Object::Index(index) = object { Some(&index.table) } else { id.table() }
}

impl<'a> Table<'a> {
    fn new(name: &'a QualName) -> Self {
        Self { name, columns: Vec::new(), constraints: Vec::new(), indexes: Vec::new(), triggers: Vec::new() }
    }

    fn add(&mut self, id: &'a ObjectId, object: &'a Object) {
        match (id, object) {
            (ObjectId::Column(_, name), Object::Column(column)) => self.columns.push((name, column)),
            (ObjectId::Constraint(_, name), Object::Constraint(constraint)) => {
                self.constraints.push((name, constraint));
            }
            (ObjectId::Index(name), Object::Index(index)) => self.indexes.push((name, index)),
            (ObjectId::Trigger(_, name), Object::Trigger(trigger)) => self.triggers.push((name, trigger)),
            // The rest stands beside the table.
            (_, _) => {}
        }
    }

    fn sort_columns(&mut self, catalog: &Catalog) {
        let order = catalog.column_order.get(self.name).map_or(&[][..], Vec::as_slice);
        self.columns.sort_by_key(|(name, _)| order.iter().position(|other| other == *name).unwrap_or(usize::MAX));
    }

    /// The column of that name.
    pub(crate) fn column(&self, name: &Ident) -> Option<&'a Column> {
        self.columns.iter().find(|(other, _)| *other == name).map(|(_, column)| *column)
    }

    /// The columns of the primary key; none where there is no key.
    pub(crate) fn primary_key(&self) -> &'a [Ident] {
        let mut keys = self.constraints.iter().filter_map(|(_, constraint)| match constraint {
            Constraint::PrimaryKey(key) => Some(key.columns.as_slice()),
            Constraint::Unique(_) | Constraint::ForeignKey(_) | Constraint::Check(_) | Constraint::Exclusion(_) => None,
        });
        keys.next().unwrap_or_default()
    }

    /// Whether at most one row has the same values in exactly these columns.
    pub(crate) fn is_unique(&self, columns: &[Ident]) -> bool {
        let by_constraint = self.constraints.iter().any(|(_, constraint)| match constraint {
            Constraint::PrimaryKey(key) => is_same(&key.columns, columns),
            Constraint::Unique(key) => is_same(&key.columns, columns),
            Constraint::ForeignKey(_) | Constraint::Check(_) | Constraint::Exclusion(_) => false,
        });
        let names: Vec<String> = columns.iter().map(Ident::to_string).collect();
        by_constraint
            || self.indexes.iter().any(|(_, index)| {
                let is_full = index.unique && index.predicate.is_none() && index.keys.len() == names.len();
                is_full && index.keys.iter().all(|key| names.iter().any(|name| name == key.expr.as_str()))
            })
    }
}

/// The order does not matter to uniqueness.
fn is_same(key: &[Ident], columns: &[Ident]) -> bool {
    key.len() == columns.len() && key.iter().all(|column| columns.contains(column))
}
