//! Indexes and unique constraints as attributes.

use std::collections::{BTreeMap, BTreeSet};

use entity_core::schema::{Direction, Expr, Ident, Index, IndexKey, Nulls, ObjectId, QualName};

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
    /// The indexes that the entity brings, those of its references among them.
    pub(super) said: Vec<(QualName, Index)>,
    /// What is served already, as the derive compares it.
    seen: BTreeSet<String>,
}

/// Says all indexes of a table: uniques first, for an index beside one is the one too many.
pub(super) fn said(cx: &Cx<'_>, shape: &Shape<'_>) -> Indexes {
    let mut indexes = Indexes::default();
    let primary = plain(shape.table.name, shape.primary_key);
    indexes.seen.extend([sameness(&primary, Uniqueness::Unique), sameness(&primary, Uniqueness::None)]);
    let (uniques, others): (Vec<_>, Vec<_>) = shape.table.indexes.iter().partition(|(_, index)| index.unique);
    for (name, index) in uniques.into_iter().chain(others) {
        if !is_implied(shape, name, index) {
            indexes.take(cx, shape, name, index);
        }
    }
    indexes.add_implied(shape);
    indexes
}

impl Indexes {
    fn take(&mut self, cx: &Cx<'_>, shape: &Shape<'_>, name: &QualName, index: &Index) {
        let keys: Option<Vec<Key>> = index.keys.iter().map(|key| Key::new(cx, shape, key)).collect();
        let is_late = cx.late.contains(&ObjectId::Index(name.clone()));
        let own = sameness(index, if index.unique { Uniqueness::Unique } else { Uniqueness::None });
        let Some(keys) = keys.filter(|_| is_sayable(index) && !is_late && !self.seen.contains(&own)) else { return };
        self.said.push((name.clone(), index.clone()));
        self.seen.extend([own, sameness(index, Uniqueness::None)]);
        let word = if index.unique { "unique" } else { "index" };
        let is_derived = name.name == derived(shape.table.name, index, &keys);
        match keys.as_slice() {
            [Key { column: Some(column), is_plain: true, .. }] if is_derived && is_simple(index) => {
                self.on_field.entry(column.clone()).or_default().push(word.to_owned());
            }
            _ => self.on_struct.push(argument(word, (!is_derived).then_some(&name.name), index, &keys)),
        }
    }

    /// Each foreign key of an entity gets an index unless one leads with it; the database may lack it.
    fn add_implied(&mut self, shape: &Shape<'_>) {
        for (_, key) in &shape.references {
            let Some(column) = key.columns.first() else { continue };
            let is_led = shape.primary_key.first() == Some(column)
                || self.said.iter().any(|(_, index)| begins_with(index, column));
            if !is_led {
                let index = plain(shape.table.name, std::slice::from_ref(column));
                self.said.push((shape.table.name.sibling(implied(shape, column)), index));
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
        let IndexKey { expr, opclass, collation, direction, nulls, statistics } = key;
        if collation.is_some() || statistics.is_some() {
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

/// Whether an attribute says all of an index but its keys.
fn is_sayable(index: &Index) -> bool {
    let Index { method, keys, unique, predicate, .. } = index.clone();
    let is_btree = method.as_str() == "btree";
    *index == Index { method, keys, unique, predicate, ..Index::new(index.table.clone()) } && (!unique || is_btree)
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

/// The index that a reference gets by itself.
fn implied(shape: &Shape<'_>, column: &Ident) -> Ident {
    Ident::shortened(format!("idx_{}_{}", shape.table.name.name.as_str(), column.as_str()))
}

/// Whether an index is the one that a reference gets by itself, and no other one leads with its column.
fn is_implied(shape: &Shape<'_>, name: &QualName, index: &Index) -> bool {
    let mut columns = shape.references.iter().filter_map(|(_, key)| key.columns.first());
    columns.any(|column| {
        let as_made = plain(shape.table.name, std::slice::from_ref(column));
        let mut others = shape.table.indexes.iter().filter(|(other, _)| *other != name);
        *index == as_made
            && name.name == implied(shape, column)
            && shape.primary_key.first() != Some(column)
            && !others.any(|(_, other)| is_sayable(other) && begins_with(other, column))
    })
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
