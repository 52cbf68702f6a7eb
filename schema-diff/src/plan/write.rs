//! Ops from deltas, and statements from ordered ops.

use std::collections::BTreeSet;

use entity_core::schema::{Catalog, ObjectId};

use super::fold::Unit;
use super::graph::Graph;
use super::{Change, HazardKind, Pace, Step, toll};
use crate::diff::Delta;
use crate::rules::{self, Clause, Cx, Effect, Form, Frame, Online, Op, Piece, Slot, When};

/// Everything that is to be done, in no order.
pub(super) fn ops(cx: &Cx<'_>, deltas: &[Delta]) -> Vec<Op> {
    let created = deltas.iter().filter_map(|delta| match delta {
        Delta::Create(id) => Some(id),
        Delta::Drop(_) | Delta::Alter(_) => None,
    });
    let mut ops: Vec<Op> = created.flat_map(|id| create(cx, id)).collect();
    for (id, effect) in cx.effects {
        match effect {
            Effect::Gone => ops.extend(drop(cx, id)),
            Effect::Replace => {
                ops.extend(drop(cx, id));
                ops.extend(create(cx, id));
                ops.extend(rules::restore(cx, id));
            }
            Effect::Rebuild => {
                ops.extend(alter(cx, id));
                ops.extend(rules::settle(cx, id));
                ops.extend(rules::restore(cx, id));
            }
            Effect::Quiet | Effect::Release | Effect::Retype => ops.extend(alter(cx, id)),
        }
    }
    ops
}

fn create(cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
    let Some(object) = cx.to.objects.get(id) else { return Vec::new() };
    let mut ops = toll::privileged(object, rules::create(cx, id, object));
    ops.extend(rules::settle(cx, id));
    ops
}

fn drop(cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
    let Some(object) = cx.from.objects.get(id) else { return Vec::new() };
    toll::missed(cx, id, object, rules::drop(cx, id, object))
}

fn alter(cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
    let object = |catalog: &Catalog| catalog.objects.get(id).cloned();
    match (object(cx.from), object(cx.to)) {
        (Some(from), Some(to)) => toll::newly_privileged(&from, &to, rules::alter(cx, id, &from, &to)),
        (Some(_) | None, _) => Vec::new(),
    }
}

/// Writes the units as statements. Neighbours that change one table share one `ALTER TABLE`.
///
/// What an online way leaves for later comes at the end: first the validations, then what needs them.
pub(super) fn steps(graph: &Graph, units: &[Unit], pace: Pace) -> Vec<Step> {
    let runs = units.chunk_by(|one, other| shares_statement(graph, (one, other), pace));
    let mut steps: Vec<(When, Step)> = runs.flat_map(|run| write(graph, run, pace)).collect();
    steps.sort_by_key(|(when, _)| *when);
    steps.into_iter().map(|(_, step)| step).collect()
}

fn first<'a>(graph: &'a Graph, unit: &Unit) -> Option<&'a Op> {
    unit.members.first().map(|op| &graph.ops[*op])
}

fn shares_statement(graph: &Graph, (one, other): (&Unit, &Unit), pace: Pace) -> bool {
    let (Some(one), Some(other)) = (first(graph, one), first(graph, other)) else { return false };
    let is_split = |op: &Op| pace == Pace::Online && op.online.is_some();
    match (&one.form, &other.form) {
        (Form::Clause(clause), Form::Clause(next)) => {
            clause.table == next.table && one.transaction == other.transaction && !is_split(one) && !is_split(other)
        }
        (Form::Statements(_) | Form::Table(_) | Form::Domain(_) | Form::Member { .. } | Form::Clause(_), _) => false,
    }
}

fn write(graph: &Graph, run: &[Unit], pace: Pace) -> Vec<(When, Step)> {
    let ops: Vec<&Op> = run.iter().flat_map(|unit| &unit.members).map(|op| &graph.ops[*op]).collect();
    let steps = match ops.first() {
        None => Vec::new(),
        Some(Op { online: Some(way), .. }) if pace == Pace::Online => return online(&ops, way),
        Some(Op { form: Form::Statements(statements), .. }) => several(&ops, statements),
        Some(Op { form: Form::Member { alone, .. }, .. }) => vec![step(&ops, alone.clone())],
        Some(Op { form: Form::Table(frame), .. }) => vec![step(&ops, create_table(frame, &ops))],
        Some(Op { form: Form::Domain(head), .. }) => vec![step(&ops, create_domain(head, &ops))],
        Some(Op { form: Form::Clause(clause), .. }) => alter_table(clause, &ops).into_iter().collect(),
    };
    steps.into_iter().map(|step| (When::Here, step)).collect()
}

