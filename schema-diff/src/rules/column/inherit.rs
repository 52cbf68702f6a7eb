//! Columns that a table has from its parents, and those that other tables have from it.

use entity_core::schema::{Catalog, Column, ForeignOptions, Object, ObjectId, Origin, Parameters, QualName};

use super::super::{Cause, Cx, Effect, Op, Slot, inherited};
use super::alter::changes;

/// A column that the parent brings, with what is said of it in this table alone.
pub(super) fn create(cx: &Cx<'_>, id: &ObjectId, column: &Column) -> Vec<Op> {
    let ObjectId::Column(table, name) = id else { return Vec::new() };
    let mut ops = vec![Op::implied(Slot::Create, id, table)];
    if let Some((_, parent)) = inherited::parent_column(cx.to, table, name) {
        let identity = column.identity.clone();
        let (options, foreign) = (Parameters::default(), ForeignOptions::new());
        let followed = Column { identity, statistics: None, options, foreign, ..parent.clone() };
        ops.extend(changes(cx, id, &followed, column));
    }
    ops
}

/// A column that changes with the parent's, and what it has of its own. The first op keeps its place in the order.
pub(super) fn carried(cx: &Cx<'_>, id: &ObjectId, from: &Column, to: &Column) -> Vec<Op> {
    let ObjectId::Column(table, _) = id else { return Vec::new() };
    let mut ops = vec![Op::implied(Slot::Drop, id, table)];
    let changes = changes(cx, id, &inherited::follow(cx, id, from, to), to);
    ops.extend(changes.into_iter().filter(|op| op.slot != Slot::Release));
    if !ops.iter().any(|op| op.slot == Slot::Alter) {
        ops.push(Op::implied(Slot::Alter, id, table));
    }
    ops
}

/// How a column goes that a table below keeps as its own. It goes of this table `ONLY`, and of each other below by name.
pub(super) fn kept(cx: &Cx<'_>, id: &ObjectId) -> Option<Vec<String>> {
    let ObjectId::Column(table, name) = id else { return None };
    let origin = |catalog: &Catalog, table: &QualName| {
        let id = ObjectId::Column(table.clone(), name.clone());
        if let Some(Object::Column(column)) = catalog.objects.get(&id) { Some(column.origin) } else { None }
    };
    let mut inheriting = inherited::descendants(cx.from, table);
    inheriting.retain(|below| origin(cx.from, below) == Some(Origin::Inherited));
    // Those above come first: with `ONLY`, the tables directly below have the column as their own.
    inheriting
        .sort_by_key(|below| inherited::table(cx.from, below).map(|one| inherited::ancestors(cx.from, one).len()));
    let (keeping, others): (Vec<_>, Vec<_>) =
        inheriting.into_iter().partition(|below| origin(cx.to, below) == Some(Origin::Own));
    if keeping.is_empty() {
        return None;
    }
    let others = others.into_iter();
    let others = others.filter(|below| origin(cx.to, below).is_none() && cx.to.relation(below).is_some());
    let only = format!("ALTER TABLE ONLY {table} DROP COLUMN {name}");
    let below = others.map(|below| format!("ALTER TABLE ONLY {below} DROP COLUMN {name}"));
    Some([only].into_iter().chain(below).collect())
}

/// Says again what tables below have of their own, where a change of this column would pass over it.
pub(super) fn restated(cx: &Cx<'_>, id: &ObjectId) -> Option<Op> {
    let ObjectId::Column(table, name) = id else { return None };
    if !inherited::is_default_touched(cx, id) {
        return None;
    }
    let default = |table: &QualName| match cx.to.objects.get(&ObjectId::Column(table.clone(), name.clone())) {
        Some(Object::Column(column)) => Some(column.default.clone()),
        Some(_) | None => None,
    };
    let own = default(table);
    let below = inherited::descendants(cx.to, table).into_iter().filter(|below| {
        let column = ObjectId::Column((*below).clone(), name.clone());
        !cx.is_new(below) && cx.effect(&column).is_none() && default(below).is_some_and(|other| Some(other) != own)
    });
    let statements: Vec<String> = below
        .map(|below| match default(below).flatten() {
            Some(default) => format!("ALTER TABLE {below} ALTER COLUMN {name} SET DEFAULT {default}"),
            None => format!("ALTER TABLE {below} ALTER COLUMN {name} DROP DEFAULT"),
        })
        .collect();
    (!statements.is_empty()).then(|| Op::statements(Slot::Finish, id, statements))
}

/// What becomes of a column when its table or the column of a parent does not stay as it is. `None` where it is neither.
pub(super) fn reaction(cx: &Cx<'_>, id: &ObjectId, column: &Column, cause: &Cause<'_>) -> Option<Effect> {
    if let ObjectId::Table(table) = cause.id {
        let is_made_again = id.table() == Some(table) && cause.effect == Effect::Replace;
        return Some(if is_made_again { Effect::Replace } else { Effect::Quiet });
    }
    if let ObjectId::Column(parent, _) = cause.id
        && column.origin != Origin::Own
        && id.table() != Some(parent)
    {
        let waits = cx.effect(&ObjectId::Table(parent.clone())) == Some(Effect::Replace);
        return Some(if cause.effect == Effect::Replace && !waits { Effect::Replace } else { Effect::Quiet });
    }
    None
}
