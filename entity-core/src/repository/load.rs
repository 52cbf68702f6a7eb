//! Loads the levels of a projection: one statement a relation, however many rows are above it. The relations of one
//! level are on the wire together.
//!
//! Rows of a level without relations are decoded when they arrive. Where there are relations, rows wait for theirs.

use std::any::Any;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use futures_util::future::try_join_all;
use tokio_postgres::Row;
use tokio_postgres::types::Type;

use super::find::{Shape, run};
use super::keys::Keys;
use crate::entity::{Cell, EntityDef};
use crate::error::Error;
use crate::exec::{Call, Connection, Text};
use crate::query::{Level, Nested, Record, Related, Select, Sink, render_nested};
use crate::value::{Value, Values};

/// All rows of a query, with their relations.
pub(super) async fn all<Q, P: Record>(query: &Select<Q, P>, on: &Connection) -> Result<Vec<P>, Error> {
    let level = P::level();
    if !level.relations.is_empty() {
        return Ok(rows(query, on).await?.rows.into_iter().map(|(_, row)| row).collect());
    }
    let rendered = query.render_level(&level);
    let shape = Shape { accepts: &level.accepts, entity: query.core.from.def, timeout: query.core.timeout };
    run(&rendered, shape, |values| P::decode(values, &mut Nested::none()), on).await
}

/// Rows as they were read, and what they were read as.
pub(super) struct Read<P> {
    pub(super) rows: Vec<(Row, P)>,
    /// Where the columns begin that the library read for itself.
    pub(super) beside: usize,
}

/// The rows that a statement wrote and gives back, with their relations.
pub(super) async fn written<P: Record>(
    sql: &Arc<str>,
    params: &[Cell<'_>],
    entity: &'static EntityDef,
    on: &Connection,
) -> Result<Vec<P>, Error> {
    let level = P::level();
    let accepts = with_keys(Vec::new(), &level);
    let text = Text::Dynamic(Arc::clone(sql));
    let call = Call { text, params, accepts: &accepts, entity, timeout: None };
    if level.relations.is_empty() {
        return on.rows(&call, |values| P::decode(values, &mut Nested::none())).await;
    }
    let read = below(&level, &call, accepts.len(), on).await?;
    Ok(read.rows.into_iter().map(|(_, row)| row).collect())
}

/// All rows of a query, with their relations, and as they came over the wire.
pub(super) async fn rows<Q, P: Record>(query: &Select<Q, P>, on: &Connection) -> Result<Read<P>, Error> {
    let level = P::level();
    let rendered = query.render_level(&level);
    let mut accepts = with_keys(Vec::new(), &level);
    let beside = accepts.len();
    accepts.extend(query.core.beside.iter().map(|_| any as fn(&Type) -> bool));
    let params: Vec<Cell<'_>> = rendered.params.iter().map(|param| param.as_sql()).collect();
    let shape = Shape { accepts: &accepts, entity: query.core.from.def, timeout: query.core.timeout };
    below(&level, &shape.call(&rendered, &params), beside, on).await
}

/// The rows of a statement, and what is below them.
async fn below<P: Record>(level: &Level, call: &Call<'_>, beside: usize, on: &Connection) -> Result<Read<P>, Error> {
    let mut rows = Vec::new();
    on.each(call, |row| {
        rows.push(row);
        Ok(())
    })
    .await?;
    // A tuple's columns are the query's own, and it has no relations.
    let mut loaded = relations(level, &rows, level.columns.len(), on).await?;
    let mut found = Vec::with_capacity(rows.len());
    for (at, row) in rows.into_iter().enumerate() {
        if loaded.keep[at] {
            let record = P::decode(&mut Values::new(&row), &mut Nested::of(&mut loaded.fields, at))?;
            found.push((row, record));
        }
    }
    Ok(Read { rows: found, beside })
}

/// The fields of the relations of some rows.
struct Loaded {
    fields: Vec<Box<dyn Any + Send>>,
    /// Whether a row has all that it needs.
    keep: Vec<bool>,
}

/// Loads the relations of a level for its rows, in which the columns that the relations go along begin at `keys`.
async fn relations(level: &Level, rows: &[Row], mut keys: usize, on: &Connection) -> Result<Loaded, Error> {
    let mut each = Vec::with_capacity(level.relations.len());
    for related in &level.relations {
        each.push(relation(related, rows, keys, on));
        keys += related.keys().count();
    }
    let sinks = try_join_all(each).await?;
    let both = || level.relations.iter().zip(&sinks);
    let keep = (0..rows.len()).map(|row| both().all(|(related, sink)| !related.required || sink.has(row))).collect();
    Ok(Loaded { fields: sinks.into_iter().map(Sink::fields).collect(), keep })
}

type Loading<'a> = Pin<Box<dyn Future<Output = Result<Box<dyn Sink>, Error>> + Send + 'a>>;

/// Loads one relation. Boxed, for it loads the relations below itself.
fn relation<'a>(related: &'a Related, rows: &'a [Row], first: usize, on: &'a Connection) -> Loading<'a> {
    Box::pin(async move {
        let mut sink = (related.sink)(rows.len());
        let keys: Vec<_> = (first..).take(related.keys().count()).map(|column| Keys { rows, column }).collect();
        if keys.iter().any(Keys::are_null) {
            return Ok(sink);
        }
        let level = (related.level)();
        let rendered = render_nested(related, &level);
        let own = rendered.params.iter().skip(keys.len()).map(|param| param.as_sql());
        let params: Vec<Cell<'_>> = keys.iter().map(|keys| keys as Cell<'_>).chain(own).collect();
        let accepts = with_keys(vec![<i64 as Value>::accepts as fn(&Type) -> bool], &level);
        let shape = Shape { accepts: &accepts, entity: related.exists.target.def, timeout: None };
        let call = shape.call(&rendered, &params);
        if level.relations.is_empty() {
            on.each(&call, |row| {
                let mut values = Values::new(&row);
                sink.row(slot(&mut values)?, &mut values, &mut Nested::none())
            })
            .await?;
            return Ok(sink);
        }
        let mut below = Vec::new();
        on.each(&call, |row| {
            below.push(row);
            Ok(())
        })
        .await?;
        let mut loaded = relations(&level, &below, 1 + level.columns.len(), on).await?;
        for (at, row) in below.iter().enumerate().filter(|(at, _)| loaded.keep[*at]) {
            let mut values = Values::new(row);
            sink.row(slot(&mut values)?, &mut values, &mut Nested::of(&mut loaded.fields, at))?;
        }
        Ok(sink)
    })
}

/// Which row above a row belongs to: the statement counts them from 1.
fn slot(values: &mut Values<'_>) -> Result<usize, Error> {
    let number = values.required::<i64>()?;
    Ok(usize::try_from(number - 1).unwrap_or(usize::MAX))
}

/// The types of a level's columns, and of those that its relations go along, which may be any: nobody decodes them.
fn with_keys(mut accepts: Vec<fn(&Type) -> bool>, level: &Level) -> Vec<fn(&Type) -> bool> {
    accepts.extend_from_slice(&level.accepts);
    accepts.extend(level.relations.iter().flat_map(Related::keys).map(|_| any as fn(&Type) -> bool));
    accepts
}

fn any(_: &Type) -> bool {
    true
}
