//! The shapes of JSON answers. They only grow.
//!
//! - a change: `{change: "create" | "drop" | "alter", kind, name, text, fields: [{field, from, to}]}`
//! - a rename: `{kind, from, to}`
//! - a hazard: `{kind, subject, note}`
//! - an unmodelled object: `{kind, name}`

use std::collections::BTreeSet;

use entity_core::schema::{Catalog, Rename, Subject, Unmodelled};
use serde_json::{Value, json};

use crate::compare::Comparison;
use crate::describe::{Change, Sign, changes};
use crate::plan::{Hazard, Step};
pub(super) use crate::rename::plain as subject;

/// What differs.
pub(super) fn differences(comparison: &Comparison) -> Value {
    changes(&comparison.from, &comparison.to).iter().map(change).collect()
}

fn change(change: &Change) -> Value {
    let Change { sign, id, group: _, text, fields } = change;
    let sign = match sign {
        Sign::Create => "create",
        Sign::Drop => "drop",
        Sign::Alter => "alter",
    };
    let fields: Value =
        fields.iter().map(|field| json!({ "field": field.name, "from": field.from, "to": field.to })).collect();
    json!({ "change": sign, "kind": id.kind().noun(), "name": id.plain(), "text": text, "fields": fields })
}

pub(super) fn renames(renames: &[Rename]) -> Value {
    renames
        .iter()
        .map(|rename| json!({ "kind": kind(&rename.to), "from": subject(&rename.from), "to": subject(&rename.to) }))
        .collect()
}

pub(super) fn hazards(steps: &[Step]) -> Value {
    steps.iter().flat_map(|step| &step.hazards).map(hazard).collect()
}

fn hazard(hazard: &Hazard) -> Value {
    let Hazard { kind, subject, note } = hazard;
    json!({ "kind": kind.word(), "subject": subject, "note": note })
}

pub(super) fn unmodelled(objects: &BTreeSet<&Unmodelled>) -> Value {
    objects.iter().map(|object| json!({ "kind": object.kind, "name": object.name })).collect()
}

/// What both sides hold that this version does not model.
pub(super) fn all_unmodelled<'a>(from: &'a Catalog, to: &'a Catalog) -> BTreeSet<&'a Unmodelled> {
    from.unmodelled.iter().chain(&to.unmodelled).collect()
}

fn kind(subject: &Subject) -> &'static str {
    match subject {
        Subject::Object(id) => id.kind().noun(),
        Subject::Label { .. } => "enum label",
        Subject::Place { .. } => "extension",
    }
}
