//! Decides the order of statements. Nothing else does.

use std::collections::{BTreeMap, BTreeSet};

use entity_core::schema::{Catalog, ObjectId};

use super::Error;
use super::fold::{self, Unit};
use super::graph::Graph;
use crate::rules::{self, Cx, Op, Slot};

/// What stands together: an early stage before a late one, then by the object that lends the name.
type Group = (u8, ObjectId);

/// The place within a group.
type Rank = (u8, usize, ObjectId, usize);

/// Sorts the units so that each comes after those it waits for.
///
/// Where that leaves a choice, the statements of one table stay together; otherwise stages and names decide, so equal
/// input gives equal output.
pub(super) fn order(cx: &Cx<'_>, graph: &Graph, units: Vec<Unit>) -> Result<Vec<Unit>, Error> {
    let after = fold::followers(graph, &units);
    let mut waits = vec![0_usize; units.len()];
    after.iter().flatten().for_each(|unit| waits[*unit] += 1);
    let mut ready = Ready::default();
    for (unit, _) in waits.iter().enumerate().filter(|(_, waits)| **waits == 0) {
        ready.push(cx, graph, &units, unit);
    }
    let mut ordered = Vec::with_capacity(units.len());
    while let Some(unit) = ready.pop() {
        for other in &after[unit] {
            waits[*other] -= 1;
            if waits[*other] == 0 {
                ready.push(cx, graph, &units, *other);
            }
        }
        ordered.push(units[unit].clone());
    }
    if ordered.len() < units.len() { Err(cycle(graph, &units)) } else { Ok(ordered) }
}

fn cycle(graph: &Graph, units: &[Unit]) -> Error {
    let ops = fold::circle(graph, units).into_iter().filter_map(|unit| units[unit].members.first());
    let ids: BTreeSet<ObjectId> = ops.map(|op| graph.ops[*op].id.clone()).collect();
    Error::Cycle(ids.into_iter().collect())
}

/// The units that wait for nothing.
#[derive(Default)]
struct Ready {
    groups: BTreeMap<Group, BTreeSet<Rank>>,
    current: Option<Group>,
}

impl Ready {
    fn push(&mut self, cx: &Cx<'_>, graph: &Graph, units: &[Unit], unit: usize) {
        let Some(op) = units[unit].members.first().map(|op| &graph.ops[*op]) else { return };
        self.groups.entry(group(cx, op)).or_default().insert(rank(op, unit));
    }

    /// Stays with the current group as long as it has something.
    fn pop(&mut self) -> Option<usize> {
        let current = self.current.take().filter(|group| self.groups.contains_key(group));
        let group = current.or_else(|| self.groups.keys().next().cloned())?;
        let ranks = self.groups.get_mut(&group)?;
        let (_, _, _, unit) = ranks.pop_first()?;
        if ranks.is_empty() {
            self.groups.remove(&group);
        }
        self.current = Some(group);
        Some(unit)
    }
}

/// After every stage of creation come the drops of tables, then those of what tables need, latest stage first.
const LAST: u8 = 20;

fn group(cx: &Cx<'_>, op: &Op) -> Group {
    let id = home(cx, &op.id).unwrap_or_else(|| described(&op.id).clone());
    let stage = rules::stage(id.kind());
    let stays = id.relation().is_some() && cx.to.objects.contains_key(&id);
    let place = match op.slot {
        Slot::Drop | Slot::Finish if !stays => LAST - stage,
        Slot::Release | Slot::Drop | Slot::Create | Slot::Alter | Slot::Settle | Slot::Finish => stage,
        Slot::Fill => LAST + stage,
    };
    (place, id)
}

/// The table or view that the op's object belongs to, after the plan or before it.
fn home(cx: &Cx<'_>, id: &ObjectId) -> Option<ObjectId> {
    let held = |catalog: &Catalog| catalog.relation(&rules::home(catalog, id)?);
    held(cx.to).or_else(|| held(cx.from)).or_else(|| rules::home(cx.to, id).map(ObjectId::Table))
}

/// A comment stands with what it describes.
fn described(id: &ObjectId) -> &ObjectId {
    id.on().map_or(id, described)
}

/// First what lets go, kinds backwards; then what comes, kinds forwards.
fn rank(op: &Op, unit: usize) -> Rank {
    let phase = rules::phase(op.id.kind());
    let place = match op.slot {
        Slot::Release => 0,
        Slot::Drop => 10 - phase,
        Slot::Create | Slot::Alter => 10 + phase,
        Slot::Settle => 20,
        Slot::Finish => 21,
        Slot::Fill => 22,
    };
    (place, op.place, op.id.clone(), unit)
}
