//! The neutral model: what a PostgreSQL schema consists of, as data.
//!
//! In: nothing. Out: types that the derive writes, the catalog reader fills and the planner compares.
//! Never: does IO, holds the text of a statement, knows which side of a comparison it is on.
//! Start at [`Catalog`]; one file a kind, and [`Object`] and [`ObjectId`] list the kinds.

mod aggregate;
mod catalog;
mod collation;
mod column;
mod comment;
mod composite_type;
mod constraint;
mod domain;
mod enum_type;
mod event_trigger;
mod extension;
mod foreign;
mod function;
mod implied;
mod index;
mod name;
mod namespace;
mod object;
mod owner;
mod parameters;
mod policy;
mod privilege;
mod publication;
mod range_type;
mod rename;
mod rule;
mod sequence;
mod statistics;
mod table;
mod text;
mod text_search;
mod trigger;
mod view;

pub use aggregate::{Aggregate, AggregateKind, AggregateState, Modify, MovingState};
pub use catalog::{Catalog, Unmodelled};
pub use collation::{Collation, CollationProvider};
pub use column::{Column, Generated, Generation, Identity, NotNull, Origin, Storage, StorageStrategy};
pub use comment::Comment;
pub use composite_type::{Attribute, CompositeType};
pub use constraint::{
    Action, Check, Constraint, Deferral, Enforcement, Exclusion, ForeignKey, Match, PrimaryKey, Unique,
};
pub use domain::{Domain, DomainCheck};
pub use enum_type::{EnumType, LabelMove};
pub use event_trigger::EventTrigger;
pub use extension::Extension;
pub use foreign::{ForeignDataWrapper, ForeignOptions, ForeignServer};
pub use function::{Argument, ArgumentMode, Function, FunctionBody, FunctionKind, Parallel, Volatility};
pub use implied::{Purpose, implied_name};
pub use index::{Direction, Index, IndexKey, IndexStorage, Nulls};
pub use name::{Ident, MAX_IDENT_BYTES, QualName};
pub use namespace::Namespace;
pub use object::{Object, ObjectId, ObjectKind};
pub use owner::Owner;
pub use parameters::Parameters;
pub use policy::{Policy, PolicyCommand};
pub use privilege::{DefaultClass, DefaultPrivilege, DefaultScope, Grant, Privilege, Privileges};
pub use publication::{Publication, PublishedNamespace, PublishedTable};
pub use range_type::RangeType;
pub use rename::{Rename, Subject};
pub use rule::{Rule, RuleEvent};
pub use sequence::{Counter, Sequence};
pub use statistics::{Statistics, StatisticsKind};
pub use table::{Partition, Persistence, ReplicaIdentity, Table, TableKind};
pub use text::{Expr, Literal, TypeName};
pub use text_search::{TextSearchConfiguration, TextSearchDictionary};
pub use trigger::{ConstraintTrigger, Trigger, TriggerEnabled, TriggerEvent, TriggerLevel, TriggerTiming};
pub use view::{MaterializedView, OutputColumn, Query, View, ViewColumn};
