//! Indexes, and uniques that are constraints, as attributes.

mod written;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use entity_core::schema::{
    Constraint, Deferral, Direction, Expr, ForeignKey, Ident, Index, IndexKey, ObjectId, QualName, Unique,
};

use super::Cx;
use super::reference::deferrable;
use super::structs::Shape;
use written::Said;

/// What is said about indexes.
#[derive(Default)]
pub(super) struct Indexes {
    /// Arguments of `#[entity(…)]`.
    pub(super) on_struct: Vec<String>,
    /// Arguments of `#[column(…)]`.
    pub(super) on_field: BTreeMap<Ident, Vec<String>>,
    /// The indexes that the entity brings, those of its references among them.
    pub(super) said: Vec<(QualName, Index)>,
    /// The uniques that are constraints.
    pub(super) constraints: Vec<(Ident, Unique)>,
    /// The foreign keys that no index serves.
    pub(super) unserved: BTreeSet<Ident>,
    /// What is served already, as the derive compares it.
    seen: BTreeSet<String>,
}

/// Says all indexes of a table: uniques first, for an index beside one is the one too many.
pub(super) fn said(cx: &Cx<'_>, shape: &Shape<'_>) -> Indexes {
    let mut indexes = Indexes::default();
    let primary = plain(shape.table.name, shape.primary_key);
    indexes.seen.extend([sameness(&primary, Uniqueness::Unique), sameness(&primary, Uniqueness::None)]);
    let uniques = shape.table.constraints.iter().filter_map(|(name, constraint)| match constraint {
        Constraint::Unique(unique) => Some((*name, unique)),
        Constraint::PrimaryKey(_) | Constraint::ForeignKey(_) | Constraint::Check(_) | Constraint::Exclusion(_) => None,
    });
    // A reference needs one that does not wait and carries nothing, so those come first.
    let (plain, others): (Vec<_>, Vec<_>) =
        uniques.partition(|(_, unique)| unique.deferral == Deferral::Immediate && unique.include.is_empty());
    for (name, unique) in plain.into_iter().chain(others) {
        indexes.constrain(cx, shape, name, unique);
    }
    let (uniques, others): (Vec<_>, Vec<_>) = shape.table.indexes.iter().partition(|(_, index)| index.unique);
    let (own, others): (Vec<_>, Vec<_>) = others.into_iter().partition(|(name, index)| !is_implied(shape, name, index));
    for (name, index) in uniques.into_iter().chain(own) {
        indexes.take(cx, shape, name, index);
    }
    let brought = indexes.brought(shape);
    for (name, index) in others {
        if !brought.iter().any(|(other, _)| other == name) {
            indexes.take(cx, shape, name, index);
        }
    }
    let brought = indexes.brought(shape);
    indexes.said.extend(brought);
    indexes
}

impl Indexes {
    fn constrain(&mut self, cx: &Cx<'_>, shape: &Shape<'_>, name: &Ident, unique: &Unique) {
        let Unique { columns, include, nulls_not_distinct, deferral, without_overlaps, storage } = unique;
        let (include, nulls_not_distinct, storage) = (include.clone(), *nulls_not_distinct, storage.clone());
        let index = Index { unique: true, include, nulls_not_distinct, storage, ..plain(shape.table.name, columns) };
        let is_late = cx.late.contains(&ObjectId::Constraint(shape.table.name.clone(), name.clone()));
        if is_late || *without_overlaps || !self.is_new(&index) {
            return;
        }
        if let Some(said) = Said::new(cx, shape, name, &index) {
            self.see(&index);
            self.constraints.push((name.clone(), unique.clone()));
            let word = deferrable(*deferral).unwrap_or_else(|| "constraint".to_owned());
            self.on_struct.push(said.argument(Some(word)));
        }
    }

    fn take(&mut self, cx: &Cx<'_>, shape: &Shape<'_>, name: &QualName, index: &Index) {
        let is_late = cx.late.contains(&ObjectId::Index(name.clone()));
        if is_late || !self.is_new(index) {
            return;
        }
        let Some(said) = Said::new(cx, shape, &name.name, index) else { return };
        self.see(index);
        self.said.push((name.clone(), index.clone()));
        match said.alone() {
            Some((column, word)) => self.on_field.entry(column).or_default().push(word),
            None => self.on_struct.push(said.argument(None)),
        }
    }

    fn is_new(&self, index: &Index) -> bool {
        let uniqueness = if index.unique { Uniqueness::Unique } else { Uniqueness::None };
        !self.seen.contains(&sameness(index, uniqueness))
    }

