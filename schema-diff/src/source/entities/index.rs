//! Indexes: the declared ones, and one for each foreign key that has none.

use std::collections::BTreeSet;

use entity_core::entity::{EntityDef, IndexDef, KeyDef, KeyOn, naming};
use entity_core::schema::{Expr, Ident, Index, IndexKey, Object, ObjectId, QualName};

use super::{Build, Error};

impl Build {
    pub(super) fn indexes(&mut self, entity: &'static EntityDef, table: &QualName) -> Result<(), Error> {
        for def in entity.indexes {
            let id = ObjectId::Index(table.sibling(naming::index(entity, def)));
            let predicate = def.predicate.map(|predicate| predicate.sql().ok_or(id.clone())).transpose();
            let predicate = predicate.map_err(|object| Error::NoLiteral { what: "the predicate", object })?;
            let index = Index { predicate: predicate.map(Expr::from), ..plain_index(table, def) };
            self.index(id, index, entity)?;
        }
        for key in entity.foreign_keys {
            if !is_led_by(entity, key.columns) {
                let id = ObjectId::Index(table.sibling(naming::foreign_key_index(entity, key)));
                let keys = key.columns.iter().map(|column| index_key(&KeyDef::asc(column))).collect();
                self.index(id, Index { keys, ..Index::new(table.clone()) }, entity)?;
            }
        }
        Ok(())
    }

    fn index(&mut self, id: ObjectId, index: Index, entity: &'static EntityDef) -> Result<(), Error> {
        self.need(&id, ObjectId::Table(index.table.clone()));
        // An expression may name any column; the index comes after all of them in any case.
        for column in entity.columns {
            self.need(&id, ObjectId::Column(index.table.clone(), Ident::from_static(column.name)));
        }
        self.add_once(id, Object::Index(index), entity)
    }
}

/// Whether a full btree index or the primary key begins with these columns, in any order.
fn is_led_by(entity: &EntityDef, columns: &[&str]) -> bool {
    let wanted: BTreeSet<_> = columns.iter().copied().collect();
    let leads = |keys: Vec<&str>| {
        keys.len() >= wanted.len() && keys[..wanted.len()].iter().copied().collect::<BTreeSet<_>>() == wanted
    };
    let by_index = entity.indexes.iter().any(|index| {
        let full = index.method == "btree" && index.predicate.is_none();
        full && leads(index.keys.iter().map_while(KeyDef::column).collect())
    });
    by_index || leads(entity.primary_key.to_vec())
}

fn plain_index(table: &QualName, def: &IndexDef) -> Index {
    let keys = def.keys.iter().map(index_key).collect();
    Index { method: Ident::from_static(def.method), unique: def.unique, keys, ..Index::new(table.clone()) }
}

fn index_key(key: &KeyDef) -> IndexKey {
    let expr = match key.on {
        KeyOn::Column(column) => Expr::from(Ident::from_static(column).to_string()),
        KeyOn::Expr(expr) => Expr::from(format!("({expr})")),
    };
    IndexKey {
        expr,
        opclass: key.opclass.map(Expr::from),
        collation: None,
        direction: key.direction,
        nulls: key.nulls,
        statistics: None,
    }
}
