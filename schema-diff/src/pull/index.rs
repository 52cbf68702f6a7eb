//! Indexes and unique constraints as attributes.

use std::collections::{BTreeMap, BTreeSet};

use entity_core::schema::{
    Constraint, Deferral, Direction, Expr, Ident, Index, IndexKey, IndexStorage, Nulls, QualName, Unique,
};

use super::Cx;
use super::attributes::string;
use super::structs::Shape;

/// What is said about indexes.
#[derive(Default)]
pub(super) struct Indexes {
    /// Arguments of `#[entity(…)]`.
    pub(super) on_struct: Vec<String>,
    /// Arguments of `#[column(…)]`.
    pub(super) on_field: BTreeMap<Ident, Vec<String>>,
    pub(super) notes: Vec<String>,
    /// What is served already, as the derive compares it.
    seen: BTreeSet<String>,
}

/// Says all indexes of a table: uniques first, for an index beside one is the one too many.
pub(super) fn said(cx: &Cx<'_>, shape: &Shape<'_>) -> Indexes {
    let mut indexes = Indexes::default();
    let primary = plain(shape.table.name, shape.primary_key);
    indexes.seen.extend([sameness(&primary, Uniqueness::Unique), sameness(&primary, Uniqueness::None)]);
    for (name, constraint) in &shape.table.constraints {
        if let Constraint::Unique(unique) = constraint {
            indexes.constraint(cx, shape, name, unique);
        }
    }
    let (uniques, others): (Vec<_>, Vec<_>) = shape.table.indexes.iter().partition(|(_, index)| index.unique);
    for (name, index) in uniques.into_iter().chain(others) {
        if !is_implied(shape, name, index) {
            indexes.take(cx, shape, &name.name, index);
        }
    }
    indexes.missing(shape);
    indexes
}

impl Indexes {
    /// Entities have unique indexes, no unique constraints.
    fn constraint(&mut self, cx: &Cx<'_>, shape: &Shape<'_>, name: &Ident, unique: &Unique) {
        let Unique { columns, include, nulls_not_distinct, deferral, without_overlaps, storage } = unique;
        let full = format!("{}.{}", shape.table.name.plain(), name.as_str());
        if *deferral != Deferral::Immediate {
            return self.notes.push(format!("constraint {full}, because it is deferrable"));
        }
        if *without_overlaps {
            return self.notes.push(format!("constraint {full}, because it is about ranges without overlaps"));
        }
        self.notes.push(format!("that {full} is a constraint; it is a unique index here"));
        let (include, nulls_not_distinct, storage) = (include.clone(), *nulls_not_distinct, storage.clone());
        let index = Index { unique: true, include, nulls_not_distinct, storage, ..plain(shape.table.name, columns) };
        self.take(cx, shape, name, &index);
    }

    fn take(&mut self, cx: &Cx<'_>, shape: &Shape<'_>, name: &Ident, index: &Index) {
        let keys: Option<Vec<Key>> = index.keys.iter().map(|key| Key::new(cx, shape, key)).collect();
        let own = sameness(index, if index.unique { Uniqueness::Unique } else { Uniqueness::None });
        let why = obstacle(index).or_else(|| self.seen.contains(&own).then_some("another one serves the same"));
        let (Some(keys), None) = (keys, why) else {
            let why = why.unwrap_or("it has a column that is left out, or a collation");
            return self.notes.push(format!("index {}, because {why}", name.as_str()));
        };
        self.seen.extend([own, sameness(index, Uniqueness::None)]);
        let word = if index.unique { "unique" } else { "index" };
        let is_derived = *name == derived(shape.table.name, index, &keys);
        match keys.as_slice() {
            [Key { column: Some(column), is_plain: true, .. }] if is_derived && is_simple(index) => {
                self.on_field.entry(column.clone()).or_default().push(word.to_owned());
            }
            _ => self.on_struct.push(argument(word, (!is_derived).then_some(name), index, &keys)),
        }
    }

    /// Each foreign key of an entity gets an index, which the database may lack.
    fn missing(&mut self, shape: &Shape<'_>) {
        for (_, key) in &shape.references {
            let Some(column) = key.columns.first() else { continue };
            let indexes = shape.table.indexes.iter().map(|(_, index)| *index);
            if !leads(shape, column) && !indexes.into_iter().any(|index| begins_with(index, column)) {
                let table = shape.table.name.plain();
                self.notes.push(format!("that {table}.{} has no index; as a reference it gets one", column.as_str()));
            }
        }
    }
}

/// A key as it is written.
struct Key {
    text: String,
    column: Option<Ident>,
    is_plain: bool,
}

