//! Indexes: the declared ones, and one for each foreign key that has none.

use std::collections::BTreeSet;

use entity_core::entity::{EntityDef, EntityKind, ForeignKeyDef, IndexDef, KeyDef, KeyOn, naming};
use entity_core::schema::{
    Constraint, Expr, Ident, Index, IndexKey, IndexStorage, Object, ObjectId, Parameters, QualName, Unique,
};

use super::constraint::idents;
use super::{Build, Error};

impl Build {
    pub(super) fn indexes(&mut self, entity: &'static EntityDef, table: &QualName) -> Result<(), Error> {
        for def in entity.indexes {
            if def.is_constraint() {
                self.unique(entity, table, def)?;
            } else {
                self.declared_index(entity, table, def)?;
            }
        }
        for key in unled(entity) {
            let id = ObjectId::Index(table.sibling(naming::foreign_key_index(entity, key)));
            let keys = key.columns.iter().map(|column| index_key(&KeyDef::asc(column))).collect();
            self.index(id, Index { keys, ..Index::new(table.clone()) }, entity)?;
        }
        Ok(())
    }

    pub(super) fn declared_index(
        &mut self,
        entity: &'static EntityDef,
        table: &QualName,
        def: &IndexDef,
    ) -> Result<(), Error> {
        let id = ObjectId::Index(table.sibling(naming::index(entity, def)));
        let predicate = def.predicate.map(|predicate| predicate.sql().ok_or(id.clone())).transpose();
        let predicate = predicate.map_err(|object| Error::NoLiteral { what: "the predicate", object })?;
        let index = Index {
            method: Ident::from_static(def.method),
            keys: def.keys.iter().map(index_key).collect(),
            include: idents(def.include),
            unique: def.unique,
            nulls_not_distinct: def.nulls_not_distinct,
            predicate: predicate.map(Expr::from),
            storage: storage(def.parameters, def.tablespace),
            ..Index::new(table.clone())
        };
        self.index(id, index, entity)
    }

    /// A unique that is a constraint.
    fn unique(&mut self, entity: &'static EntityDef, table: &QualName, def: &IndexDef) -> Result<(), Error> {
        let id = ObjectId::Constraint(table.clone(), naming::index(entity, def));
        let columns: Vec<&'static str> = def.keys.iter().filter_map(KeyDef::column).collect();
        let unique = Unique {
            columns: idents(&columns),
            include: idents(def.include),
            nulls_not_distinct: def.nulls_not_distinct,
            deferral: def.deferral,
            storage: storage(def.parameters, def.tablespace),
            ..Unique::default()
        };
        self.constraint(id, Constraint::Unique(unique), &[columns.as_slice(), def.include].concat(), entity)
    }

    pub(super) fn index(&mut self, id: ObjectId, index: Index, entity: &'static EntityDef) -> Result<(), Error> {
        let table = &index.table;
        let is_view = matches!(entity.kind, EntityKind::MaterializedView(_));
        let on: fn(QualName) -> ObjectId = if is_view { ObjectId::MaterializedView } else { ObjectId::Table };
        let of: fn(QualName, Ident) -> ObjectId = if is_view { ObjectId::ViewColumn } else { ObjectId::Column };
        self.need(&id, on(table.clone()));
        // An expression may name any column; the index comes after all of them in any case.
        for column in entity.columns {
            self.need(&id, of(table.clone(), Ident::from_static(column.name)));
        }
        self.add_once(id, Object::Index(index), entity)
    }
}

/// The foreign keys that are not said to have no index, and with whose columns no full btree index and no key begins. Of those that begin alike, the index of
/// the longest serves all.
fn unled(entity: &EntityDef) -> Vec<&'static ForeignKeyDef> {
    let mut unled: Vec<&'static ForeignKeyDef> =
        entity.foreign_keys.iter().filter(|key| !key.no_index && !is_led_by(entity, key.columns)).collect();
    unled.sort_by_key(|key| std::cmp::Reverse(key.columns.len()));
    let mut kept: Vec<&'static ForeignKeyDef> = Vec::new();
    for key in unled {
        if !kept.iter().any(|other| leads(other.columns, key.columns)) {
            kept.push(key);
        }
    }
    kept
}

/// Whether a full btree index, a unique or the primary key begins with these columns, in any order.
fn is_led_by(entity: &EntityDef, columns: &[&str]) -> bool {
    let by_index = entity.indexes.iter().any(|index| {
        let keys: Vec<&str> = index.keys.iter().map_while(KeyDef::column).collect();
        index.method == "btree" && index.predicate.is_none() && leads(&keys, columns)
    });
    by_index || leads(entity.primary_key, columns)
}

fn leads(keys: &[&str], columns: &[&str]) -> bool {
    let set = |names: &[&str]| names.iter().copied().map(str::to_owned).collect::<BTreeSet<_>>();
    keys.len() >= columns.len() && set(&keys[..columns.len()]) == set(columns)
}

/// How an index is kept.
pub(super) fn storage(parameters: &[(&str, &str)], tablespace: Option<&'static str>) -> IndexStorage {
    let tablespace = tablespace.map(Ident::from_static);
    IndexStorage { options: options(parameters), tablespace, ..IndexStorage::default() }
}

/// Storage parameters as the catalog has them.
pub(super) fn options(parameters: &[(&str, &str)]) -> Parameters {
    Parameters::from(parameters.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>())
}

/// A key as the server takes it.
pub(super) fn index_key(key: &KeyDef) -> IndexKey {
    let expr = match key.on {
        KeyOn::Column(column) => Expr::from(Ident::from_static(column).to_string()),
        KeyOn::Expr(expr) => Expr::from(format!("({expr})")),
    };
    IndexKey {
        expr,
        opclass: key.opclass.map(Expr::from),
        collation: key.collation.map(|collation| collation.qual_name()),
        direction: key.direction,
        nulls: key.nulls,
        statistics: None,
    }
}
