//! The statement of a rename.

use entity_core::schema::{Literal, ObjectId, Rename, Subject};

use super::{Change, Step, Transaction};

/// The step of one rename. `None` where nothing of that kind can be renamed.
pub(super) fn step(rename: &Rename) -> Option<Step> {
    let (sql, objects) = match (&rename.from, &rename.to) {
        (Subject::Object(from), Subject::Object(to)) => (statement(from, to)?, vec![to.clone()]),
        (Subject::Label { ty, label }, Subject::Label { label: to, .. }) => {
            let sql = format!("ALTER TYPE {ty} RENAME VALUE {} TO {}", Literal(label), Literal(to));
            (sql, vec![ObjectId::EnumType(ty.clone())])
        }
        (Subject::Object(_) | Subject::Label { .. }, _) => return None,
    };
    Some(Step { change: Change::Rename, objects, sql, hazards: Vec::new(), transaction: Transaction::Shared })
}

fn statement(from: &ObjectId, to: &ObjectId) -> Option<String> {
    match (from, to) {
        (ObjectId::Namespace(from), ObjectId::Namespace(to)) => Some(format!("ALTER SCHEMA {from} RENAME TO {to}")),
        (ObjectId::EnumType(from), ObjectId::EnumType(to)) => Some(format!("ALTER TYPE {from} RENAME TO {}", to.name)),
        (ObjectId::Function(from, arguments), ObjectId::Function(to, _)) => {
            Some(format!("ALTER ROUTINE {from}({arguments}) RENAME TO {}", to.name))
        }
        (ObjectId::Table(from), ObjectId::Table(to)) => Some(format!("ALTER TABLE {from} RENAME TO {}", to.name)),
        (ObjectId::Column(table, from), ObjectId::Column(_, to)) => {
            Some(format!("ALTER TABLE {table} RENAME COLUMN {from} TO {to}"))
        }
        (ObjectId::Constraint(table, from), ObjectId::Constraint(_, to)) => {
            Some(format!("ALTER TABLE {table} RENAME CONSTRAINT {from} TO {to}"))
        }
        (ObjectId::Index(from), ObjectId::Index(to)) => Some(format!("ALTER INDEX {from} RENAME TO {}", to.name)),
        (ObjectId::Trigger(table, from), ObjectId::Trigger(_, to)) => {
            Some(format!("ALTER TRIGGER {from} ON {table} RENAME TO {to}"))
        }
        (
            ObjectId::Extension(_)
            | ObjectId::Namespace(_)
            | ObjectId::EnumType(_)
            | ObjectId::Function(..)
            | ObjectId::Table(_)
            | ObjectId::Column(..)
            | ObjectId::Constraint(..)
            | ObjectId::Index(_)
            | ObjectId::Trigger(..)
            | ObjectId::Comment(_),
            _,
        ) => None,
    }
}
