//! An index as an attribute.

use entity_core::schema::{Direction, Ident, Index, IndexKey, IndexStorage, Nulls, QualName};

use super::super::Cx;
use super::super::attributes::string;
use super::super::column::collated;
use super::super::options::{parameters, placed};
use super::super::structs::Shape;

/// An index as it is written.
pub(super) struct Said<'a> {
    word: &'static str,
    name: Option<&'a Ident>,
    index: &'a Index,
    keys: Vec<Key>,
    include: Vec<&'a str>,
}

impl<'a> Said<'a> {
    /// `None` where no attribute says all of it.
    pub(super) fn new(cx: &'a Cx<'_>, shape: &Shape<'_>, name: &'a Ident, index: &'a Index) -> Option<Self> {
        let Index { table, method, keys, include, unique, nulls_not_distinct: _, predicate: _, storage } = index;
        let IndexStorage { options: _, tablespace: _, clustered, replica_identity, part_of, only } = storage;
        if *only || *clustered || *replica_identity || part_of.is_some() || (*unique && method.as_str() != "btree") {
            return None;
        }
        let keys: Vec<Key> = keys.iter().map(|key| Key::new(cx, shape, key)).collect::<Option<_>>()?;
        let carried = |column: &Ident| cx.names.field(table, column).filter(|_| shape.holds(column));
        let include = include.iter().map(carried).collect::<Option<_>>()?;
        let name = (*name != derived(table, index, &keys)).then_some(name);
        Some(Self { word: if *unique { "unique" } else { "index" }, name, index, keys, include })
    }

    /// The column and the word, where the word alone says it.
    pub(super) fn alone(&self) -> Option<(Ident, String)> {
        let Index { table, keys, unique, .. } = self.index;
        let is_plain = *self.index == Index { keys: keys.clone(), unique: *unique, ..Index::new(table.clone()) };
        match self.keys.as_slice() {
            [Key { column: Some(column), is_plain: true, .. }] if is_plain && self.name.is_none() => {
                Some((column.clone(), self.word.to_owned()))
            }
            _ => None,
        }
    }

    pub(super) fn argument(&self, deferral: Option<String>) -> String {
        let Index { method, nulls_not_distinct, predicate, storage, .. } = self.index;
        let mut arguments = Vec::new();
        if method.as_str() != "btree" {
            arguments.push(format!("using = {}", method.as_str()));
        }
        arguments.extend(self.keys.iter().map(|key| key.text.clone()));
        if !self.include.is_empty() {
            arguments.push(format!("include({})", self.include.join(", ")));
        }
        arguments.extend(nulls_not_distinct.then(|| "nulls_not_distinct".to_owned()));
        arguments.extend(deferral);
        arguments.extend(predicate.as_ref().map(|predicate| format!("where = {}", string(predicate.as_str()))));
        arguments.extend((!storage.options.is_empty()).then(|| parameters(&storage.options)));
        arguments.extend(storage.tablespace.as_ref().map(placed));
        arguments.extend(self.name.map(|name| format!("name = {}", string(name.as_str()))));
        format!("{}({})", self.word, arguments.join(", "))
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
        if statistics.is_some() {
            return None;
        }
        let table = shape.table;
        let column = table.columns.iter().map(|(name, _)| *name).find(|name| name.to_string() == expr.as_str());
        let mut text = match column {
            Some(column) if shape.holds(column) => told_apart(cx.names.field(table.name, column)?),
            Some(_) => return None,
            None => format!("expr({})", string(expr.as_str())),
        };
        if let Some(collation) = collation {
            text.push_str(&format!(".collate({})", collated(collation)));
        }
        text.push_str(match (direction, nulls) {
            (Direction::Asc, None | Some(Nulls::Last)) => "",
            (Direction::Asc, Some(Nulls::First)) => ".asc_nulls_first()",
            (Direction::Desc, None | Some(Nulls::First)) => ".desc()",
            (Direction::Desc, Some(Nulls::Last)) => ".desc_nulls_last()",
        });
        if let Some(opclass) = opclass {
            text.push_str(&format!(".opclass({})", string(opclass.as_str())));
        }
        let is_plain = *direction == Direction::Asc && nulls.is_none() && opclass.is_none() && collation.is_none();
        Some(Self { text, column: column.cloned(), is_plain })
    }
}

/// A field that is called as an option of an index is.
fn told_apart(field: &str) -> String {
    let is_option = ["constraint", "deferrable", "nulls_not_distinct"].contains(&field);
    if is_option { format!("r#{field}") } else { field.to_owned() }
}

fn derived(table: &QualName, index: &Index, keys: &[Key]) -> Ident {
    let prefix = if index.unique { "uniq" } else { "idx" };
    let keys: Vec<&str> = keys.iter().map(|key| key.column.as_ref().map_or("expr", Ident::as_str)).collect();
    Ident::shortened(format!("{prefix}_{}_{}", table.name.as_str(), keys.join("_")))
}
