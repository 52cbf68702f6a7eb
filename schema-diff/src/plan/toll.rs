//! What a change costs others than its table: code that names what goes, and rights that not everybody has.

use entity_core::schema::{Object, ObjectId};

use super::HazardKind;
use crate::rules::{self, Cx, Effect, Op, Slot};

/// Says what rights the ops of an object take.
pub(super) fn privileged(object: &Object, mut ops: Vec<Op>) -> Vec<Op> {
    let told = rules::privilege(object).zip(ops.iter().position(|op| !op.is_silent()));
    if let Some((privilege, first)) = told {
        let op = ops.remove(first).hazard(HazardKind::NeedsPrivilege, privilege);
        ops.insert(first, op);
    }
    ops
}

/// Says what rights a change takes that the object did not take before.
pub(super) fn newly_privileged(from: &Object, to: &Object, ops: Vec<Op>) -> Vec<Op> {
    if rules::privilege(from) == rules::privilege(to) { ops } else { privileged(to, ops) }
}

/// Says that code misses an object that goes for good. What goes with its table or namespace goes unsaid.
pub(super) fn missed(cx: &Cx<'_>, id: &ObjectId, object: &Object, ops: Vec<Op>) -> Vec<Op> {
    let goes = |id: &ObjectId| cx.effect(id) == Some(Effect::Gone);
    if !goes(id) || !rules::is_named_by_code(object) || id.parent().is_some_and(|parent| goes(&parent)) {
        return ops;
    }
    let told = |op: Op| {
        let is_drop = op.slot == Slot::Drop && !op.is_silent();
        if is_drop { op.hazard(HazardKind::BreaksCode, "code that uses it fails") } else { op }
    };
    ops.into_iter().map(told).collect()
}