/// The statements of an online way. The first carries what is left of the costs.
fn online(ops: &[&Op], way: &Online) -> Vec<(When, Step)> {
    let carried = |(number, piece): (usize, &Piece)| {
        let Piece { when, transaction, change, object, sql } = piece;
        let mut step = Step { change: *change, transaction: *transaction, ..step(ops, sql.clone()) };
        step.hazards.retain(|hazard| number == 0 && !is_avoided(hazard.kind));
        step.objects = object.clone().map_or(step.objects, |object| vec![object]);
        (*when, step)
    };
    way.pieces.iter().enumerate().map(carried).collect()
}

/// What an online way is there for.
fn is_avoided(kind: HazardKind) -> bool {
    match kind {
        HazardKind::Scan | HazardKind::Rewrite => true,
        HazardKind::DataLoss | HazardKind::MayFail | HazardKind::BreaksCode | HazardKind::NeedsPrivilege => false,
    }
}

/// The statements of one op. The first carries what they cost together.
fn several(ops: &[&Op], statements: &[String]) -> Vec<Step> {
    let mut steps: Vec<Step> = statements.iter().map(|sql| step(ops, sql.clone())).collect();
    steps.iter_mut().skip(1).for_each(|step| step.hazards.clear());
    steps
}

/// A statement that is named after its first op.
fn step(ops: &[&Op], sql: String) -> Step {
    let change = ops.first().map_or(Change::Alter, |op| change(op.slot));
    Step {
        change,
        objects: ops.iter().map(|op| op.id.clone()).collect(),
        sql,
        hazards: ops.first().map(|op| op.hazards.clone()).unwrap_or_default(),
        locks: Vec::new(),
        transaction: ops.first().map(|op| op.transaction).unwrap_or_default(),
    }
}

fn change(slot: Slot) -> Change {
    match slot {
        Slot::Drop => Change::Drop,
        Slot::Create => Change::Create,
        Slot::Release | Slot::Alter | Slot::Settle | Slot::Finish | Slot::Fill => Change::Alter,
    }
}

fn create_table(frame: &Frame, ops: &[&Op]) -> String {
    let Frame { head, empty, tail } = frame;
    let parts: Vec<&str> = ops.iter().filter_map(|op| inside(op)).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() {
        format!("{head}{empty}{tail}")
    } else {
        format!("{head} (\n    {}\n){tail}", parts.join(",\n    "))
    }
}

fn create_domain(head: &str, ops: &[&Op]) -> String {
    let parts = ops.iter().filter_map(|op| inside(op));
    std::iter::once(head).chain(parts).collect::<Vec<_>>().join("\n    ")
}

fn inside(op: &Op) -> Option<&str> {
    match &op.form {
        Form::Clause(Clause { inside, .. }) => inside.as_deref(),
        Form::Member { inside, .. } => Some(inside),
        Form::Statements(_) | Form::Table(_) | Form::Domain(_) => None,
    }
}

/// `None` where other statements carry all of it out.
fn alter_table(clause: &Clause, ops: &[&Op]) -> Option<Step> {
    let clauses: Vec<&str> = ops.iter().flat_map(|op| clauses(op)).map(String::as_str).collect();
    let table = &clause.table;
    let sql = match clauses.as_slice() {
        [] => return None,
        [only] => format!("ALTER TABLE {table} {only}"),
        several => format!("ALTER TABLE {table}\n    {}", several.join(",\n    ")),
    };
    let changes: BTreeSet<Change> = ops.iter().map(|op| change(op.slot)).collect();
    let hazards = ops.iter().flat_map(|op| op.hazards.clone()).collect();
    let is_mixed = changes.len() > 1;
    let step = step(ops, sql);
    Some(Step { change: if is_mixed { Change::Alter } else { step.change }, hazards, ..step })
}

fn clauses(op: &Op) -> &[String] {
    match &op.form {
        Form::Clause(clause) => &clause.alter,
        Form::Statements(_) | Form::Table(_) | Form::Domain(_) | Form::Member { .. } => &[],
    }
}
