//! Pages by key, and chunks.

use std::fmt;

use tokio_postgres::Row;

use super::load;
use crate::entity::Keyed;
use crate::error::Error;
use crate::exec::Executor;
use crate::query::{Cursor, Paged, Record, Seal, Select, Source, Way, keyset, read_cursor, write_cursor};
use crate::value::cell;

/// Some rows, and where the next ones are.
#[derive(Clone, Debug)]
pub struct Page<P> {
    /// The rows in the order of the query.
    pub rows: Vec<P>,
    /// For [`after`](Paged::after), where there are more rows.
    pub next: Option<Cursor>,
    /// For [`before`](Paged::before), where there are rows before these.
    pub previous: Option<Cursor>,
}

impl<S: Source<Entity: Keyed>, P: Record> Paged<S, P> {
    /// The statement that [`fetch`](Paged::fetch) would send for the first page.
    pub fn sql(&self) -> String {
        let mut query = self.query.clone();
        query.core.order = keyset::keys::<S>(&query.core);
        query.core.limit = Some(u64::from(self.size) + 1);
        query.sql()
    }

    /// The rows of the page. One row more is read, to know whether there is a next page.
    ///
    /// # Errors
    /// [`is_bad_cursor`](Error::is_bad_cursor) when the cursor is not one of this query; else as
    /// [`all`](Select::all).
    pub async fn fetch(self, on: &impl Executor) -> Result<Page<P>, Error> {
        let Self { query: mut select, size, from } = self;
        if !select.core.is_of_rows() {
            return Err(Error::mismatch("groups, distinct and combined rows have no key to page by".to_owned()));
        }
        let lease = on.lease().await?;
        let keys = keyset::keys::<S>(&select.core);
        let purpose = keyset::purpose(&select.core, &keys);
        let seal = Seal { key: lease.cursor_key(), purpose: &purpose };
        let backwards = matches!(from, Some((Way::Before, _)));
        select.core.order = if backwards { keyset::reversed(&keys) } else { keys.clone() };
        let is_first = from.is_none();
        if let Some((_, cursor)) = from {
            let values = read_cursor(&cursor, keys.len(), seal)?;
            select.core.filters.push(keyset::after(&select.core.order, values));
        }
        select.core.limit = Some(u64::from(size) + 1);
        select.core.beside = keys.iter().map(|key| key.node.clone()).collect();
        let loaded = load::rows(&select, &lease).await.map_err(Error::in_cursor)?;
        let mut rows = loaded.rows;
        let more = rows.len() > size as usize;
        rows.truncate(size as usize);
        if backwards {
            rows.reverse();
        }
        let first = loaded.beside;
        let cursor = |row: &(Row, P)| write_cursor((0..keys.len()).map(|at| cell(&row.0, first + at)), seal);
        let (more_next, more_previous) = if backwards { (true, more) } else { (more, !is_first) };
        let next = rows.last().filter(|_| more_next).map(cursor);
        let previous = rows.first().filter(|_| more_previous).map(cursor);
        Ok(Page { rows: rows.into_iter().map(|(_, row)| row).collect(), next, previous })
    }
}

impl<S: Source, P: Record> Select<S, P> {
    /// All rows, so many at a time, each time by a statement of its own: for work that takes long. Rows that are
    /// added or removed meanwhile may be seen or not; none is seen twice.
    pub fn chunks(self, rows: u32) -> Chunks<S, P>
    where
        S::Entity: Keyed,
    {
        Chunks { query: self, size: rows, next: Some(None) }
    }
}

/// The rows of a query, a chunk at a time.
pub struct Chunks<S, P> {
    query: Select<S, P>,
    size: u32,
    /// Where the next chunk begins; `None` at the end.
    next: Option<Option<Cursor>>,
}

impl<S, P> fmt::Debug for Chunks<S, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chunks").field("query", &self.query).field("size", &self.size).finish_non_exhaustive()
    }
}

impl<S: Source<Entity: Keyed>, P: Record> Chunks<S, P> {
    /// The next rows, or `None` at the end. After an error the same chunk can be asked for again.
    ///
    /// # Errors
    /// As [`all`](Select::all).
    pub async fn next(&mut self, on: &impl Executor) -> Result<Option<Vec<P>>, Error> {
        let Some(from) = self.next.clone() else { return Ok(None) };
        let page = self.query.clone().page(self.size).after(from).fetch(on).await?;
        self.next = page.next.map(Some);
        Ok(Some(page.rows).filter(|rows| !rows.is_empty()))
    }
}
