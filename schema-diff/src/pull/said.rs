//! What the written entities declare, as the server spells it.

use entity_core::schema::{Catalog, Column, Constraint, Extension, ForeignKey, Object, ObjectId, PrimaryKey, QualName};

use super::Cx;
use super::field::is_touched;
use super::structs::Struct;
use crate::rules::{self, Effect};
use crate::tables::Table;

/// Whether a struct can stand for a table: what it cannot say must be something that can be changed afterwards.
pub(super) fn has_struct(catalog: &Catalog, table: &Table<'_>) -> bool {
    let id = ObjectId::Table(table.name.clone());
    let plain = Object::Table(entity_core::schema::Table::default());
    let is_alterable = |object: &Object| rules::effect(&plain, object) == Effect::Quiet;
    !table.columns.is_empty() && catalog.objects.get(&id).is_some_and(is_alterable)
}

/// Everything that the structs and enums bring.
pub(super) fn catalog(cx: &Cx<'_>, structs: &[Struct<'_>]) -> Catalog {
    let mut said = Said { cx, catalog: Catalog::default() };
    for one in structs {
        said.table(one);
    }
    said.types(structs);
    said.comments();
    let objects = &said.catalog.objects;
    let edges = cx.catalog.edges.iter();
    let kept = edges.filter(|(dependent, on)| objects.contains_key(dependent) && objects.contains_key(on));
    said.catalog.edges = kept.cloned().collect();
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
        for (column, body, _) in &one.shape.columns {
            let id = ObjectId::Column(name.clone(), (*column).clone());
            self.catalog.insert(id, Object::Column(plain(body)));
            self.catalog.column_order.entry(name.clone()).or_default().push((*column).clone());
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
            let id = ObjectId::Constraint(name.clone(), shape.primary_key_name());
            self.catalog.insert(id, Object::Constraint(Constraint::PrimaryKey(key)));
        }
        for (constraint, key) in &shape.references {
            let key: ForeignKey = (*key).clone();
            let id = ObjectId::Constraint(name.clone(), (*constraint).clone());
            self.catalog.insert(id, Object::Constraint(Constraint::ForeignKey(key)));
        }
        for check in &shape.checks {
            self.copy(&ObjectId::Constraint(name.clone(), (*check).clone()));
        }
    }

    /// The trigger of an `updated_at` column, and its function.
    fn touch(&mut self, table: &Table<'_>) {
        for (name, trigger) in table.triggers.iter().filter(|(_, trigger)| trigger.function.plain() == "set_updated_at") {
            self.copy(&ObjectId::Trigger(table.name.clone(), (*name).clone()));
            self.copy(&ObjectId::Function(trigger.function.clone(), String::new()));
        }
    }

    /// What must be there before columns can have their types.
    fn types(&mut self, structs: &[Struct<'_>]) {
        let columns = structs.iter().flat_map(|one| &one.shape.columns);
        let types: Vec<&str> = columns.map(|(_, column, _)| column.ty.as_str()).collect();
        for id in self.cx.catalog.objects.keys() {
            match id {
                ObjectId::EnumType(name) if types.iter().any(|ty| ty.trim_end_matches("[]") == name.to_string()) => {
                    self.namespace(name);
                    self.copy(id);
                }
                ObjectId::Extension(name) if types.iter().any(|ty| brings(name.as_str(), ty)) => {
                    self.catalog.insert(id.clone(), Object::Extension(Extension { namespace: None }));
                }
                _ => {}
            }
        }
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

/// What an attribute says of a column.
fn plain(column: &Column) -> Column {
    let Column { ty, not_null, default, generated, .. } = column.clone();
    Column { not_null, default, generated, ..Column::new(ty) }
}

/// Whether a column type makes the derive ask for an extension.
fn brings(extension: &str, ty: &str) -> bool {
    match extension {
        "postgis" => ty.starts_with("geography") || ty.starts_with("geometry"),
        "citext" => ty.trim_end_matches("[]") == "citext",
        _ => false,
    }
}
