//! Columns of tables.

use entity_core::schema::{
    Column, Constraint, Generated, Ident, Identity, Object, ObjectId, PrimaryKey, QualName, TypeName,
};

use super::cast::{self, Cast, Using};
use super::{Bond, Cause, Cx, Effect, Op, Slot, text};
use crate::plan::{Hazard, HazardKind};

pub(super) fn create(cx: &Cx<'_>, id: &ObjectId, column: &Column) -> Vec<Op> {
    let ObjectId::Column(table, name) = id else { return Vec::new() };
    let definition = definition(cx, table, name, column);
    let op = Op::part(id, table, format!("ADD COLUMN {definition}"), definition).bond(Bond::Strong);
    let op = op.place(position(cx, table, name));
    if cx.is_new(table) {
        return vec![op];
    }
    let is_filled = column.default.is_some() || column.generated.is_some() || column.identity.is_some();
    let op = if column.not_null && !is_filled {
        op.hazard(HazardKind::MayFail, "fails if the table has rows: they would hold null")
    } else {
        op
    };
    vec![if is_computed_per_row(column) {
        op.hazard(HazardKind::Rewrite, "each row gets a value of its own")
    } else {
        op
    }]
}

fn position(cx: &Cx<'_>, table: &QualName, name: &Ident) -> usize {
    let order = cx.to.column_order.get(table);
    order.and_then(|names| names.iter().position(|other| other == name)).unwrap_or(usize::MAX)
}

/// Only a value that is the same for all rows is kept beside them.
fn is_computed_per_row(column: &Column) -> bool {
    const VOLATILE: [&str; 6] =
        ["gen_random_uuid(", "uuid_generate_v", "random(", "clock_timestamp(", "timeofday(", "nextval("];
    let is_volatile = |default: &str| VOLATILE.iter().any(|function| default.contains(function));
    column.generated.is_some()
        || column.identity.is_some()
        || column.default.as_ref().is_some_and(|default| is_volatile(default.as_str()))
}

fn definition(cx: &Cx<'_>, table: &QualName, name: &Ident, column: &Column) -> String {
    let Column { ty, not_null, default, generated, identity, collation } = column;
    let mut sql = format!("{name} {ty}");
    if let Some(collation) = collation {
        sql += &format!(" COLLATE {collation}");
    }
    if *not_null && !is_key_made(cx, table, name) {
        sql += " NOT NULL";
    }
    if let Some(default) = default {
        sql += &format!(" DEFAULT {default}");
    }
    if let Some(Generated::Stored(expr)) = generated {
        sql += &format!(" GENERATED ALWAYS AS ({}) STORED", text::bare(expr));
    }
    if let Some(identity) = identity {
        sql += &format!(" GENERATED {} AS IDENTITY", identity_word(*identity));
    }
    sql
}

fn identity_word(identity: Identity) -> &'static str {
    match identity {
        Identity::Always => "ALWAYS",
        Identity::ByDefault => "BY DEFAULT",
    }
}

/// Whether a primary key is about to make the column NOT NULL.
fn is_key_made(cx: &Cx<'_>, table: &QualName, column: &Ident) -> bool {
    let first = ObjectId::Constraint(table.clone(), Ident::from_static(""));
    let constraints = cx
        .to
        .objects
        .range(first..)
        .take_while(|(id, _)| id.parent().as_ref().is_some_and(|parent| *parent == ObjectId::Table(table.clone())));
    constraints.into_iter().any(|(id, object)| match object {
        Object::Constraint(Constraint::PrimaryKey(PrimaryKey { columns, .. })) => {
            columns.contains(column) && (!cx.from.objects.contains_key(id) || cx.effect(id) == Some(Effect::Replace))
        }
        _ => false,
    })
}

pub(super) fn drop(cx: &Cx<'_>, id: &ObjectId, column: &Column) -> Vec<Op> {
    let ObjectId::Column(table, name) = id else { return Vec::new() };
    let op = Op::clause(Slot::Drop, id, table, vec![format!("DROP COLUMN {name}")]).bond(Bond::Strong);
    let goes_with_table = !cx.to.objects.contains_key(&ObjectId::Table(table.clone()));
    if goes_with_table || column.generated.is_some() {
        return vec![op];
    }
    vec![op.hazard(HazardKind::DataLoss, "all values of the column are lost")]
}

/// Before PostgreSQL 17 the expression of a generated column cannot be changed.
pub(super) fn effect(from: &Column, to: &Column) -> Effect {
    let is_recomputed = to.generated.is_some() && (from.generated != to.generated || from.ty != to.ty);
    if is_recomputed {
        Effect::Replace
    } else if from.ty != to.ty || from.collation != to.collation {
        Effect::Retype
    } else {
        Effect::Quiet
    }
}

pub(super) fn reaction(cx: &Cx<'_>, id: &ObjectId, column: &Column, cause: &Cause<'_>) -> Effect {
    if column.generated.is_some() {
        return match cause.effect {
            Effect::Quiet | Effect::Release => Effect::Quiet,
            Effect::Retype | Effect::Rebuild | Effect::Replace | Effect::Gone => Effect::Replace,
        };
    }
    match cause.effect {
        Effect::Quiet | Effect::Release | Effect::Retype => Effect::Quiet,
        Effect::Rebuild if is_of_type(&column.ty, cause.id) => Effect::Retype,
        Effect::Rebuild | Effect::Replace => released(column),
        Effect::Gone => match cx.to.objects.get(id) {
            Some(Object::Column(to)) if to.default == column.default => released(column),
            Some(_) | None => Effect::Quiet,
        },
    }
}

