//! The statements of a rename.

use entity_core::schema::{Literal, ObjectId, QualName, Rename, Subject};

use super::{Change, Hazard, HazardKind, Lock, LockLevel, Step, Transaction};
use crate::rules;

/// The steps of one rename: to another namespace, to another name. None where nothing of that kind can be renamed.
pub(super) fn steps(rename: &Rename) -> Vec<Step> {
    let (statements, object) = match (&rename.from, &rename.to) {
        (Subject::Object(from), Subject::Object(to)) => (statements(from, to), to.clone()),
        (Subject::Label { ty, label }, Subject::Label { label: to, .. }) => {
            let sql = format!("ALTER TYPE {ty} RENAME VALUE {} TO {}", Literal(label), Literal(to));
            (vec![sql], ObjectId::EnumType(ty.clone()))
        }
        (Subject::Place { extension, .. }, Subject::Place { namespace, .. }) => {
            let sql = format!("ALTER EXTENSION {extension} SET SCHEMA {namespace}");
            (vec![sql], ObjectId::Extension(extension.clone()))
        }
        (Subject::Object(_) | Subject::Label { .. } | Subject::Place { .. }, _) => return Vec::new(),
    };
    let step = |sql| Step {
        change: Change::Rename,
        objects: vec![object.clone()],
        sql,
        hazards: Vec::new(),
        locks: locked(&rename.from).into_iter().collect(),
        transaction: Transaction::Shared,
    };
    let mut steps: Vec<Step> = statements.into_iter().map(step).collect();
    if let Some(first) = steps.first_mut() {
        first.hazards.extend(missed(&rename.from));
    }
    steps
}

/// Code names tables, columns and the like, and not what belongs to them.
fn missed(from: &Subject) -> Option<Hazard> {
    let subject = match from {
        Subject::Object(id) if rules::is_kind_named_by_code(id.kind()) => id.plain(),
        Subject::Label { ty, label } => format!("{}.{label}", ty.plain()),
        Subject::Object(_) | Subject::Place { .. } => return None,
    };
    let note = "code that uses the name before fails".to_owned();
    Some(Hazard { kind: HazardKind::BreaksCode, subject, note })
}

/// The lock on what is renamed, or on the table that it belongs to.
fn locked(from: &Subject) -> Option<Lock> {
    let Subject::Object(id) = from else { return None };
    let table = match id {
        ObjectId::Table(table) => table,
        id => id.table()?,
    };
    Some(Lock { table: table.clone(), level: LockLevel::AccessExclusive })
}

fn statements(from: &ObjectId, to: &ObjectId) -> Vec<String> {
    if from.on().is_some() || from.kind() != to.kind() {
        return Vec::new();
    }
    let keyword = rules::keyword(from.kind());
    match (from, from.table()) {
        (ObjectId::PublishedTable(..) | ObjectId::PublishedNamespace(..) | ObjectId::DefaultPrivilege(..), _) => {
            Vec::new()
        }
        (ObjectId::Column(..) | ObjectId::Constraint(..), Some(table)) => {
            vec![format!("ALTER TABLE {table} RENAME {keyword} {} TO {}", from.last_name(), to.last_name())]
        }
        (ObjectId::ViewColumn(..), Some(view)) => {
            vec![format!("ALTER TABLE {view} RENAME COLUMN {} TO {}", from.last_name(), to.last_name())]
        }
        (ObjectId::DomainCheck(domain, check), _) => {
            vec![format!("ALTER DOMAIN {domain} RENAME CONSTRAINT {check} TO {}", to.last_name())]
        }
        (_, Some(table)) => {
            vec![format!("ALTER {keyword} {} ON {table} RENAME TO {}", from.last_name(), to.last_name())]
        }
        (_, None) => match (from.qualified(), to.qualified()) {
            (Some(before), Some(after)) => moved(from, keyword, before, after),
            (None | Some(_), _) => vec![format!("ALTER {keyword} {} RENAME TO {}", from.last_name(), to.last_name())],
        },
    }
}

/// An index has the namespace of its table and cannot move alone.
fn moved(id: &ObjectId, keyword: &str, from: &QualName, to: &QualName) -> Vec<String> {
    let (keyword, arguments) = match id {
        ObjectId::Function(_, arguments) => ("ROUTINE", format!("({arguments})")),
        ObjectId::Aggregate(_, arguments) if arguments.is_empty() => (keyword, "(*)".to_owned()),
        ObjectId::Aggregate(_, arguments) => (keyword, format!("({arguments})")),
        _ => (keyword, String::new()),
    };
    let mut statements = Vec::new();
    let mut now = from.clone();
    if from.namespace != to.namespace && !matches!(id, ObjectId::Index(_)) {
        statements.push(format!("ALTER {keyword} {from}{arguments} SET SCHEMA {}", to.namespace));
        now.namespace.clone_from(&to.namespace);
    }
    if from.name != to.name {
        statements.push(format!("ALTER {keyword} {now}{arguments} RENAME TO {}", to.name));
    }
    statements
}
