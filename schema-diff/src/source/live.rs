//! A database as it is.

use entity_core::schema::Catalog;

use super::Error;
use crate::introspect;
use crate::server::{Connection, Target};

/// Connects and reads.
///
/// # Errors
/// [`Error::Server`] without a connection, [`Error::Introspect`] when the catalog cannot be read.
pub async fn catalog(target: &Target) -> Result<Catalog, Error> {
    let mut connection = Connection::open(target).await?;
    Ok(introspect::read(&mut connection).await?)
}
