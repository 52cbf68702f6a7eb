//! Finds a drop and an add that look like one rename.

use std::collections::BTreeSet;

use entity_core::schema::{Catalog, Column, EnumType, Ident, Object, ObjectId, QualName, Subject};

use crate::shell;

/// A drop and an add that look like one rename.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Suspect {
    /// What would be dropped.
    pub from: Subject,
    /// What would be added.
    pub to: Subject,
    /// The attribute that declares the rename in the entities: `#[column(renamed_from = "x")]`.
    pub attribute: String,
    /// The option that declares it for other sources: `--rename users.x=users.y`.
    pub option: String,
}

/// Finds drops and adds of tables, columns and enum labels that look like renames.
///
/// # Shape
/// Tables of which two thirds of the columns are the same, columns of one type in one table, labels of one type. Each is
/// paired once.
pub fn suspects(from: &Catalog, to: &Catalog) -> Vec<Suspect> {
    let mut suspects = tables(from, to);
    for (id, object) in &from.objects {
        let Some(after) = to.objects.get(id) else { continue };
        if let ObjectId::Table(table) = id {
            suspects.extend(columns(from, to, table));
        }
        if let (ObjectId::EnumType(name), Object::EnumType(before), Object::EnumType(after)) = (id, object, after) {
            suspects.extend(labels(name, before, after));
        }
    }
    suspects
}

fn tables(from: &Catalog, to: &Catalog) -> Vec<Suspect> {
    let mut coming = only(to, from);
    let pair = |table: &QualName| {
        let shape = shape(from, table);
        let twin = coming.iter().position(|other| is_similar(&shape, &self::shape(to, other)))?;
        Some(table_suspect(table, &coming.remove(twin)))
    };
    only(from, to).iter().filter_map(pair).collect()
}

/// The tables that only `catalog` has.
fn only(catalog: &Catalog, other: &Catalog) -> Vec<QualName> {
    let tables = catalog.objects.keys().filter(|id| !other.objects.contains_key(id));
    tables.filter_map(|id| if let ObjectId::Table(name) = id { Some(name.clone()) } else { None }).collect()
}

/// The names and types of the columns of a table.
fn shape<'a>(catalog: &'a Catalog, table: &QualName) -> BTreeSet<(&'a Ident, &'a str)> {
    let names = catalog.column_order.get(table).into_iter().flatten();
    names.filter_map(|name| Some((name, column(catalog, table, name)?.ty.as_str()))).collect()
}

fn is_similar(one: &BTreeSet<(&Ident, &str)>, other: &BTreeSet<(&Ident, &str)>) -> bool {
    let shared = one.intersection(other).count();
    shared > 0 && shared * 3 >= one.len().max(other.len()) * 2
}

fn table_suspect(from: &QualName, to: &QualName) -> Suspect {
    Suspect {
        attribute: format!("#[entity(renamed_from = \"{}\")]", from.name.as_str()),
        option: option(&from.plain(), &to.plain()),
        from: Subject::Object(ObjectId::Table(from.clone())),
        to: Subject::Object(ObjectId::Table(to.clone())),
    }
}

fn column<'a>(catalog: &'a Catalog, table: &QualName, name: &Ident) -> Option<&'a Column> {
    match catalog.objects.get(&ObjectId::Column(table.clone(), name.clone())) {
        Some(Object::Column(column)) => Some(column),
        Some(_) | None => None,
    }
}

fn columns(from: &Catalog, to: &Catalog, table: &QualName) -> Vec<Suspect> {
    let mut coming = only_columns(to, from, table);
    let pair = |name: &Ident| {
        let ty = &column(from, table, name)?.ty;
        let twin = coming.iter().position(|other| column(to, table, other).is_some_and(|column| column.ty == *ty))?;
        Some(column_suspect(table, name, &coming.remove(twin)))
    };
    only_columns(from, to, table).iter().filter_map(pair).collect()
}

/// The columns that only `catalog` has. What is generated can be generated again and is nobody's loss.
fn only_columns(catalog: &Catalog, other: &Catalog, table: &QualName) -> Vec<Ident> {
    let names = catalog.column_order.get(table).into_iter().flatten();
    let is_held = |name: &&Ident| column(catalog, table, name).is_some_and(|column| column.generated.is_none());
    names.filter(|name| column(other, table, name).is_none()).filter(is_held).cloned().collect()
}

fn column_suspect(table: &QualName, from: &Ident, to: &Ident) -> Suspect {
    let (from_id, to_id) = (ObjectId::Column(table.clone(), from.clone()), ObjectId::Column(table.clone(), to.clone()));
    Suspect {
        attribute: format!("#[column(renamed_from = \"{}\")]", from.as_str()),
        option: option(&from_id.plain(), &to_id.plain()),
        from: Subject::Object(from_id),
        to: Subject::Object(to_id),
    }
}

fn labels(ty: &QualName, from: &EnumType, to: &EnumType) -> Vec<Suspect> {
    let gone = from.labels.iter().filter(|label| !to.labels.contains(label));
    let coming = to.labels.iter().filter(|label| !from.labels.contains(label));
    gone.zip(coming).map(|(from, to)| label_suspect(ty, from, to)).collect()
}

fn label_suspect(ty: &QualName, from: &str, to: &str) -> Suspect {
    let label = |label: &str| Subject::Label { ty: ty.clone(), label: label.to_owned() };
    Suspect {
        from: label(from),
        to: label(to),
        attribute: format!("#[pg_enum(renamed_from = \"{from}\")]"),
        option: option(&format!("{}.{from}", ty.plain()), &format!("{}.{to}", ty.plain())),
    }
}

fn option(from: &str, to: &str) -> String {
    format!("--rename {}", shell::word(&format!("{from}={to}")))
}
