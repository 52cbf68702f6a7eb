//! A statement whose rows are taken one after the other.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_util::Stream;
use tokio_postgres::{Row, RowStream};

use super::call::Call;
use super::executor::Lease;
use crate::entity::EntityDef;
use crate::error::Error;

/// The rows of a statement that runs, and the connection that it runs on.
pub(crate) struct Flow<'a> {
    lease: Option<Lease<'a>>,
    rows: Pin<Box<RowStream>>,
    entity: &'static EntityDef,
    ended: bool,
}

impl<'a> Flow<'a> {
    pub(crate) async fn start(lease: Lease<'a>, call: &Call<'_>) -> Result<Self, Error> {
        let rows = Box::pin(lease.begin(call).await?);
        Ok(Self { lease: Some(lease), rows, entity: call.entity, ended: false })
    }

    pub(crate) fn poll_row(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Row, Error>>> {
        if self.ended {
            return Poll::Ready(None);
        }
        self.rows.as_mut().poll_next(cx).map(|row| {
            self.ended = !matches!(row, Some(Ok(_)));
            row.map(|row| row.map_err(|error| Error::driver(&error, Some(self.entity))))
        })
    }
}

impl Drop for Flow<'_> {
    fn drop(&mut self) {
        if let (false, Some(lease)) = (self.ended, self.lease.take()) {
            lease.abandon();
        }
    }
}