fn released(column: &Column) -> Effect {
    if column.default.is_some() { Effect::Release } else { Effect::Quiet }
}

fn is_of_type(ty: &TypeName, id: &ObjectId) -> bool {
    match id {
        ObjectId::EnumType(name) => ty.as_str().trim_end_matches("[]") == name.to_string(),
        _ => false,
    }
}

pub(super) fn alter(cx: &Cx<'_>, id: &ObjectId, from: &Column, to: &Column) -> Vec<Op> {
    let ObjectId::Column(table, name) = id else { return Vec::new() };
    let Column { ty, not_null, default, generated, identity, collation: _ } = to;
    let is_released = cx.effect(id) == Some(Effect::Release) && from.default.is_some();
    let change = retype(cx, id, name, from, to);
    let (clauses, hazards) = change.unwrap_or_default();
    let is_recast = cx.effect(id) == Some(Effect::Retype) && needs_new_default(cx, from, ty);
    let mut ops = Vec::new();
    let mut alter = Vec::new();
    let column = format!("ALTER COLUMN {name}");
    if is_released {
        ops.push(Op::clause(Slot::Release, id, table, vec![format!("{column} DROP DEFAULT")]));
    } else if from.default.is_some() && (default.is_none() || is_recast) {
        alter.push(format!("{column} DROP DEFAULT"));
    }
    if from.generated.is_some() && generated.is_none() {
        alter.push(format!("{column} DROP EXPRESSION"));
    }
    if from.identity.is_some() && identity.is_none() {
        alter.push(format!("{column} DROP IDENTITY"));
    }
    if from.not_null && !not_null {
        alter.push(format!("{column} DROP NOT NULL"));
    }
    alter.extend(clauses);
    if let Some(default) = default.as_ref().filter(|_| is_released || is_recast || from.default != to.default) {
        alter.push(format!("{column} SET DEFAULT {default}"));
    }
    let becomes_required = *not_null && !from.not_null && !is_key_made(cx, table, name);
    if becomes_required {
        alter.push(format!("{column} SET NOT NULL"));
    }
    alter.extend(identity_clause(&column, from.identity, *identity));
    if alter.is_empty() {
        return ops;
    }
    let op = Op::clause(Slot::Alter, id, table, alter).hazards(hazards).place(position(cx, table, name));
    ops.push(if becomes_required { required(op) } else { op });
    ops
}

fn required(op: Op) -> Op {
    op.hazard(HazardKind::MayFail, "fails if a row holds null")
        .hazard(HazardKind::Scan, "the table is read under a lock")
}

fn identity_clause(column: &str, from: Option<Identity>, to: Option<Identity>) -> Option<String> {
    match (from, to) {
        (None, Some(identity)) => Some(format!("{column} ADD GENERATED {} AS IDENTITY", identity_word(identity))),
        (Some(before), Some(identity)) if before != identity => {
            Some(format!("{column} SET GENERATED {}", identity_word(identity)))
        }
        (Some(_) | None, _) => None,
    }
}

/// The clause for another type or collation, and what it costs.
fn retype(cx: &Cx<'_>, id: &ObjectId, name: &Ident, from: &Column, to: &Column) -> Option<(Vec<String>, Vec<Hazard>)> {
    if cx.effect(id) != Some(Effect::Retype) {
        return None;
    }
    let cast = cast_of(cx, from, &to.ty);
    let collate = match (&from.collation, &to.collation) {
        (_, Some(collation)) => format!(" COLLATE {collation}"),
        (Some(_) | None, None) => String::new(),
    };
    let clause = format!("ALTER COLUMN {name} TYPE {}{collate}{}", to.ty, using(cast, name, &to.ty));
    Some((vec![clause], prices(cast, &id.plain())))
}

/// A type made again under its name is another type, whose labels are found by their text.
fn cast_of(cx: &Cx<'_>, from: &Column, to: &TypeName) -> Cast {
    if from.ty != *to {
        return cast::cast(&from.ty, to);
    }
    let is_rebuilt = cx.effects.iter().any(|(id, effect)| *effect == Effect::Rebuild && is_of_type(to, id));
    let using = if is_rebuilt { Using::Text } else { Using::Nothing };
    Cast { using, rewrites: is_rebuilt, loses: false, may_fail: false }
}

fn using(cast: Cast, name: &Ident, to: &TypeName) -> String {
    match cast.using {
        Using::Nothing => String::new(),
        Using::Cast => format!(" USING {name}::{to}"),
        Using::Text if to.as_str().ends_with("[]") => format!(" USING {name}::text[]::{to}"),
        Using::Text => format!(" USING {name}::text::{to}"),
    }
}

fn prices(cast: Cast, subject: &str) -> Vec<Hazard> {
    let Cast { using: _, rewrites, loses, may_fail } = cast;
    let all = [
        (loses, HazardKind::DataLoss, "values may be rounded or cut"),
        (may_fail, HazardKind::MayFail, "fails if a value does not fit the type"),
        (rewrites, HazardKind::Rewrite, "the table is written again under a lock"),
    ];
    let found = all.into_iter().filter(|(is_set, _, _)| *is_set);
    found.map(|(_, kind, note)| Hazard { kind, subject: subject.to_owned(), note: note.to_owned() }).collect()
}

/// The server converts a default only where it would assign one type to the other.
fn needs_new_default(cx: &Cx<'_>, from: &Column, to: &TypeName) -> bool {
    match cast_of(cx, from, to).using {
        Using::Nothing => false,
        Using::Cast | Using::Text => true,
    }
}
