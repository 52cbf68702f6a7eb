//! Grants and owners. They have no model, and go with the object they are on.

use entity_core::schema::{Catalog, ObjectId, Unmodelled};

use super::Op;
use crate::plan::HazardKind;

/// Adds what an object loses when it is made again under its name: the grants on it, and an owner who is somebody else.
pub(crate) fn lose(catalog: &Catalog, id: &ObjectId, op: Op) -> Op {
    let name = id.plain();
    let held = |kind: &&(&str, &str, &str)| {
        catalog.unmodelled.contains(&Unmodelled { kind: kind.0.to_owned(), name: name.clone() })
    };
    rights(id)
        .iter()
        .filter(held)
        .fold(op, |op, (_, what, note)| op.hazard_on(HazardKind::DataLoss, format!("{what} {name}"), note))
}

/// The words of the reader for each right, those of the hazard, and what happens.
fn rights(id: &ObjectId) -> &'static [(&'static str, &'static str, &'static str)] {
    const GRANTS: &str = "its grants are lost";
    const OWNER: &str = "whoever runs this becomes its owner";
    match id {
        ObjectId::Function(..) => {
            &[("grants on function", "grants on", GRANTS), ("owner of function", "owner of", OWNER)]
        }
        ObjectId::EnumType(_) => &[("grants on type", "grants on", GRANTS), ("owner of type", "owner of", OWNER)],
        ObjectId::Column(..) => &[("grants on column", "grants on", GRANTS)],
        ObjectId::Table(_) => &[("grants on", "grants on", GRANTS)],
        ObjectId::Extension(_)
        | ObjectId::Namespace(_)
        | ObjectId::Constraint(..)
        | ObjectId::Index(_)
        | ObjectId::Trigger(..)
        | ObjectId::Comment(_) => &[],
    }
}
