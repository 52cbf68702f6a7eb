//! Primary keys, checks and foreign keys.

use std::collections::BTreeSet;

use entity_core::entity::{CheckDef, EntityDef, ForeignKeyDef, KeyDef, naming};
use entity_core::schema::{
    Check, Constraint, Deferral, Expr, ForeignKey, Ident, Object, ObjectId, PrimaryKey, QualName,
};

use super::{Build, Error};

impl Build {
    pub(super) fn constraints(&mut self, entity: &'static EntityDef, table: &QualName) -> Result<(), Error> {
        if !entity.primary_key.is_empty() {
            let id = ObjectId::Constraint(table.clone(), naming::primary_key(entity));
            let key = PrimaryKey { columns: idents(entity.primary_key), ..PrimaryKey::default() };
            self.constraint(id, Constraint::PrimaryKey(key), entity.primary_key, entity)?;
        }
        for check in entity.checks {
            self.check(entity, table, check)?;
        }
        for key in entity.foreign_keys {
            self.foreign_key(entity, table, key)?;
        }
        Ok(())
    }

    pub(super) fn constraint(
        &mut self,
        id: ObjectId,
        constraint: Constraint,
        columns: &[&'static str],
        entity: &EntityDef,
    ) -> Result<(), Error> {
        self.needs_columns(&id, entity, columns);
        self.add_once(id, Object::Constraint(constraint), entity)
    }

    fn needs_columns(&mut self, id: &ObjectId, entity: &EntityDef, columns: &[&'static str]) {
        for column in columns {
            self.need(id, ObjectId::Column(entity.qual_name(), Ident::from_static(column)));
        }
    }

    fn check(&mut self, entity: &'static EntityDef, table: &QualName, check: &CheckDef) -> Result<(), Error> {
        let id = ObjectId::Constraint(table.clone(), naming::check(entity, check));
        let object = Check::new(Expr::from((check.sql)()));
        self.constraint(id, Constraint::Check(object), check.columns, entity)
    }

    fn foreign_key(&mut self, entity: &'static EntityDef, table: &QualName, key: &ForeignKeyDef) -> Result<(), Error> {
        let target = (key.target)();
        let id = ObjectId::Constraint(table.clone(), naming::foreign_key(entity, key));
        let Some(unique) = unique_object(target, key.referenced_columns()) else {
            return Err(Error::NotUnique {
                entity: entity.rust_name,
                target: target.rust_name,
                columns: key.referenced_columns().join(", "),
            });
        };
        self.need(&id, ObjectId::Table(target.qual_name()));
        self.need(&id, unique);
        self.needs_columns(&id, target, key.referenced_columns());
        let object = ForeignKey {
            columns: idents(key.columns),
            referenced_columns: idents(key.referenced_columns()),
            on_delete: key.on_delete,
            set_columns: idents(key.set_columns),
            on_update: key.on_update,
            matching: key.matching,
            deferral: key.deferral,
            ..ForeignKey::new(target.qual_name())
        };
        self.constraint(id, Constraint::ForeignKey(object), key.columns, entity)
    }
}

/// The object that makes the referenced columns unique: the primary key, or a full unique of just these columns that
/// does not wait.
fn unique_object(target: &'static EntityDef, columns: &[&'static str]) -> Option<ObjectId> {
    let table = target.qual_name();
    let wanted: BTreeSet<_> = columns.iter().map(|column| Some(*column)).collect();
    if target.primary_key.iter().map(|column| Some(*column)).collect::<BTreeSet<_>>() == wanted {
        return Some(ObjectId::Constraint(table, naming::primary_key(target)));
    }
    let index = target.indexes.iter().find(|index| {
        let is_full = index.unique && index.predicate.is_none() && index.deferral == Deferral::Immediate;
        is_full && index.keys.iter().map(KeyDef::column).collect::<BTreeSet<_>>() == wanted
    })?;
    let name = naming::index(target, index);
    Some(match index.is_constraint() {
        true => ObjectId::Constraint(table, name),
        false => ObjectId::Index(table.sibling(name)),
    })
}

/// Names as the model has them.
pub(super) fn idents(columns: &[&'static str]) -> Vec<Ident> {
    columns.iter().map(|column| Ident::from_static(column)).collect()
}
