//! Rows one after the other, with bounded memory.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_util::Stream;

use super::find::Shape;
use crate::entity::Cell;
use crate::error::Error;
use crate::exec::{Executor, Flow};
use crate::query::{Nested, Record, Scope, Select};
use crate::value::Values;

impl<Q, P: Record> Select<Q, P> {
    /// Rows one after the other. The driver reads no further than a little ahead, so the memory is bounded however
    /// many rows there are; the connection is in use until the end. Dropped before that, the server is told to stop.
    ///
    /// Relations cannot be read between the rows of a stream: for projections that have some, use
    /// [`chunks`](Select::chunks).
    ///
    /// # Errors
    /// As [`all`](Select::all).
    pub async fn stream(self, on: &impl Executor) -> Result<Rows<'_, P>, Error>
    where
        Q: Scope,
    {
        let level = P::level();
        if !level.relations.is_empty() {
            let what = "a stream cannot read relations between its rows; use `chunks`";
            return Err(Error::mismatch(what.to_owned()));
        }
        let lease = on.lease().await?;
        let rendered = self.render_level(&level);
        let params: Vec<Cell<'_>> = rendered.params.iter().map(|param| param.as_sql()).collect();
        let shape = Shape { accepts: &level.accepts, entity: self.core.from.def, timeout: None };
        let flow = Flow::start(lease, &shape.call(&rendered, &params)).await?;
        Ok(Rows { flow, of: PhantomData })
    }
}

/// The rows of a query, to be taken one after the other. A [`Stream`].
pub struct Rows<'a, P> {
    flow: Flow<'a>,
    of: PhantomData<fn() -> P>,
}

impl<P> fmt::Debug for Rows<'_, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Rows(_)")
    }
}

impl<P: Record> Rows<'_, P> {
    /// The next row, or `None` at the end.
    ///
    /// # Errors
    /// When the database does not answer any more, or a value is not of its field's type.
    pub async fn next(&mut self) -> Result<Option<P>, Error> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await.transpose()
    }
}

impl<P: Record> Stream for Rows<'_, P> {
    type Item = Result<P, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.flow.poll_row(cx).map(|row| {
            let row = row?;
            Some(row.and_then(|row| P::decode(&mut Values::new(&row), &mut Nested::none())))
        })
    }
}