impl Key {
    fn new(cx: &Cx<'_>, shape: &Shape<'_>, key: &IndexKey) -> Option<Self> {
        let IndexKey { expr, opclass, collation, direction, nulls, statistics: _ } = key;
        if collation.is_some() {
            return None;
        }
        let table = shape.table;
        let column = table.columns.iter().map(|(name, _)| *name).find(|name| name.to_string() == expr.as_str());
        let mut text = match column {
            Some(column) if shape.holds(column) => cx.names.field(table.name, column)?.to_owned(),
            Some(_) => return None,
            None => format!("expr({})", string(expr.as_str())),
        };
        text.push_str(match (direction, nulls) {
            (Direction::Asc, None | Some(Nulls::Last)) => "",
            (Direction::Asc, Some(Nulls::First)) => ".asc_nulls_first()",
            (Direction::Desc, None | Some(Nulls::First)) => ".desc()",
            (Direction::Desc, Some(Nulls::Last)) => ".desc_nulls_last()",
        });
        if let Some(opclass) = opclass {
            text.push_str(&format!(".opclass({})", string(opclass.as_str())));
        }
        let is_plain = *direction == Direction::Asc && nulls.is_none() && opclass.is_none();
        Some(Self { text, column: column.cloned(), is_plain })
    }
}

/// Why no attribute says an index.
fn obstacle(index: &Index) -> Option<&'static str> {
    let Index { table: _, method, keys: _, include, unique, nulls_not_distinct, predicate: _, storage } = index;
    if !include.is_empty() {
        Some("it carries columns along")
    } else if *nulls_not_distinct {
        Some("its nulls are not distinct")
    } else if *storage != IndexStorage::default() {
        Some("of how it is kept or used")
    } else if *unique && method.as_str() != "btree" {
        Some("it is unique and no btree")
    } else {
        None
    }
}

fn is_simple(index: &Index) -> bool {
    index.method.as_str() == "btree" && index.predicate.is_none()
}

fn argument(word: &str, name: Option<&Ident>, index: &Index, keys: &[Key]) -> String {
    let mut arguments = Vec::new();
    if index.method.as_str() != "btree" {
        arguments.push(format!("using = {}", index.method.as_str()));
    }
    arguments.extend(keys.iter().map(|key| key.text.clone()));
    arguments.extend(index.predicate.as_ref().map(|predicate| format!("where = {}", string(predicate.as_str()))));
    arguments.extend(name.map(|name| format!("name = {}", string(name.as_str()))));
    format!("{word}({})", arguments.join(", "))
}

fn derived(table: &QualName, index: &Index, keys: &[Key]) -> Ident {
    let prefix = if index.unique { "uniq" } else { "idx" };
    let keys: Vec<&str> = keys.iter().map(|key| key.column.as_ref().map_or("expr", Ident::as_str)).collect();
    Ident::shortened(format!("{prefix}_{}_{}", table.name.as_str(), keys.join("_")))
}

/// Whether an index is the one that a reference gets by itself.
fn is_implied(shape: &Shape<'_>, name: &QualName, index: &Index) -> bool {
    let own = |column: &Ident| Ident::shortened(format!("idx_{}_{}", shape.table.name.name.as_str(), column.as_str()));
    let mut columns = shape.references.iter().filter_map(|(_, key)| key.columns.first());
    columns.any(|column| {
        let as_made = plain(shape.table.name, std::slice::from_ref(column));
        let mut others = shape.table.indexes.iter().filter(|(other, _)| *other != name);
        *index == as_made
            && name.name == own(column)
            && !leads(shape, column)
            && !others.any(|(_, other)| begins_with(other, column))
    })
}

/// Whether the primary key or a unique constraint begins with a column.
fn leads(shape: &Shape<'_>, column: &Ident) -> bool {
    let mut uniques = shape.table.constraints.iter().filter_map(|(_, constraint)| match constraint {
        Constraint::Unique(unique) => unique.columns.first(),
        Constraint::PrimaryKey(_) | Constraint::ForeignKey(_) | Constraint::Check(_) | Constraint::Exclusion(_) => None,
    });
    shape.primary_key.first() == Some(column) || uniques.any(|first| first == column)
}

fn begins_with(index: &Index, column: &Ident) -> bool {
    is_simple(index) && index.keys.first().is_some_and(|key| key.expr.as_str() == column.to_string())
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
    /// The order of the columns does not matter.
    Unique,
    /// The order of the columns matters.
    None,
}

fn sameness(index: &Index, uniqueness: Uniqueness) -> String {
    let mut keys: Vec<String> = match uniqueness {
        Uniqueness::Unique => index.keys.iter().map(|key| key.expr.as_str().to_owned()).collect(),
        Uniqueness::None => index.keys.iter().map(|key| format!("{key:?}")).collect(),
    };
    if uniqueness == Uniqueness::Unique {
        keys.sort_unstable();
    }
    format!("{uniqueness:?} {} {keys:?} {:?}", index.method, index.predicate)
}
