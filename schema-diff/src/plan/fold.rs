//! Folds what belongs to a table into the statement that makes or drops it.

use std::collections::HashMap;

use entity_core::schema::{ObjectId, QualName};

use super::graph::Graph;
use crate::rules::{self, Bond, Cx, Form, Op, Slot};

/// Ops that one statement carries out.
#[derive(Clone, Debug, Default)]
pub(super) struct Unit {
    /// Indexes into the graph; the one the unit is named after first.
    pub(super) members: Vec<usize>,
}

/// Groups the ops so that no group waits for itself.
///
/// Tables that refer to each other cannot each be made in one statement. Where units wait for each other in a circle,
/// their weakest members leave and stand alone: foreign keys first, then constraints, columns last.
pub(super) fn fold(cx: &Cx<'_>, graph: &Graph) -> Vec<Unit> {
    let mut hosts = hosts(cx, graph);
    for bond in [Bond::Weak, Bond::Firm, Bond::Strong] {
        let units = units(graph, &hosts);
        let circle = circle(graph, &units);
        if circle.is_empty() {
            return units;
        }
        for member in circle.iter().flat_map(|unit| &units[*unit].members) {
            if graph.ops[*member].bond <= bond {
                hosts[*member] = *member;
            }
        }
    }
    units(graph, &hosts)
}

/// The op whose statement carries each op: that of its table or domain, or itself.
fn hosts(cx: &Cx<'_>, graph: &Graph) -> Vec<usize> {
    let mut wholes: HashMap<(QualName, Slot), usize> = HashMap::new();
    for (index, op) in graph.ops.iter().enumerate() {
        let domain = if let ObjectId::Domain(name) = &op.id { Some(name) } else { None };
        if let Some(name) = op.id.relation().or(domain) {
            wholes.insert((name.clone(), op.slot), index);
        }
    }
    let host = |(index, op): (usize, &Op)| {
        let whole = carried_by(cx, op)?;
        wholes.get(&(whole, op.slot)).copied().filter(|host| *host != index)
    };
    graph.ops.iter().enumerate().map(|(index, op)| host((index, op)).unwrap_or(index)).collect()
}

/// The table, view or domain whose statement may carry an op.
fn carried_by(cx: &Cx<'_>, op: &Op) -> Option<QualName> {
    match (op.slot, &op.form) {
        (Slot::Create, Form::Clause(clause)) if clause.inside.is_some() => Some(clause.table.clone()),
        (Slot::Create, Form::Member { .. }) => op.id.parent()?.qualified().cloned(),
        (Slot::Drop, _) => match &op.id {
            ObjectId::DomainCheck(domain, _) => Some(domain.clone()),
            id => rules::home(cx.from, id),
        },
        (Slot::Release | Slot::Create | Slot::Alter | Slot::Settle | Slot::Finish | Slot::Fill, _) => None,
    }
}

fn units(graph: &Graph, hosts: &[usize]) -> Vec<Unit> {
    let mut units = vec![Unit::default(); graph.ops.len()];
    for (index, host) in hosts.iter().enumerate() {
        if index == *host {
            units[*host].members.insert(0, index);
        } else {
            units[*host].members.push(index);
        }
    }
    units.retain(|unit| !unit.members.is_empty());
    for unit in &mut units {
        if let Some((_, rest)) = unit.members.split_first_mut() {
            rest.sort_by(|one, other| rank(&graph.ops[*one]).cmp(&rank(&graph.ops[*other])));
        }
    }
    units
}

fn rank(op: &Op) -> (u8, usize, &ObjectId) {
    (rules::phase(op.id.kind()), op.place, &op.id)
}

/// For each unit the units that wait for it, without repetition.
pub(super) fn followers(graph: &Graph, units: &[Unit]) -> Vec<Vec<usize>> {
    let mut unit_of = vec![0; graph.ops.len()];
    for (unit, members) in units.iter().enumerate() {
        for member in &members.members {
            unit_of[*member] = unit;
        }
    }
    let follow = |(index, unit): (usize, &Unit)| {
        let after = unit.members.iter().flat_map(|member| &graph.after[*member]);
        let mut after: Vec<usize> = after.map(|op| unit_of[*op]).filter(|other| *other != index).collect();
        after.sort_unstable();
        after.dedup();
        after
    };
    units.iter().enumerate().map(follow).collect()
}

/// The units in circles, and those on the way from one circle to another.
///
/// What waits for nothing is taken away until no such unit is left, then what nothing waits for.
pub(super) fn circle(graph: &Graph, units: &[Unit]) -> Vec<usize> {
    let forward = followers(graph, units);
    let mut backward = vec![Vec::new(); units.len()];
    for (unit, after) in forward.iter().enumerate() {
        for other in after {
            backward[*other].push(unit);
        }
    }
    let mut remains = vec![true; units.len()];
    peel(&forward, &mut remains);
    peel(&backward, &mut remains);
    (0..units.len()).filter(|unit| remains[*unit]).collect()
}

fn peel(after: &[Vec<usize>], remains: &mut [bool]) {
    let mut waits = vec![0_usize; after.len()];
    for (unit, after) in after.iter().enumerate() {
        if remains[unit] {
            after.iter().for_each(|other| waits[*other] += 1);
        }
    }
    let mut free: Vec<usize> = (0..after.len()).filter(|unit| remains[*unit] && waits[*unit] == 0).collect();
    while let Some(unit) = free.pop() {
        remains[unit] = false;
        for other in &after[unit] {
            waits[*other] -= 1;
            if remains[*other] && waits[*other] == 0 {
                free.push(*other);
            }
        }
    }
}
