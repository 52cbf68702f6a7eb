//! The statement of one level of a projection: the rows of a relation, for all rows of the level above at once.
//!
//! The keys of the rows above go along as arrays, numbered. Each row that comes back says the number of the row that
//! it belongs to, so nothing is searched for in the program.

use super::super::nested::Related;
use super::super::projection::Level;
use super::Rendered;
use super::cx::{Cx, Scope};
use super::expr::{dot, table};
use crate::value::bare;

const KEYS: &str = "k";
const NUMBER: &str = "n";
const TAKEN: &str = "t";

/// The statement, whose first parameters are the arrays of keys. Its first column is the number of the row above, from
/// 1 on.
pub(crate) fn nested(related: &Related, level: &Level) -> Rendered {
    let exists = &related.exists;
    let mut cx = Cx::new();
    let keys: Vec<&'static str> = related.keys().collect();
    cx.reserve(keys.len());
    let arrays = keys.iter().enumerate().map(|(at, key)| {
        let ty = exists.outer.def.column(key).map_or("text", |column| column.ty.name);
        format!("${}::{}[]", at + 1, bare(ty))
    });
    let names = (0..keys.len()).map(|at| format!("a{at}"));
    let from = format!(
        "unnest({}) WITH ORDINALITY AS {KEYS} ({}, {NUMBER})",
        arrays.collect::<Vec<_>>().join(", "),
        names.collect::<Vec<_>>().join(", ")
    );
    let sources = [cx.named(exists.target)];
    let scope = Scope { sources: &sources, outer: None };
    let mut tables = vec![table(exists.target.def, &sources[0].alias)];
    let mut conditions = Vec::new();
    let keyed = related.by_place();
    cx.along(&keyed, KEYS, &sources[0], &mut tables, &mut conditions);
    cx.matching(exists, &scope, &mut conditions);
    for inner in level.relations.iter().filter(|inner| inner.required && !inner.sure) {
        conditions.push(cx.text(&super::super::node::Node::Exists(inner.exists.clone()), &scope));
    }
    let mut columns: Vec<_> = level.columns.iter().map(|column| cx.text(column, &scope)).collect();
    let local = level.relations.iter().flat_map(Related::keys);
    columns.extend(local.map(|name| dot(&sources[0].alias, name)));
    let (tables, conditions) = (tables.join(", "), conditions.join(" AND "));
    let mut order = String::new();
    cx.order(&related.order, &scope, &mut order);
    let number = dot(KEYS, NUMBER);
    let Some(top) = related.top else {
        let columns = std::iter::once(number).chain(columns).collect::<Vec<_>>().join(", ");
        let sql = format!("SELECT {columns} FROM {from}, {tables} WHERE {conditions}{order}");
        return cx.finish(sql);
    };
    // The first rows for each key, in an order that the outer query keeps.
    let named = columns.iter().enumerate().map(|(at, column)| format!("{column} AS c{at}"));
    let named = named.collect::<Vec<_>>().join(", ");
    let read = (0..columns.len()).map(|at| format!("{TAKEN}.c{at}"));
    let read = std::iter::once(number).chain(read).collect::<Vec<_>>().join(", ");
    let named = if named.is_empty() { named } else { named + ", " };
    let inner = format!(
        "SELECT {named}row_number() OVER ({}) AS place FROM {tables} WHERE {conditions}{order} LIMIT {top}",
        order.trim_start()
    );
    cx.finish(format!("SELECT {read} FROM {from} CROSS JOIN LATERAL ({inner}) AS {TAKEN} ORDER BY {TAKEN}.place"))
}
