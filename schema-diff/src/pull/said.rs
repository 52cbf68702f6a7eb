//! What the written entities declare, as the server spells it.

use std::collections::BTreeMap;

use entity_core::schema::{Catalog, Constraint, ForeignKey, Object, ObjectId, PrimaryKey, QualName, TableKind};

use super::Cx;
use super::field::{TOUCHED, is_touched, touch_function, touch_trigger};
use super::structs::Struct;
use crate::source::entities::trigger::{before_update, touch};
use crate::tables::Table;

/// The most columns that an entity has.
const MOST_COLUMNS: usize = 128;

/// Whether a struct can stand for a table: one that holds its rows itself, and has all of its columns from itself.
pub(super) fn has_struct(catalog: &Catalog, table: &Table<'_>) -> bool {
    let is_own = match catalog.objects.get(&ObjectId::Table(table.name.clone())) {
        Some(Object::Table(one)) => {
            one.kind == TableKind::Ordinary
                && one.partition.is_none()
                && one.inherits.is_empty()
                && one.of_type.is_none()
        }
        Some(_) | None => false,
    };
    is_own && (1..=MOST_COLUMNS).contains(&table.columns.len())
}

/// Everything that the structs and enums bring.
pub(super) fn catalog(cx: &Cx<'_>, structs: &[Struct<'_>]) -> Catalog {
    let mut said = Said { cx, catalog: Catalog::default() };
    for one in structs {
        said.table(one);
    }
    said.types(structs);
    said.comments();
    said.edges(structs);
    said.catalog
}

struct Said<'a> {
    cx: &'a Cx<'a>,
    catalog: Catalog,
}

impl Said<'_> {
    fn namespace(&mut self, name: &QualName) {
        if name.namespace != QualName::PUBLIC {
            self.copy(&ObjectId::Namespace(name.namespace.clone()));
        }
    }

    /// Takes an object over as it is.
    fn copy(&mut self, id: &ObjectId) {
        if let Some(object) = self.cx.catalog.objects.get(id) {
            self.catalog.insert(id.clone(), object.clone());
        }
    }

    fn table(&mut self, one: &Struct<'_>) {
        let name = one.shape.table.name;
        self.namespace(name);
        self.catalog.insert(ObjectId::Table(name.clone()), Object::Table(entity_core::schema::Table::default()));
        for held in &one.shape.columns {
            let id = ObjectId::Column(name.clone(), held.name.clone());
            self.catalog.insert(id, Object::Column(held.column.clone()));
            self.catalog.column_order.entry(name.clone()).or_default().push(held.name.clone());
        }
        self.constraints(one);
        for (index, body) in &one.indexes.said {
            self.catalog.insert(ObjectId::Index(index.clone()), Object::Index(body.clone()));
        }
        if is_touched(one.shape.table) {
            self.touch(one.shape.table);
        }
    }

    fn constraints(&mut self, one: &Struct<'_>) {
        let (name, shape) = (one.shape.table.name, &one.shape);
        if !shape.primary_key.is_empty() {
            let key = PrimaryKey { columns: shape.primary_key.to_vec(), ..PrimaryKey::default() };
            let id = shape.primary_key_id();
            self.catalog.insert(id, Object::Constraint(Constraint::PrimaryKey(key)));
        }
        for (constraint, key) in shape.references() {
            let key: ForeignKey = (*key).clone();
            let id = ObjectId::Constraint(name.clone(), (*constraint).clone());
            self.catalog.insert(id, Object::Constraint(Constraint::ForeignKey(key)));
        }
        for (check, _) in &shape.checks {
            self.copy(&ObjectId::Constraint(name.clone(), (*check).clone()));
        }
        for (unique, _) in &one.indexes.waiting {
            self.copy(&ObjectId::Constraint(name.clone(), unique.clone()));
        }
    }

    /// The trigger of an `updated_at` column, and its function.
    fn touch(&mut self, table: &Table<'_>) {
        let function = touch_function();
        let trigger = ObjectId::Trigger(table.name.clone(), touch_trigger(table.name));
        self.catalog.insert(trigger, Object::Trigger(before_update(function.clone())));
        self.catalog.insert(ObjectId::Function(function, String::new()), Object::Function(touch(TOUCHED)));
    }

    /// What must be there before columns can have their types.
    fn types(&mut self, structs: &[Struct<'_>]) {
        let columns = structs.iter().flat_map(|one| &one.shape.columns);
        let types: Vec<&str> = columns.map(|held| held.column.ty.as_str()).collect();
        for id in self.cx.catalog.objects.keys() {
            match id {
                ObjectId::EnumType(name) if types.iter().any(|ty| ty.trim_end_matches("[]") == name.to_string()) => {
                    self.namespace(name);
                    self.copy(id);
                }
                ObjectId::Extension(name) if types.iter().any(|ty| brings(name.as_str(), ty)) => self.copy(id),
                _ => {}
            }
        }
    }

    /// Those of the catalog. Primary keys are under the names that the derive gives them.
    fn edges(&mut self, structs: &[Struct<'_>]) {
        let keys = structs.iter().filter_map(|one| one.shape.renamed_key());
        let keys: BTreeMap<ObjectId, ObjectId> = keys.collect();
        let named = |id: &ObjectId| keys.get(id).unwrap_or(id).clone();
        let objects = &self.catalog.objects;
        let edges = self.cx.catalog.edges.iter().map(|(dependent, needed)| (named(dependent), named(needed)));
        let kept = edges.filter(|(dependent, on)| objects.contains_key(dependent) && objects.contains_key(on));
        self.catalog.edges = kept.collect();
    }

    fn comments(&mut self) {
        let said: Vec<ObjectId> = self.catalog.objects.keys().cloned().collect();
        for id in said {
            if matches!(id, ObjectId::Table(_) | ObjectId::Column(..) | ObjectId::EnumType(_)) {
                self.copy(&ObjectId::Comment(Box::new(id)));
            }
        }
    }
}

/// Whether a column type makes the derive ask for an extension.
fn brings(extension: &str, ty: &str) -> bool {
    match extension {
        "postgis" => ty.starts_with("geography") || ty.starts_with("geometry"),
        "citext" => ty.trim_end_matches("[]") == "citext",
        _ => false,
    }
}
