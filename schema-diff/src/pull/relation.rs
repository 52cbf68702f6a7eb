//! What leads from a row to others: to the one that it refers to, and to those that refer to it.

use std::collections::{BTreeMap, BTreeSet};

use entity_core::schema::{Constraint, ForeignKey, Ident, ObjectId, QualName};

use super::Cx;
use super::names::{is_free_word, plural_of};
use super::reference;
use crate::tables::Table;

/// The relations of all entities. No two of an entity share a name, and none hides a field.
#[derive(Default)]
pub(super) struct Relations {
    /// By the constraint: what the key leads to.
    one: BTreeMap<ObjectId, String>,
    /// By the table: what leads to it, as arguments of `#[relation(…)]`, and the entities that they name.
    back: BTreeMap<QualName, Vec<(String, String)>>,
}

impl Relations {
    /// Names all of them.
    pub(super) fn new(cx: &Cx<'_>) -> Self {
        let mut relations = Self::default();
        let mut taken: BTreeMap<QualName, BTreeSet<String>> = BTreeMap::new();
        for table in &cx.tables {
            let fields = table.columns.iter().filter_map(|(column, _)| cx.names.field(table.name, column));
            let fields = fields.map(|field| field.strip_prefix("r#").unwrap_or(field).to_owned());
            taken.insert(table.name.clone(), fields.collect());
        }
        for table in &cx.tables {
            relations.forth(cx, table, &mut taken);
        }
        for table in &cx.tables {
            relations.back(cx, table, &mut taken);
        }
        relations
    }

    /// What a key leads to.
    pub(super) fn one(&self, table: &QualName, constraint: &Ident) -> Option<&str> {
        self.one.get(&ObjectId::Constraint(table.clone(), constraint.clone())).map(String::as_str)
    }

    /// What leads to a table, with the entities that are named.
    pub(super) fn to(&self, table: &QualName) -> &[(String, String)] {
        self.back.get(table).map_or(&[], Vec::as_slice)
    }

    fn forth(&mut self, cx: &Cx<'_>, table: &Table<'_>, taken: &mut BTreeMap<QualName, BTreeSet<String>>) {
        for (name, _, column) in keys(cx, table) {
            let Some(stem) = cx.names.field(table.name, column).and_then(|field| field.strip_suffix("_id")) else {
                continue;
            };
            let taken = taken.entry(table.name.clone()).or_default();
            if is_free_word(stem) && taken.insert(stem.to_owned()) {
                self.one.insert(ObjectId::Constraint(table.name.clone(), name.clone()), stem.to_owned());
            }
        }
    }

    fn back(&mut self, cx: &Cx<'_>, table: &Table<'_>, taken: &mut BTreeMap<QualName, BTreeSet<String>>) {
        let keys = keys(cx, table);
        for (_, key, column) in &keys {
            let (Some(source), Some(field)) = (cx.names.table(table.name), cx.names.field(table.name, column)) else {
                continue;
            };
            let is_one = table.is_unique(std::slice::from_ref(column));
            let named = plural_of(source, is_one);
            let is_alone = keys.iter().filter(|(_, other, _)| other.references == key.references).count() == 1;
            let stem = field.strip_suffix("_id").unwrap_or(field);
            let stem = stem.strip_prefix("r#").unwrap_or(stem);
            let name = if is_alone { named } else { format!("{named}_as_{stem}") };
            let taken = taken.entry(key.references.clone()).or_default();
            if is_free_word(&name) && taken.insert(name.clone()) {
                let word = if is_one { "has_one" } else { "has_many" };
                let argument = format!("{word} = {name}: {source}.{field}");
                self.back.entry(key.references.clone()).or_default().push((argument, source.to_owned()));
            }
        }
    }
}

/// The keys of one column that a field says: the first of each column.
fn keys<'a>(cx: &Cx<'_>, table: &Table<'a>) -> Vec<(&'a Ident, &'a ForeignKey, &'a Ident)> {
    let mut keys: Vec<(&Ident, &ForeignKey, &Ident)> = Vec::new();
    for (name, constraint) in &table.constraints {
        if let Constraint::ForeignKey(key) = constraint
            && let [column] = key.columns.as_slice()
            && reference::target(cx, key).is_some()
            && reference::is_of_field(cx, table, key)
            && keys.iter().all(|(_, _, other)| *other != column)
        {
            keys.push((name, key, column));
        }
    }
    keys
}
