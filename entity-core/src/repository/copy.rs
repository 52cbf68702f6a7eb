//! Rows in and out by COPY.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{BufMut, Bytes, BytesMut};
use futures_util::{SinkExt, Stream};
use tokio_postgres::CopyOutStream;
use tokio_postgres::types::{IsNull, Type};

use super::hooked::written;
use super::insert::{checked, grouped};
use crate::entity::{Entity, EntityDef, Insert, Mask, Write};
use crate::error::Error;
use crate::exec::{Connection, Executor, Lease};
use crate::query::derived;
use crate::value::sized;

/// How many bytes travel together.
const CHUNK: usize = 64 * 1024;
/// What binary COPY begins with: a signature, no flags, no extension.
const HEADER: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";

pub(super) async fn copy_in<R: Insert>(mut rows: Vec<R>, on: &impl Executor) -> Result<u64, Error> {
    checked(&mut rows)?;
    let lease = on.lease().await?;
    let mut count = 0;
    for (mask, group) in grouped(&rows) {
        count += group_in(mask, &group, &lease).await?;
    }
    written::<R::Entity>(Write::Insert, count, &lease);
    Ok(count)
}

/// Rows that set the same columns.
async fn group_in<R: Insert>(mask: Mask, rows: &[&R], on: &Connection) -> Result<u64, Error> {
    let def = R::Entity::DEF;
    let columns: Vec<usize> = derived::columns(def, mask).collect();
    let types = on.types_of(&derived::typed(def, mask), def).await?;
    let sink = on.copy_in(&derived::copy_in(def, mask), def).await?;
    let mut sink = std::pin::pin!(sink);
    let failed = |error: tokio_postgres::Error| Error::driver(&error, Some(def));
    let mut out = BytesMut::with_capacity(CHUNK + 1024);
    out.put_slice(HEADER);
    for row in rows {
        put_row(*row, &columns, &types, &mut out)?;
        if out.len() >= CHUNK {
            sink.send(out.split().freeze()).await.map_err(failed)?;
        }
    }
    out.put_i16(-1);
    sink.send(out.freeze()).await.map_err(failed)?;
    sink.as_mut().finish().await.map_err(failed)
}

fn put_row<R: Insert>(row: &R, columns: &[usize], types: &[Type], out: &mut BytesMut) -> Result<(), Error> {
    out.put_i16(i16::try_from(columns.len()).unwrap_or(i16::MAX));
    for (column, ty) in columns.iter().zip(types) {
        let written: Result<IsNull, _> = sized(out, |out| row.cell(*column).to_sql_checked(ty, out));
        // The cause would show the value.
        written.map_err(|_| {
            let name = R::Entity::DEF.columns[*column].name;
            Error::mismatch(format!("column {name}: the value has no form in the type {ty}"))
        })?;
    }
    Ok(())
}

pub(super) async fn copy_out<E: Entity>(on: &impl Executor) -> Result<CopyOut<'_>, Error> {
    let lease = on.lease().await?;
    let stream = Box::pin(lease.copy_out(&derived::copy_out(E::DEF), E::DEF).await?);
    Ok(CopyOut { lease: Some(lease), stream, entity: E::DEF, ended: false })
}

/// A table as CSV. A [`Stream`] of bytes.
pub struct CopyOut<'a> {
    lease: Option<Lease<'a>>,
    stream: Pin<Box<CopyOutStream>>,
    entity: &'static EntityDef,
    ended: bool,
}

impl fmt::Debug for CopyOut<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CopyOut({})", self.entity.table)
    }
}

impl CopyOut<'_> {
    /// The next bytes, or `None` at the end.
    ///
    /// # Errors
    /// When the database does not answer any more.
    pub async fn next(&mut self) -> Result<Option<Bytes>, Error> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await.transpose()
    }
}

impl Stream for CopyOut<'_> {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let entity = self.entity;
        let next = self.stream.as_mut().poll_next(cx);
        next.map(|chunk| {
            self.ended = !matches!(chunk, Some(Ok(_)));
            chunk.map(|chunk| chunk.map_err(|error| Error::driver(&error, Some(entity))))
        })
    }
}

impl Drop for CopyOut<'_> {
    fn drop(&mut self) {
        if let (false, Some(lease)) = (self.ended, self.lease.take()) {
            lease.abandon();
        }
    }
}
