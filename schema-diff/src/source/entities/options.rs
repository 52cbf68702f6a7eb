//! What a table is beside its columns, keys and indexes: how it is kept, who may see and change what, its partitions,
//! its exclusions and its sequences.

use std::collections::BTreeSet;

use entity_core::entity::{
    BoundDef, EntityDef, ExclusionDef, GrantDef, PartitionDef, PartitionKeyDef, PolicyDef, RowSecurity, SequenceDef,
    TableOptions, naming,
};
use entity_core::schema::{
    Constraint, Deferral, Exclusion, Expr, Grant, Ident, Object, ObjectId, Partition, Persistence, Policy, Privileges,
    QualName, Sequence, Table, TableKind,
};

use super::index::{index_key, options, storage};
use super::{Build, Error};

/// A sort of thing that an entity says something of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// Whether policies apply.
    RowSecurity,
    /// Policies.
    Policies,
    /// Rights on the table and its columns.
    Grants,
    /// Exclusion constraints.
    Exclusions,
    /// Whether rows are spread over partitions.
    PartitionBy,
    /// Partitions.
    Partitions,
    /// Storage parameters.
    Parameters,
    /// Whether rows survive a crash.
    Persistence,
    /// The tablespace.
    Tablespace,
    /// What names a row in logical replication.
    ReplicaIdentity,
    /// The sequences of its columns.
    Sequences,
}

/// The table itself.
pub(super) fn table(def: &TableOptions) -> Table {
    let key = def.partition_by.flatten().map(|by| TableKind::Partitioned { key: partition_key(&by) });
    Table {
        kind: key.unwrap_or_default(),
        persistence: if def.unlogged == Some(true) { Persistence::Unlogged } else { Persistence::Permanent },
        tablespace: def.tablespace.flatten().map(Ident::from_static),
        options: def.parameters.map(options).unwrap_or_default(),
        row_security: matches!(def.row_security, Some(RowSecurity::Enabled | RowSecurity::Forced)),
        forced_row_security: def.row_security == Some(RowSecurity::Forced),
        replica_identity: def.replica_identity.unwrap_or_default(),
        ..Table::default()
    }
}

/// The sorts of which something is said.
pub(super) fn said(def: &TableOptions) -> BTreeSet<Sort> {
    let TableOptions {
        row_security,
        policies,
        grants,
        exclusions,
        partition_by,
        partitions,
        unlogged,
        parameters,
        tablespace,
        replica_identity,
        sequences,
    } = def;
    let all = [
        (Sort::RowSecurity, row_security.is_some()),
        // Where policies are switched on or off, they are the entity's.
        (Sort::Policies, policies.is_some() || row_security.is_some()),
        (Sort::Grants, grants.is_some()),
        (Sort::Exclusions, exclusions.is_some()),
        (Sort::PartitionBy, partition_by.is_some()),
        (Sort::Partitions, partitions.is_some()),
        (Sort::Persistence, unlogged.is_some()),
        (Sort::Parameters, parameters.is_some()),
        (Sort::Tablespace, tablespace.is_some()),
        (Sort::ReplicaIdentity, replica_identity.is_some()),
        (Sort::Sequences, sequences.is_some()),
    ];
    all.into_iter().filter(|(_, is_said)| *is_said).map(|(sort, _)| sort).collect()
}

impl Build {
    /// Everything beside the table itself.
    pub(super) fn options(&mut self, entity: &'static EntityDef, table: &QualName) -> Result<(), Error> {
        let def = &entity.options;
        self.declared.said.insert(table.clone(), said(def));
        for policy in def.policies.unwrap_or_default() {
            self.policy(entity, table, policy)?;
        }
        for grant in def.grants.unwrap_or_default() {
            self.grant(entity, table, grant);
        }
        for exclusion in def.exclusions.unwrap_or_default() {
            self.exclusion(entity, table, exclusion)?;
        }
        for partition in def.partitions.unwrap_or_default() {
            self.partition(entity, table, partition)?;
        }
        for sequence in def.sequences.unwrap_or_default() {
            self.sequence(entity, table, sequence)?;
        }
        Ok(())
    }

    /// A condition may name any column.
    fn needs_all_columns(&mut self, id: &ObjectId, entity: &EntityDef, table: &QualName) {
        for column in entity.columns {
            self.need(id, ObjectId::Column(table.clone(), Ident::from_static(column.name)));
        }
    }

    fn policy(&mut self, entity: &'static EntityDef, table: &QualName, def: &PolicyDef) -> Result<(), Error> {
        let PolicyDef { name, restrictive, command, roles, using, check } = *def;
        let id = ObjectId::Policy(table.clone(), Ident::from_static(name));
        self.needs_all_columns(&id, entity, table);
        let policy = Policy {
            permissive: !restrictive,
            command,
            roles: roles.iter().map(|role| Ident::from_static(role)).collect(),
            using: using.map(Expr::from),
            with_check: check.map(Expr::from),
        };
        self.add_once(id, Object::Policy(policy), entity)
    }

