//! Pages by key: which rows come after those of a cursor.
//!
//! The order always ends in the primary key, so no two rows stand at the same place and none is lost or given twice,
//! however many rows are equal in what the user orders by and whatever is inserted meanwhile.

use std::fmt;
use std::sync::Arc;

use bytes::BytesMut;
use tokio_postgres::types::{IsNull, ToSql, Type};

use super::core::Core;
use super::cursor::Cursor;
use super::node::{Comparison, Node};
use super::order::Key;
use super::select::Select;
use super::source::Source;
use crate::entity::{Entity, Keyed};
use crate::schema::Direction;
use crate::value::{Encoded, Param};

/// A page of a query, in the order of its keys.
#[must_use = "a page does nothing until `fetch`"]
pub struct Paged<S, P> {
    pub(crate) query: Select<S, P>,
    pub(crate) size: u32,
    pub(crate) from: Option<(Way, Cursor)>,
}

impl<S, P> fmt::Debug for Paged<S, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Paged").field("query", &self.query).field("size", &self.size).finish_non_exhaustive()
    }
}

/// In which direction a page lies from its cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    After,
    Before,
}

impl<S: Source, P> Select<S, P> {
    /// A page of so many rows. The primary key is the last key of the order, whether it was said or not.
    pub fn page(self, rows: u32) -> Paged<S, P>
    where
        S::Entity: Keyed,
    {
        Paged { query: self, size: rows, from: None }
    }
}

impl<S, P> Paged<S, P> {
    /// The page behind the one that ends with this cursor: its `next`. The first page without one.
    pub fn after(mut self, cursor: impl Into<Option<Cursor>>) -> Self {
        self.from = cursor.into().map(|cursor| (Way::After, cursor));
        self
    }

    /// The page before the one that begins with this cursor: its `previous`. The last page without one.
    pub fn before(mut self, cursor: impl Into<Option<Cursor>>) -> Self {
        self.from = cursor.into().map(|cursor| (Way::Before, cursor));
        self
    }
}

/// The whole order: what the user said, and the primary key.
pub(crate) fn keys<S: Source>(core: &Core) -> Vec<Key> {
    let mut keys = core.order.clone();
    // In the direction of the last key one index serves both.
    let direction = keys.last().map_or(Direction::Asc, |key| key.direction);
    let said = |keys: &[Key], name| {
        keys.iter().any(|key| matches!(&key.node, Node::Column(of, known) if *of == core.from.id && *known == name))
    };
    for name in S::Entity::DEF.primary_key {
        if !said(&keys, *name) {
            keys.push(Key { node: Node::column::<S>(name), direction, nulls: None, nullable: false });
        }
    }
    keys
}

/// The same order backwards.
pub(crate) fn reversed(keys: &[Key]) -> Vec<Key> {
    keys.iter().cloned().map(Key::reversed).collect()
}

/// What a cursor of the query is for: another table or order refuses it.
pub(crate) fn purpose(core: &Core, keys: &[Key]) -> String {
    format!("{}: {}", core.from.def.qual_name(), super::render::order(core.from, keys))
}

/// The rows that come after these values in the order.
pub(crate) fn after(keys: &[Key], values: Vec<Option<Vec<u8>>>) -> Node {
    let values: Vec<Option<Node>> =
        values.into_iter().map(|value| value.map(|bytes| Node::Bind(Arc::new(Wire(bytes))))).collect();
    let alike = keys.iter().all(|key| !key.nullable && key.direction == keys[0].direction);
    if let (true, Some(values)) = (alike, values.iter().cloned().collect::<Option<Vec<_>>>()) {
        return whole(keys, values);
    }
    let mut ways = Vec::with_capacity(keys.len());
    let mut equal: Vec<Node> = Vec::new();
    for (key, value) in keys.iter().zip(&values) {
        if let Some(beyond) = beyond(key, value.as_ref()) {
            let mut all = equal.clone();
            all.push(beyond);
            ways.push(Node::And(all));
        }
        equal.push(match value {
            Some(value) => key.node.clone().compare(Comparison::Equal, value.clone()),
            None => key.node.clone().is_null(),
        });
    }
    let ways = Node::Or(ways);
    // Says nothing new, but an index can begin with it.
    match (keys.first(), values.into_iter().next().flatten()) {
        (Some(key), Some(value)) if !key.nullable => {
            let how = match key.direction {
                Direction::Asc => Comparison::GreaterOrEqual,
                Direction::Desc => Comparison::LessOrEqual,
            };
            Node::And(vec![key.node.clone().compare(how, value), ways])
        }
        _ => ways,
    }
}

/// `(a, b) > ($1, $2)`, which one index serves from its first key to its last.
fn whole(keys: &[Key], values: Vec<Node>) -> Node {
    let row = |nodes: Vec<Node>| Node::Call("", nodes);
    let how = match keys.first().map(|key| key.direction) {
        Some(Direction::Desc) => Comparison::Less,
        Some(Direction::Asc) | None => Comparison::Greater,
    };
    row(keys.iter().map(|key| key.node.clone()).collect()).compare(how, row(values))
}

/// What comes after a value of one key. `None` where nothing does.
fn beyond(key: &Key, value: Option<&Node>) -> Option<Node> {
    match value {
        None if key.nulls_first() => Some(key.node.clone().is_null().not()),
        None => None,
        Some(value) => {
            let how = match key.direction {
                Direction::Asc => Comparison::Greater,
                Direction::Desc => Comparison::Less,
            };
            let greater = key.node.clone().compare(how, value.clone());
            let nulls = key.nullable && !key.nulls_first();
            Some(if nulls { Node::Or(vec![greater, key.node.clone().is_null()]) } else { greater })
        }
    }
}

/// A value as it came over the wire. It goes back the same way: the server knows its type from what it is compared
/// with.
struct Wire(Vec<u8>);

impl fmt::Debug for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("_")
    }
}

impl ToSql for Wire {
    fn to_sql(&self, _: &Type, out: &mut BytesMut) -> Encoded {
        out.extend_from_slice(&self.0);
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    fn to_sql_checked(&self, ty: &Type, out: &mut BytesMut) -> Encoded {
        self.to_sql(ty, out)
    }
}

impl Param for Wire {
    fn literal(&self) -> Option<String> {
        None
    }

    fn as_sql(&self) -> &(dyn ToSql + Sync) {
        self
    }
}
