//! Puts renames that need each other's names into an order in which each can be carried out.

use entity_core::schema::{Catalog, Ident, ObjectId, Rename, Subject};

use super::exists;

/// The same renames, one after the other.
///
/// # Shape
/// One that takes the name of another comes after it. Where names are swapped in a circle, one of them goes by way of a
/// name that nobody uses.
pub(super) fn ordered(now: &Catalog, renames: Vec<Rename>) -> Vec<Rename> {
    let mut left = renames;
    let mut ordered = Vec::new();
    while !left.is_empty() {
        if let Some(free) = left.iter().position(|rename| left.iter().all(|other| other.from != rename.to)) {
            ordered.push(left.remove(free));
            continue;
        }
        let first = left.remove(0);
        let aside = aside(now, &first.from, &ordered);
        ordered.push(Rename { from: first.from, to: aside.clone() });
        left.push(Rename { from: aside, to: first.to });
    }
    ordered
}

/// A name that nobody uses.
fn aside(now: &Catalog, subject: &Subject, ordered: &[Rename]) -> Subject {
    let candidate = |number: usize| with_ending(subject, &format!("_aside{number}"));
    let is_taken = |name: &Subject| exists(now, name) || ordered.iter().any(|rename| rename.to == *name);
    (0..).map(candidate).find(|name| !is_taken(name)).unwrap_or_else(|| candidate(0))
}

fn with_ending(subject: &Subject, ending: &str) -> Subject {
    match subject {
        Subject::Label { ty, label } => Subject::Label { ty: ty.clone(), label: format!("{label}{ending}") },
        Subject::Place { extension, namespace } => {
            Subject::Place { extension: extension.clone(), namespace: namespace.clone() }
        }
        Subject::Object(id) => {
            Subject::Object(named(id, Ident::shortened(format!("{}{ending}", id.last_name().as_str()))))
        }
    }
}

/// The object under another last name.
fn named(id: &ObjectId, name: Ident) -> ObjectId {
    match (id, id.qualified()) {
        (_, Some(qualified)) => id.called(qualified.sibling(name)),
        (ObjectId::Column(table, _), None) => ObjectId::Column(table.clone(), name),
        (ObjectId::Constraint(table, _), None) => ObjectId::Constraint(table.clone(), name),
        (ObjectId::Trigger(table, _), None) => ObjectId::Trigger(table.clone(), name),
        (ObjectId::Namespace(_), None) => ObjectId::Namespace(name),
        (other, None) => other.clone(),
    }
}
