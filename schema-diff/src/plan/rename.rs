//! The statement of a rename.

use entity_core::schema::{Literal, ObjectId, Rename, Subject};

use super::{Change, Step, Transaction};
use crate::rules;

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
    let keyword = rules::keyword(from.kind());
    let name = to.last_name();
    Some(match (from, from.table()) {
        _ if from.on().is_some() || from.kind() != to.kind() => return None,
        (ObjectId::Column(..) | ObjectId::Constraint(..), Some(table)) => {
            format!("ALTER TABLE {table} RENAME {keyword} {} TO {name}", from.last_name())
        }
        (ObjectId::ViewColumn(..), Some(view)) => {
            format!("ALTER TABLE {view} RENAME COLUMN {} TO {name}", from.last_name())
        }
        (ObjectId::DomainCheck(domain, check), _) => {
            format!("ALTER DOMAIN {domain} RENAME CONSTRAINT {check} TO {name}")
        }
        (ObjectId::Function(function, arguments), _) => {
            format!("ALTER ROUTINE {function}({arguments}) RENAME TO {name}")
        }
        (ObjectId::Aggregate(aggregate, arguments), _) => {
            let arguments = if arguments.is_empty() { "*" } else { arguments };
            format!("ALTER {keyword} {aggregate}({arguments}) RENAME TO {name}")
        }
        (_, Some(table)) => format!("ALTER {keyword} {} ON {table} RENAME TO {name}", from.last_name()),
        (_, None) => match from.qualified() {
            Some(before) => format!("ALTER {keyword} {before} RENAME TO {name}"),
            None => format!("ALTER {keyword} {} RENAME TO {name}", from.last_name()),
        },
    })
}
