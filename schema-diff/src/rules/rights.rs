//! Grants and owners. They have no model, and go with the object they are on.

use entity_core::schema::{Catalog, ObjectId, ObjectKind, Unmodelled};

use super::Op;
use crate::plan::HazardKind;

/// Adds what an object loses when it is made again under its name: the grants on it, and an owner who is somebody else.
pub(crate) fn lose(catalog: &Catalog, id: &ObjectId, op: Op) -> Op {
    let name = id.plain();
    let held = |(kind, _, _): &(String, _, _)| {
        catalog.unmodelled.contains(&Unmodelled { kind: kind.clone(), name: name.clone() })
    };
    rights(id.kind())
        .into_iter()
        .filter(held)
        .fold(op, |op, (_, what, note)| op.hazard_on(HazardKind::DataLoss, format!("{what} {name}"), note))
}

/// The words of the reader for each right, those of the hazard, and what happens.
fn rights(kind: ObjectKind) -> Vec<(String, &'static str, &'static str)> {
    let reported = match kind {
        ObjectKind::Table => "grants on".to_owned(),
        ObjectKind::EnumType => "grants on type".to_owned(),
        kind => format!("grants on {kind}"),
    };
    let owner = match kind {
        ObjectKind::EnumType => "owner of type".to_owned(),
        kind => format!("owner of {kind}"),
    };
    vec![(reported, "grants on", "its grants are lost"), (owner, "owner of", "whoever runs this becomes its owner")]
}
