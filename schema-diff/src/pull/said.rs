//! What the written entities declare, as the server spells it.

use std::collections::BTreeSet;

use entity_core::schema::{
    Catalog, Constraint, ForeignKey, Ident, Object, ObjectId, PrimaryKey, QualName, TableKind, TypeName,
};

use super::field::{TOUCHED, is_touched, touch_function, touch_trigger};
use super::options::is_partitioned_sayably;
use super::structs::Struct;
use super::{Cx, domain};
use crate::source::entities::trigger::{before_update, touch};
use crate::tables::Table;

/// The most columns that an entity has.
const MOST_COLUMNS: usize = 128;

/// Whether a struct can stand for a table: one that holds its rows itself or in partitions, and has all of its columns
/// from itself.
pub(super) fn has_struct(catalog: &Catalog, table: &Table<'_>) -> bool {
    let is_own = match catalog.objects.get(&ObjectId::Table(table.name.clone())) {
        Some(Object::Table(one)) => {
            let is_sayable = match &one.kind {
                TableKind::Ordinary => true,
                TableKind::Partitioned { key } => is_partitioned_sayably(catalog, table, key.as_str()),
                TableKind::Foreign { .. } => false,
            };
            is_sayable && one.partition.is_none() && one.inherits.is_empty() && one.of_type.is_none()
        }
        Some(_) | None => false,
    };
    is_own && (1..=MOST_COLUMNS).contains(&table.columns.len())
}

/// Everything that the structs and types bring.
pub(super) fn catalog(cx: &Cx<'_>, structs: &[Struct<'_>], types: &BTreeSet<ObjectId>) -> Catalog {
    let mut said = Said { cx, catalog: Catalog::default() };
    for one in structs {
        said.table(one);
    }
    said.types(structs, types);
    said.comments(structs);
    said.edges();
    said.catalog
}

/// What a struct brings, but for its partitions, its types and its comments.
pub(super) fn objects(cx: &Cx<'_>, one: &Struct<'_>) -> Vec<(ObjectId, Object)> {
    let Struct { shape, indexes, options } = one;
    let name = shape.table.name;
    let constraint = |name: &Ident| ObjectId::Constraint(shape.table.name.clone(), name.clone());
    let mut objects = vec![(ObjectId::Table(name.clone()), Object::Table(options.table.clone()))];
    objects.extend(
        shape
            .columns
            .iter()
            .map(|held| (ObjectId::Column(name.clone(), held.name.clone()), Object::Column(held.column.clone()))),
    );
    objects.extend(shape.key_name.map(|name| {
        let key = PrimaryKey { columns: shape.primary_key.to_vec(), ..PrimaryKey::default() };
        (constraint(name), Object::Constraint(Constraint::PrimaryKey(key)))
    }));
    objects.extend(shape.references().map(|(name, key)| {
        let key: ForeignKey = (*key).clone();
        (constraint(name), Object::Constraint(Constraint::ForeignKey(key)))
    }));
    let checks = shape.checks.iter().map(|(check, _)| constraint(check));
    let uniques = indexes.constraints.iter().map(|(unique, _)| constraint(unique));
    objects.extend(checks.chain(uniques).filter_map(|id| {
        let object = cx.catalog.objects.get(&id)?.clone();
        Some((id, object))
    }));
    objects
        .extend(indexes.said.iter().map(|(index, body)| (ObjectId::Index(index.clone()), Object::Index(body.clone()))));
    if is_touched(shape.table) {
        let function = touch_function();
        let trigger = ObjectId::Trigger(name.clone(), touch_trigger(name));
        objects.push((trigger, Object::Trigger(before_update(function.clone()))));
        objects.push((ObjectId::Function(function, String::new()), Object::Function(touch(TOUCHED))));
    }
    objects.extend(options.said.iter().cloned());
    objects
}

/// The types of the application that columns of structs have, and those that these are made of.
pub(super) fn types(cx: &Cx<'_>, structs: &[Struct<'_>]) -> BTreeSet<ObjectId> {
    let columns = structs.iter().flat_map(|one| &one.shape.columns);
    let mut asking: Vec<TypeName> = columns.map(|held| held.column.ty.clone()).collect();
    let mut found = BTreeSet::new();
    while let Some(ty) = asking.pop() {
        let Some(id) = cx.types.get(ty.as_str().trim_end_matches("[]")) else { continue };
        if found.insert(id.clone()) {
            match cx.catalog.objects.get(id) {
                Some(Object::Domain(domain)) => asking.push(domain.base.clone()),
                Some(Object::CompositeType(of)) => asking.extend(of.attributes.values().map(|one| one.ty.clone())),
                Some(_) | None => {}
            }
        }
    }
    found
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
        let order: Vec<Ident> = one.shape.columns.iter().map(|held| held.name.clone()).collect();
        for (id, object) in objects(self.cx, one) {
            if let (ObjectId::Table(name), Object::Table(_)) = (&id, &object) {
                self.catalog.column_order.insert(name.clone(), order.clone());
            }
            self.catalog.insert(id, object);
        }
    }

    /// What must be there before columns can have their types.
    fn types(&mut self, structs: &[Struct<'_>], types: &BTreeSet<ObjectId>) {
        for id in types {
            id.qualified().into_iter().for_each(|name| self.namespace(name));
            self.copy(id);
            match id {
                ObjectId::Domain(name) => domain::checks(self.cx, name).for_each(|(id, _)| self.copy(id)),
                ObjectId::CompositeType(name) => {
                    let order = self.cx.catalog.column_order.get(name).cloned().unwrap_or_default();
                    self.catalog.column_order.insert(name.clone(), order);
                }
                _ => {}
            }
        }
        let mut names: Vec<String> = Vec::new();
        names.extend(structs.iter().flat_map(|one| &one.shape.columns).map(|held| held.column.ty.to_string()));
        for id in types {
            match self.cx.catalog.objects.get(id) {
                Some(Object::Domain(domain)) => names.push(domain.base.to_string()),
                Some(Object::CompositeType(of)) => names.extend(of.attributes.values().map(|one| one.ty.to_string())),
                Some(_) | None => {}
            }
        }
        for id in self.cx.catalog.objects.keys() {
            if let ObjectId::Extension(name) = id
                && names.iter().any(|ty| brings(name.as_str(), ty))
            {
                self.copy(id);
            }
        }
    }

    /// Those of the catalog.
    fn edges(&mut self) {
        let objects = &self.catalog.objects;
        let kept = self.cx.catalog.edges.iter();
        let kept = kept.filter(|(dependent, on)| objects.contains_key(dependent) && objects.contains_key(on));
        self.catalog.edges = kept.cloned().collect();
    }

    /// Those on structs, their fields and types.
    fn comments(&mut self, structs: &[Struct<'_>]) {
        let own: BTreeSet<&QualName> = structs.iter().map(|one| one.shape.table.name).collect();
        let said: Vec<ObjectId> = self.catalog.objects.keys().cloned().collect();
        for id in said {
            let is_described = match &id {
                ObjectId::Table(name) | ObjectId::Column(name, _) => own.contains(name),
                ObjectId::EnumType(_) | ObjectId::Domain(_) => true,
                ObjectId::CompositeType(name) => {
                    let attributes = self.cx.catalog.column_order.get(name).cloned().unwrap_or_default();
                    for attribute in attributes {
                        let column = ObjectId::Column(name.clone(), attribute);
                        self.copy(&ObjectId::Comment(Box::new(column)));
                    }
                    true
                }
                _ => false,
            };
            if is_described {
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
