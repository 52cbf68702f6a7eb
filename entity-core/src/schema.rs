//! The neutral model: what a PostgreSQL schema consists of, as data.
//!
//! In: nothing. Out: types that the derive writes, the catalog reader fills and the planner compares.
//! Never: does IO, holds the text of a statement, knows which side of a comparison it is on.
//! Start at [`Catalog`]; one file a kind, and [`Object`] and [`ObjectId`] list the kinds.

mod aggregate;
mod catalog;
mod column;
mod comment;
mod constraint;
mod enum_type;
mod event_trigger;
mod extension;
mod function;
mod implied;
mod index;
mod name;
mod namespace;
mod object;
mod owner;
mod policy;
mod privilege;
mod rename;
mod rule;
mod statistics;
mod table;
mod text;
mod trigger;
mod view;

pub use aggregate::{Aggregate, AggregateKind, AggregateState, Modify, MovingState};
pub use catalog::{Catalog, Unmodelled};
pub use column::{Column, Generated, Identity, Origin};
pub use comment::Comment;
pub use constraint::{
    Action, Check, Constraint, Deferral, Enforcement, Exclusion, ForeignKey, Match, PrimaryKey, Unique,
};
pub use enum_type::EnumType;
pub use event_trigger::EventTrigger;
pub use extension::Extension;
pub use function::{Argument, ArgumentMode, Function, FunctionBody, FunctionKind, Parallel, Volatility};
pub use implied::{Purpose, implied_name};
pub use index::{Direction, Index, IndexKey, IndexStorage, Nulls};
pub use name::{Ident, MAX_IDENT_BYTES, QualName};
pub use namespace::Namespace;
pub use object::{Object, ObjectId, ObjectKind};
pub use owner::Owner;
pub use policy::{Policy, PolicyCommand};
pub use privilege::{DefaultClass, DefaultPrivilege, DefaultScope, Grant, Privilege, Privileges};
pub use rename::{Rename, Subject};
pub use rule::{Rule, RuleEvent};
pub use statistics::{Statistics, StatisticsKind};
pub use table::{Partition, Persistence, ReplicaIdentity, Table, TableKind};
pub use text::{Expr, Literal, TypeName};
pub use trigger::{ConstraintTrigger, Trigger, TriggerEnabled, TriggerEvent, TriggerLevel, TriggerTiming};
pub use view::{MaterializedView, OutputColumn, Query, View, ViewColumn};
