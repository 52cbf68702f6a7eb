//! Entities for PostgreSQL: describe a table once as a struct, and query it with the compiler's help.

#[cfg(feature = "derive")]
extern crate self as entity_core;

pub mod entity;
pub mod error;
pub mod exec;
pub mod prelude;
pub mod query;
pub mod repository;
pub mod schema;
pub mod validate;
pub mod value;

pub use entity::{Entity, ExtensionDef, Schema, SqlFile};
#[cfg(feature = "derive")]
pub use entity_derive::{Columns, Entity, Patch, PgComposite, PgDomain, PgEnum, PgNewtype, PgTransformed, Projection};
pub use error::Error;
pub use exec::{Config, Db, Executor, Tx};
pub use query::Projection;
pub use repository::Patch;
pub use value::{
    BitString, GeoPoint, Geography, Geometry, Id, Interval, IpCidr, IpInet, Json, MacAddr, Meters, Multirange, PgEnum,
    Range, Secret, TsVector,
};

/// Fields of patches that tell null from absent: `deserialize_with = "entity_core::patch::present"`.
pub mod patch {
    pub use crate::repository::present;
}

/// What generated code names. No part of the interface.
#[doc(hidden)]
pub mod __private;