    /// Adds rights to those that are said already: two grants may speak of one role.
    fn grant(&mut self, entity: &'static EntityDef, table: &QualName, def: &GrantDef) {
        for right in def.rights {
            let on: Vec<ObjectId> = match right.columns {
                [] => vec![ObjectId::Table(table.clone())],
                columns => {
                    let column = |name: &&'static str| ObjectId::Column(table.clone(), Ident::from_static(name));
                    columns.iter().map(column).collect()
                }
            };
            for (on, role) in on.iter().flat_map(|on| def.roles.iter().map(move |role| (on, *role))) {
                let id = ObjectId::Grant(Box::new(on.clone()), Ident::from_static(role));
                self.needs_all_columns(&id, entity, table);
                let grant = self.declared.catalog.objects.entry(id).or_insert_with(|| Object::Grant(Grant::default()));
                if let Object::Grant(Grant { privileges, initial }) = grant {
                    *initial = Privileges::new();
                    *privileges.entry(right.privilege).or_default() |= def.grant_option;
                }
            }
        }
    }

    fn exclusion(&mut self, entity: &'static EntityDef, table: &QualName, def: &ExclusionDef) -> Result<(), Error> {
        let id = ObjectId::Constraint(table.clone(), naming::exclusion(entity, def));
        self.needs_all_columns(&id, entity, table);
        let exclusion = Exclusion { definition: exclude(def), storage: storage(def.parameters, def.tablespace) };
        self.add_once(id, Object::Constraint(Constraint::Exclusion(exclusion)), entity)
    }

    /// The server gives it the columns, keys and indexes of the whole.
    fn partition(&mut self, entity: &'static EntityDef, table: &QualName, def: &PartitionDef) -> Result<(), Error> {
        let PartitionDef { name, bound, parameters, tablespace } = *def;
        let id = ObjectId::Table(table.sibling(Ident::from_static(name)));
        self.need(&id, ObjectId::Table(table.clone()));
        let partition = Table {
            partition: Some(Partition { parent: table.clone(), bound: self::bound(bound) }),
            options: options(parameters),
            tablespace: tablespace.map(Ident::from_static),
            ..Table::default()
        };
        self.add_once(id, Object::Table(partition), entity)
    }

    fn sequence(&mut self, entity: &'static EntityDef, table: &QualName, def: &SequenceDef) -> Result<(), Error> {
        let id = ObjectId::Sequence(table.sibling(Ident::from_static(def.name)));
        let sequence = Sequence {
            counter: def.counter,
            owned_by: def.owned_by.map(|column| (table.clone(), Ident::from_static(column))),
            ..Sequence::new(def.type_name())
        };
        self.add_once(id, Object::Sequence(sequence), entity)
    }
}

fn partition_key(by: &PartitionKeyDef) -> Expr {
    Expr::from(format!("{} ({})", by.strategy.word(), list(by.keys.iter().map(|key| index_key(key).to_string()))))
}

fn bound(bound: BoundDef) -> Expr {
    Expr::from(match bound {
        BoundDef::Default => "DEFAULT".to_owned(),
        BoundDef::Range { from, to } => format!("FOR VALUES FROM ({}) TO ({})", from.join(", "), to.join(", ")),
        BoundDef::List(values) => format!("FOR VALUES IN ({})", values.join(", ")),
        BoundDef::Hash { modulus, remainder } => {
            format!("FOR VALUES WITH (modulus {modulus}, remainder {remainder})")
        }
    })
}

/// The definition of an exclusion, as `ADD CONSTRAINT` takes it.
fn exclude(def: &ExclusionDef) -> Expr {
    let ExclusionDef { name: _, method, keys, include, predicate, deferral, parameters, tablespace } = def;
    let keys = keys.iter().map(|(one, operator)| format!("{} WITH {operator}", index_key(one)));
    let mut sql = format!("EXCLUDE USING {} ({})", Ident::from_static(method), list(keys));
    if !include.is_empty() {
        sql += &format!(" INCLUDE ({})", list(include.iter().map(|name| Ident::from_static(name).to_string())));
    }
    if !parameters.is_empty() {
        sql += &format!(" WITH ({})", list(parameters.iter().map(|(name, value)| format!("{name} = {value}"))));
    }
    if let Some(tablespace) = tablespace {
        sql += &format!(" USING INDEX TABLESPACE {}", Ident::from_static(tablespace));
    }
    if let Some(predicate) = predicate {
        sql += &format!(" WHERE ({predicate})");
    }
    sql += match deferral {
        Deferral::Immediate => "",
        Deferral::Deferrable => " DEFERRABLE",
        Deferral::Deferred => " DEFERRABLE INITIALLY DEFERRED",
    };
    Expr::from(sql)
}

fn list(members: impl Iterator<Item = String>) -> String {
    members.collect::<Vec<_>>().join(", ")
}