    fn see(&mut self, index: &Index) {
        self.seen.insert(sameness(index, Uniqueness::None));
        if index.unique {
            self.seen.insert(sameness(index, Uniqueness::Unique));
        }
    }

    /// The indexes that references get by themselves: those with whose columns no other begins. Where the database
    /// lacks one, the reference has to say so.
    fn brought(&mut self, shape: &Shape<'_>) -> Vec<(QualName, Index)> {
        let mut keys: Vec<&(&Ident, &ForeignKey)> =
            shape.references().filter(|(_, key)| !self.leads(shape, &key.columns)).collect();
        keys.sort_by_key(|(_, key)| Reverse(key.columns.len()));
        let mut brought: Vec<(QualName, Index)> = Vec::new();
        let mut served: Vec<&ForeignKey> = Vec::new();
        self.unserved.clear();
        for (name, key) in keys {
            let index = (self.implied(shape, key), plain(shape.table.name, &key.columns));
            if served.iter().any(|other| begins(&texts(&other.columns), &key.columns)) {
                continue;
            }
            if shape.table.indexes.iter().any(|(name, body)| **name == index.0 && **body == index.1) {
                served.push(key);
                brought.push(index);
            } else {
                self.unserved.insert((*name).clone());
            }
        }
        brought
    }

    fn leads(&self, shape: &Shape<'_>, columns: &[Ident]) -> bool {
        let by_index = self.said.iter().any(|(_, index)| {
            let is_full = index.method.as_str() == "btree" && index.predicate.is_none();
            is_full && begins(&index.keys.iter().map(|key| key.expr.as_str().to_owned()).collect::<Vec<_>>(), columns)
        });
        let by_unique = || self.constraints.iter().any(|(_, unique)| begins(&texts(&unique.columns), columns));
        by_index || by_unique() || begins(&texts(shape.primary_key), columns)
    }

    fn implied(&self, shape: &Shape<'_>, key: &ForeignKey) -> QualName {
        let table = shape.table.name;
        let name = implied(table, &key.columns);
        let is_taken = self.said.iter().any(|(other, _)| other.name == name)
            || self.constraints.iter().any(|(other, _)| *other == name);
        let longer = || Ident::shortened(format!("idx_{}_{}_fk", table.name.as_str(), joined(&key.columns)));
        table.sibling(if is_taken { longer() } else { name })
    }
}

/// The name of the index that a reference gets by itself.
fn implied(table: &QualName, columns: &[Ident]) -> Ident {
    Ident::shortened(format!("idx_{}_{}", table.name.as_str(), joined(columns)))
}

/// Whether an index looks like the one that a reference gets by itself.
fn is_implied(shape: &Shape<'_>, name: &QualName, index: &Index) -> bool {
    let table = shape.table.name;
    shape.references().any(|(_, key)| name.name == implied(table, &key.columns) && *index == plain(table, &key.columns))
}

fn joined(columns: &[Ident]) -> String {
    columns.iter().map(Ident::as_str).collect::<Vec<_>>().join("_")
}

fn texts(columns: &[Ident]) -> Vec<String> {
    columns.iter().map(ToString::to_string).collect()
}

/// Whether keys begin with columns, in any order.
fn begins(keys: &[String], columns: &[Ident]) -> bool {
    let Some(first) = keys.get(..columns.len()) else { return false };
    first.iter().collect::<BTreeSet<_>>() == texts(columns).iter().collect::<BTreeSet<_>>()
}

/// A btree index on columns, and nothing else.
fn plain(table: &QualName, columns: &[Ident]) -> Index {
    let key = |column: &Ident| IndexKey {
        expr: Expr::from(column.to_string()),
        opclass: None,
        collation: None,
        direction: Direction::Asc,
        nulls: None,
        statistics: None,
    };
    Index { keys: columns.iter().map(key).collect(), ..Index::new(table.clone()) }
}

/// As what an index is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Uniqueness {
    /// The order of the columns does not matter, nor what is carried along.
    Unique,
    /// Both matter.
    None,
}

fn sameness(index: &Index, uniqueness: Uniqueness) -> String {
    let Index { method, keys, include, predicate, .. } = index;
    let mut keys: Vec<String> = match uniqueness {
        Uniqueness::Unique => keys.iter().map(|key| key.expr.as_str().to_owned()).collect(),
        Uniqueness::None => keys.iter().map(|key| format!("{key:?}")).chain([format!("{include:?}")]).collect(),
    };
    if uniqueness == Uniqueness::Unique {
        keys.sort_unstable();
    }
    format!("{uniqueness:?} {method} {keys:?} {predicate:?}")
}
