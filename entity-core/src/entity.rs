//! What an entity is: its definition as data, and the traits that the derive implements.
//!
//! In: definitions written by the derive. Out: names and decoded rows.
//! Never: does IO.
//! Start at [`Entity`] and [`EntityDef`].

mod def;
mod hooks;
pub mod naming;
mod options;
pub(crate) mod part;
mod schema_list;
mod traits;

pub use def::{
    CheckDef, ColumnDef, ColumnRole, DefaultDef, EntityDef, EntityKind, ForeignKeyDef, GeneratedDef, IdentityDef,
    IndexDef, KeyDef, KeyOn, PredicateDef, ViewQuery,
};
pub use hooks::{Changes, ColumnOf, EditRow, Hooks, NoHooks, Removal, Write, Written};
pub use options::{
    BoundDef, ExclusionDef, GrantDef, Parameters, PartitionDef, PartitionKeyDef, PartitionStrategy, PolicyDef,
    RightDef, RowSecurity, SequenceDef, TableOptions,
};
pub use schema_list::{ExtensionDef, Schema, SqlFile};
pub use traits::{Cell, Entity, Insert, Keyed, Listed, Mask, Materialized, New, SoftDelete, Table, UniqueRows};
