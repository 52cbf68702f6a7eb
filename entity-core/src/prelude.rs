//! Everything that code around entities needs: `use entity_core::prelude::*;`.

pub use crate::entity::{EditRow, Keyed, New, SoftDelete};
pub use crate::exec::{Config, Db, Executor, Tx};
pub use crate::query::{
    AggregateExpr, ArrayExpr, Column, Compare, Expr, Expression, Filter, GeoExpr, JsonExpr, NumberExpr, Order, Ordered,
    RangeExpr, Relation, SearchExpr, Select, TextExpr, TimeExpr,
};
pub use crate::repository::{InsertRow, Repository, UpsertRow};
pub use crate::value::{GeoPoint, Id, Json, Meters, Secret, Transform};
// From the root these are the traits and the derives in one.
#[cfg(feature = "derive")]
pub use crate::{Columns, PgComposite, PgDomain, PgNewtype, PgTransformed};
pub use crate::{Entity, Error, Patch, PgEnum, Projection, Schema};
