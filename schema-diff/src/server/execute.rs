//! Runs one statement of a file.

use bytes::Bytes;
use futures_util::SinkExt;
use tokio_postgres::Client;

use super::Refusal;
use crate::files::Statement;

/// Runs one statement; a `COPY … FROM stdin` block goes through the COPY protocol.
///
/// # Errors
/// The server's refusal.
pub async fn execute(client: &Client, statement: &Statement) -> Result<(), Refusal> {
    match &statement.copy {
        None => client.batch_execute(&statement.sql).await?,
        Some(rows) => copy(client, &statement.sql, rows).await?,
    }
    Ok(())
}

async fn copy(client: &Client, sql: &str, rows: &str) -> Result<(), tokio_postgres::Error> {
    let mut sink = Box::pin(client.copy_in::<_, Bytes>(sql).await?);
    sink.send(Bytes::copy_from_slice(rows.as_bytes())).await?;
    sink.as_mut().finish().await?;
    Ok(())
}
