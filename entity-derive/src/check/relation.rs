//! Relations: their names. Whether their columns fit, the compiler says.

use std::collections::BTreeSet;

use syn::Ident;
use syn::ext::IdentExt;

use super::model::ForeignKey;
use super::names::{self, Fields};
use crate::errors::Errors;
use crate::syntax::Relation;

/// The relations to rows that refer to this entity.
///
/// The relations of foreign keys are checked along, for all of them become constants of one struct.
pub(super) fn all(
    foreign_keys: &mut [ForeignKey],
    written: Vec<Relation>,
    fields: &Fields,
    errors: &mut Errors,
) -> Vec<Relation> {
    let mut seen = BTreeSet::new();
    for key in foreign_keys {
        key.relation = key.relation.take().filter(|name| fresh(name, &mut seen, fields, errors));
    }
    let mut relations = Vec::new();
    for relation in written {
        if fresh(&relation.name, &mut seen, fields, errors) {
            relations.push(relation);
        }
    }
    relations
}

fn fresh(name: &Ident, seen: &mut BTreeSet<String>, fields: &Fields, errors: &mut Errors) -> bool {
    names::reserved(name, "name the relation otherwise", errors);
    let text = name.unraw().to_string();
    if fields.contains(&text) {
        errors.at(name, format!("`{text}` is a field already; name the relation otherwise"));
        return false;
    }
    let fresh = seen.insert(text);
    if !fresh {
        errors.at(name, format!("there is a relation `{name}` already"));
    }
    fresh
}
