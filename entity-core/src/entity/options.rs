//! What a table is beside its columns, keys and indexes.
//!
//! Each sort of thing is `None` where the entity says nothing about it: then what the database has of it is left alone.
//! Once an entity says something of a sort, that sort is the entity's for its table, be it that there is none.

use super::KeyDef;
use crate::schema::{Counter, Deferral, Ident, PolicyCommand, Privilege, QualName, ReplicaIdentity, TypeName};

/// Storage parameters, sorted: name and value.
pub type Parameters = &'static [(&'static str, &'static str)];

/// What a table is beside its columns, keys and indexes.
#[derive(Clone, Copy, Debug)]
pub struct TableOptions {
    /// Whether its policies apply.
    pub row_security: Option<RowSecurity>,
    /// The policies.
    pub policies: Option<&'static [PolicyDef]>,
    /// Who may do what with it.
    pub grants: Option<&'static [GrantDef]>,
    /// The exclusion constraints.
    pub exclusions: Option<&'static [ExclusionDef]>,
    /// How its rows are spread over partitions; `Some(None)` where they are not.
    pub partition_by: Option<Option<PartitionKeyDef>>,
    /// The partitions.
    pub partitions: Option<&'static [PartitionDef]>,
    /// Whether its rows are lost in a crash.
    pub unlogged: Option<bool>,
    /// Storage parameters.
    pub parameters: Option<Parameters>,
    /// The tablespace; `Some(None)` for the database's own.
    pub tablespace: Option<Option<&'static str>>,
    /// What names a row in logical replication.
    pub replica_identity: Option<ReplicaIdentity>,
    /// The sequences that come with it.
    pub sequences: Option<&'static [SequenceDef]>,
}

impl TableOptions {
    /// Nothing is said.
    pub const SILENT: Self = Self {
        row_security: None,
        policies: None,
        grants: None,
        exclusions: None,
        partition_by: None,
        partitions: None,
        unlogged: None,
        parameters: None,
        tablespace: None,
        replica_identity: None,
        sequences: None,
    };
}

/// Whether policies apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowSecurity {
    /// To nobody.
    Disabled,
    /// To everybody but the owner.
    Enabled,
    /// To the owner too.
    Forced,
}

/// A policy of row-level security.
#[derive(Clone, Copy, Debug)]
pub struct PolicyDef {
    /// The name.
    pub name: &'static str,
    /// Whether every restrictive policy must let a row through, instead of any one of the others.
    pub restrictive: bool,
    /// The commands that it is about.
    pub command: PolicyCommand,
    /// The roles that it is about. Empty for all.
    pub roles: &'static [&'static str],
    /// Which rows are seen.
    pub using: Option<&'static str>,
    /// Which rows may be written, where that differs.
    pub check: Option<&'static str>,
}

/// Rights of roles on a table.
#[derive(Clone, Copy, Debug)]
pub struct GrantDef {
    /// The rights.
    pub rights: &'static [RightDef],
    /// Who has them; the role `public` is everybody.
    pub roles: &'static [&'static str],
    /// Whether they may pass them on.
    pub grant_option: bool,
}

/// One right.
#[derive(Clone, Copy, Debug)]
pub struct RightDef {
    /// The right.
    pub privilege: Privilege,
    /// The columns that it is about. Empty for the whole table.
    pub columns: &'static [&'static str],
}

/// An exclusion constraint.
#[derive(Clone, Copy, Debug)]
pub struct ExclusionDef {
    /// The name the user chose.
    pub name: Option<&'static str>,
    /// The access method.
    pub method: &'static str,
    /// The keys, each with the operator that must not hold of all of them between two rows.
    pub keys: &'static [(KeyDef, &'static str)],
    /// Columns that are carried along.
    pub include: &'static [&'static str],
    /// Which rows it is about.
    pub predicate: Option<&'static str>,
    /// When it is checked.
    pub deferral: Deferral,
    /// Storage parameters of its index.
    pub parameters: Parameters,
    /// The tablespace of its index, where it is not the database's own.
    pub tablespace: Option<&'static str>,
}

impl ExclusionDef {
    #[doc(hidden)]
    pub const FILL: Self = Self {
        name: None,
        method: "",
        keys: &[],
        include: &[],
        predicate: None,
        deferral: Deferral::Immediate,
        parameters: &[],
        tablespace: None,
    };
}

/// How rows are spread over partitions.
#[derive(Clone, Copy, Debug)]
pub struct PartitionKeyDef {
    /// By what.
    pub strategy: PartitionStrategy,
    /// The columns or expressions.
    pub keys: &'static [KeyDef],
}

/// By what rows are spread over partitions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartitionStrategy {
    /// From a value to a value.
    Range,
    /// By single values.
    List,
    /// By a hash.
    Hash,
}

impl PartitionStrategy {
    /// PostgreSQL's word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Range => "RANGE",
            Self::List => "LIST",
            Self::Hash => "HASH",
        }
    }
}

/// A partition.
#[derive(Clone, Copy, Debug)]
pub struct PartitionDef {
    /// Its name. It is in the namespace of its table.
    pub name: &'static str,
    /// Which rows it holds.
    pub bound: BoundDef,
    /// Storage parameters.
    pub parameters: Parameters,
    /// The tablespace, where it is not the database's own.
    pub tablespace: Option<&'static str>,
}

impl PartitionDef {
    #[doc(hidden)]
    pub const FILL: Self = Self { name: "", bound: BoundDef::Default, parameters: &[], tablespace: None };
}

/// Which rows a partition holds. Values are SQL literals.
#[derive(Clone, Copy, Debug)]
pub enum BoundDef {
    /// Those of no other partition.
    Default,
    /// Those from the one key on that are before the other.
    Range {
        /// The first key that it holds.
        from: &'static [&'static str],
        /// The first key that it holds no more.
        to: &'static [&'static str],
    },
    /// Those with one of these values.
    List(&'static [&'static str]),
    /// Those whose hash leaves that remainder.
    Hash {
        /// The divisor.
        modulus: u32,
        /// What is left.
        remainder: u32,
    },
}

/// A sequence.
#[derive(Clone, Copy, Debug)]
pub struct SequenceDef {
    /// Its name. It is in the namespace of the table.
    pub name: &'static str,
    /// `smallint`, `integer` or `bigint`.
    pub ty: &'static str,
    /// How it counts.
    pub counter: Counter,
    /// The column that it goes with.
    pub owned_by: Option<&'static str>,
}

impl SequenceDef {
    /// The type of its values.
    pub fn type_name(&self) -> TypeName {
        TypeName::from_static(self.ty)
    }
}

/// The sequence that a default draws from: `name`, or `namespace.name`, next to a table.
pub(crate) fn drawn(table: &QualName, sequence: &'static str) -> QualName {
    match sequence.split_once('.') {
        Some((namespace, name)) => {
            QualName { namespace: Ident::from_static(namespace), name: Ident::from_static(name) }
        }
        None => table.sibling(Ident::from_static(sequence)),
    }
}
