//! Partitions and inheriting tables: how they come to their parents and leave them.

use std::collections::BTreeMap;

use entity_core::schema::{Catalog, Constraint, Ident, Object, ObjectId, Partition, QualName, Table};

use super::super::{Cx, Effect, Op, Slot, constraint, inherited};
use crate::plan::HazardKind;

/// Leaves the parents of `from` that go or change, and comes to those of `to`. Rows stay where they are.
pub(super) fn changes(cx: &Cx<'_>, id: &ObjectId, from: &Table, to: &Table) -> Vec<Op> {
    let ObjectId::Table(name) = id else { return Vec::new() };
    if !inherited::is_relinked(cx, name) {
        return Vec::new();
    }
    let mut ops = Vec::new();
    let mut leaving = departures(cx, name, from, to);
    if !leaving.is_empty() {
        leaving.extend(left_behind(cx, name, from, to));
        ops.push(Op::statements(Slot::Release, id, leaving));
    }
    let arriving = arrivals(cx, name, from, to);
    if !arriving.is_empty() {
        let mut statements = missing_checks(cx, name, from, to);
        statements.extend(arriving);
        let op =
            Op::statements(Slot::Finish, id, statements).hazard(HazardKind::Scan, "the table is read under a lock");
        ops.push(if to.partition.is_some() {
            op.hazard(HazardKind::MayFail, "fails if a row belongs to another partition")
        } else {
            op
        });
    }
    ops
}

/// Brings a table that was made by itself to its parent.
pub(super) fn arrival(cx: &Cx<'_>, name: &QualName, to: &Table) -> Vec<String> {
    let alone = Table::default();
    let mut statements = missing_checks(cx, name, &alone, to);
    statements.extend(arrivals(cx, name, &alone, to));
    statements
}

/// Takes a partition out of its parent before it goes, where a foreign key that stays refers to the parent. The server
/// refuses while a row refers to one of the partition's.
pub(super) fn unreferenced(cx: &Cx<'_>, id: &ObjectId, from: &Table) -> Option<String> {
    let (ObjectId::Table(name), Some(partition)) = (id, &from.partition) else { return None };
    let ancestors = inherited::ancestors(cx.from, from);
    let goes = |id: &ObjectId| cx.effect(id).is_some_and(|effect| effect >= Effect::Replace);
    let refers = |object: &Object| {
        matches!(object, Object::Constraint(Constraint::ForeignKey(key))
        if ancestors.contains(&&key.references))
    };
    let stays = |id: &ObjectId| !goes(id) && id.parent().is_none_or(|table| !goes(&table));
    let is_referenced = cx.from.objects.iter().any(|(id, object)| refers(object) && stays(id));
    is_referenced.then(|| format!("ALTER TABLE {} DETACH PARTITION {name}", partition.parent))
}

fn departures(cx: &Cx<'_>, name: &QualName, from: &Table, to: &Table) -> Vec<String> {
    let detach = |partition: &Partition| format!("ALTER TABLE {} DETACH PARTITION {name}", partition.parent);
    let mut statements: Vec<String> = from.partition.iter().map(detach).collect();
    let gone = from.inherits.iter().filter(|parent| !stays(cx, parent, from, to));
    statements.extend(gone.map(|parent| format!("ALTER TABLE {name} NO INHERIT {parent}")));
    statements
}

fn arrivals(cx: &Cx<'_>, name: &QualName, from: &Table, to: &Table) -> Vec<String> {
    let attach =
        |partition: &Partition| format!("ALTER TABLE {} ATTACH PARTITION {name} {}", partition.parent, partition.bound);
    let mut statements: Vec<String> = to.partition.iter().map(attach).collect();
    let coming = to.inherits.iter().filter(|parent| !stays(cx, parent, from, to));
    statements.extend(coming.map(|parent| format!("ALTER TABLE {name} INHERIT {parent}")));
    statements
}

/// Whether a table goes on inheriting from a parent. The order of parents counts.
fn stays(cx: &Cx<'_>, parent: &QualName, from: &Table, to: &Table) -> bool {
    let is_made_again = cx.effect(&ObjectId::Table(parent.clone())) == Some(Effect::Replace);
    let place = |table: &Table| table.inherits.iter().position(|other| other == parent);
    let before = |table: &Table| place(table).map(|place| table.inherits[..place].to_vec());
    !is_made_again && before(from).is_some() && before(from) == before(to)
}

/// Checks and foreign keys that a parent leaves with the table, and that nobody wants there.
fn left_behind(cx: &Cx<'_>, name: &QualName, from: &Table, to: &Table) -> Vec<String> {
    let had = given(cx.from, from, if from.partition.is_some() { is_left } else { is_check });
    let wanted = given(cx.to, to, is_left);
    let gone = had.into_iter().filter(|(constraint, body)| {
        let own = ObjectId::Constraint(name.clone(), (*constraint).clone());
        wanted.get(constraint) != Some(body) && !cx.to.objects.contains_key(&own) && !cx.from.objects.contains_key(&own)
    });
    gone.map(|(constraint, _)| format!("ALTER TABLE {name} DROP CONSTRAINT {constraint}")).collect()
}

/// The checks of the parents that the table must have before it comes to them.
fn missing_checks(cx: &Cx<'_>, name: &QualName, from: &Table, to: &Table) -> Vec<String> {
    let had = given(cx.from, from, is_check);
    let missing = given(cx.to, to, is_check).into_iter().filter(|(constraint, body)| {
        let own = ObjectId::Constraint(name.clone(), (*constraint).clone());
        had.get(*constraint) != Some(body) && !cx.from.objects.contains_key(&own) && !cx.to.objects.contains_key(&own)
    });
    let add = |(constraint, check): (&Ident, &Constraint)| {
        format!("ALTER TABLE {name} ADD CONSTRAINT {constraint} {}", constraint::definition(check))
    };
    missing.map(add).collect()
}

/// Those constraints that all parents of a table pass on to it, by name.
fn given<'a>(
    catalog: &'a Catalog,
    table: &'a Table,
    passes: fn(&Constraint) -> bool,
) -> BTreeMap<&'a Ident, &'a Constraint> {
    let mut given = BTreeMap::new();
    for parent in inherited::ancestors(catalog, table) {
        for (id, object) in inherited::constraints(catalog, parent) {
            if let (ObjectId::Constraint(_, name), Object::Constraint(constraint)) = (id, object)
                && passes(constraint)
            {
                given.insert(name, constraint);
            }
        }
    }
    given
}

fn is_check(constraint: &Constraint) -> bool {
    match constraint {
        Constraint::Check(check) => !check.no_inherit,
        Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::ForeignKey(_) | Constraint::Exclusion(_) => {
            false
        }
    }
}

/// Only partitions have the foreign keys of their parents.
fn is_left(constraint: &Constraint) -> bool {
    matches!(constraint, Constraint::ForeignKey(_)) || is_check(constraint)
}
