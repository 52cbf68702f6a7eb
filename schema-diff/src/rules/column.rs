//! Columns of tables.

mod inherit;

use entity_core::schema::{
    Column, Constraint, Generated, Ident, Identity, Object, ObjectId, Origin, QualName, TypeName,
};

use super::cast::{self, Cast, Using};
use super::{Bond, Cause, Cx, Effect, Fact, Online, Op, Rules, Slot, fact, inherited, text};
use crate::plan::{Change as Doing, Hazard, HazardKind};

impl Rules for Column {
    const KEYWORD: &'static str = "COLUMN";
    const STAGE: u8 = 4;
    const PHASE: u8 = 2;

    fn create(&self, cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        create(cx, id, self)
    }

    fn alter(&self, to: &Self, cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        alter(cx, id, self, to)
    }

    fn drop(&self, cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        drop(cx, id, self)
    }

    fn facts(&self) -> Vec<Fact> {
        facts(self)
    }

    fn effect(&self, to: &Self) -> Effect {
        effect(self, to)
    }

    fn reaction(&self, cx: &Cx<'_>, id: &ObjectId, cause: &Cause<'_>) -> Effect {
        reaction(cx, id, self, cause)
    }
}

fn create(cx: &Cx<'_>, id: &ObjectId, column: &Column) -> Vec<Op> {
    let ObjectId::Column(table, name) = id else { return Vec::new() };
    if column.origin == Origin::Inherited && !inherited::is_relinked(cx, table) {
        return inherit::create(cx, id, column);
    }
    if inherited::table(cx.to, table).is_some_and(|table| table.of_type.is_some()) {
        return vec![typed(cx, id, column)];
    }
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
    if !is_computed_per_row(column) {
        return vec![op];
    }
    let op = op.hazard(HazardKind::Rewrite, "each row gets a value of its own");
    vec![if cx.is_busy(table) && column.generated.is_none() && column.identity.is_none() {
        op.online(online_create(cx, (table, name), column))
    } else {
        op
    }]
}

/// The column comes empty; its default holds for rows to come, and is given to those that are there in batches.
fn online_create(cx: &Cx<'_>, (table, name): (&QualName, &Ident), column: &Column) -> Online {
    let empty = Column { not_null: false, default: None, ..column.clone() };
    let definition = definition(cx, table, name, &empty);
    let default =
        column.default.as_ref().map(|default| format!("ALTER TABLE {table} ALTER COLUMN {name} SET DEFAULT {default}"));
    let online = Online::default().here(Doing::Create, format!("ALTER TABLE {table} ADD COLUMN {definition}"));
    let online = default.into_iter().fold(online, |online, sql| online.here(Doing::Alter, sql)).backfill(table, name);
    if column.not_null && !is_key_made(cx, table, name) { online.required(table, name) } else { online }
}

/// A column that the type of the table brings, with what the table says of it.
fn typed(cx: &Cx<'_>, id: &ObjectId, column: &Column) -> Op {
    let ObjectId::Column(table, name) = id else { return Op::statements(Slot::Create, id, Vec::new()) };
    let options = options(cx, table, name, column);
    let op = if options.is_empty() {
        Op::implied(Slot::Create, id, table)
    } else {
        let sql = format!("{name} WITH OPTIONS{options}");
        Op::part(id, table, format!("ADD COLUMN {sql}"), sql)
    };
    op.bond(Bond::Strong).place(position(cx, table, name))
}

/// The place of a column among those of its wanted table.
pub(super) fn position(cx: &Cx<'_>, table: &QualName, name: &Ident) -> usize {
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
    let collation = column.collation.as_ref().map(|collation| format!(" COLLATE {collation}")).unwrap_or_default();
    format!("{name} {}{collation}{}", column.ty, options(cx, table, name, column))
}

/// What follows the type, with its leading space.
fn options(cx: &Cx<'_>, table: &QualName, name: &Ident, column: &Column) -> String {
    let Column { ty: _, not_null, default, generated, identity, collation: _, origin: _ } = column;
    let mut sql = String::new();
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
    let mut constraints = cx.to.objects.range(first..).take_while(|(id, _)| is_constraint_of(table, id));
    constraints.any(|(id, object)| {
        let Object::Constraint(Constraint::PrimaryKey(key)) = object else { return false };
        let is_made = !cx.from.objects.contains_key(id) || cx.effect(id) == Some(Effect::Replace);
        is_made && key.columns.contains(column)
    })
}

fn is_constraint_of(table: &QualName, id: &ObjectId) -> bool {
    matches!(id, ObjectId::Constraint(other, _) if other == table)
}

fn drop(cx: &Cx<'_>, id: &ObjectId, column: &Column) -> Vec<Op> {
    let ObjectId::Column(table, name) = id else { return Vec::new() };
    if inherited::is_carried(cx, table, column) {
        return vec![Op::implied(Slot::Drop, id, table)];
    }
    let op = Op::clause(Slot::Drop, id, table, vec![format!("DROP COLUMN {name}")]).bond(Bond::Strong);
    let goes_with_table = !cx.to.objects.contains_key(&ObjectId::Table(table.clone()));
    if goes_with_table || column.generated.is_some() {
        return vec![op];
    }
    vec![op.hazard(HazardKind::DataLoss, "all values of the column are lost")]
}

/// Before PostgreSQL 17 the expression of a generated column cannot be changed.
fn effect(from: &Column, to: &Column) -> Effect {
    let is_recomputed = to.generated.is_some() && (from.generated != to.generated || from.ty != to.ty);
    if is_recomputed {
        Effect::Replace
    } else if from.ty != to.ty || from.collation != to.collation {
        Effect::Retype
    } else {
        Effect::Quiet
    }
}

fn reaction(cx: &Cx<'_>, id: &ObjectId, column: &Column, cause: &Cause<'_>) -> Effect {
    if let Some(effect) = inherit::reaction(cx, id, column, cause) {
        return effect;
    }
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
    matches!(id, ObjectId::EnumType(name) if ty.as_str().trim_end_matches("[]") == name.to_string())
}

/// A column that stays, on both sides.
struct Change<'a> {
    cx: &'a Cx<'a>,
    id: &'a ObjectId,
    from: &'a Column,
    to: &'a Column,
}

fn alter(cx: &Cx<'_>, id: &ObjectId, from: &Column, to: &Column) -> Vec<Op> {
    let ObjectId::Column(table, _) = id else { return Vec::new() };
    if inherited::is_carried(cx, table, from) && inherited::is_carried(cx, table, to) {
        return inherit::carried(cx, id, from, to);
    }
    let mut ops = changes(cx, id, from, to);
    ops.extend(inherit::restated(cx, id));
    ops
}

fn changes(cx: &Cx<'_>, id: &ObjectId, from: &Column, to: &Column) -> Vec<Op> {
    let ObjectId::Column(table, name) = id else { return Vec::new() };
    let change = Change { cx, id, from, to };
    let worded = |clause: String| format!("ALTER COLUMN {name} {clause}");
    let mut ops = Vec::new();
    if change.is_released() {
        ops.push(Op::clause(Slot::Release, id, table, vec![worded("DROP DEFAULT".to_owned())]));
    }
    let clauses: Vec<String> = change.clauses().into_iter().map(worded).collect();
    if !clauses.is_empty() {
        let op = Op::clause(Slot::Alter, id, table, clauses).place(position(cx, table, name));
        let op = op.hazards(change.cast().map(|cast| prices(cast, &id.plain())).unwrap_or_default());
        ops.push(if change.becomes_required() { required(&change, op) } else { op });
    }
    ops
}

impl Change<'_> {
    /// Whether the default goes before something else changes, and comes back after.
    fn is_released(&self) -> bool {
        let must_go = match self.cx.effect(self.id) {
            Some(Effect::Release) => true,
            Some(Effect::Retype) => self.needs_what_is_replaced(),
            Some(Effect::Quiet | Effect::Rebuild | Effect::Replace | Effect::Gone) | None => false,
        };
        must_go && self.from.default.is_some()
    }

    fn needs_what_is_replaced(&self) -> bool {
        self.cx.needed(self.id).any(|needed| self.cx.effect(needed) == Some(Effect::Replace))
    }

    fn becomes_required(&self) -> bool {
        let ObjectId::Column(table, name) = self.id else { return false };
        self.to.not_null && !self.from.not_null && !is_key_made(self.cx, table, name)
    }

    /// How the values move over; `None` where they stay. A type made again under its name is another type, whose labels
    /// are found by their text.
    fn cast(&self) -> Option<Cast> {
        if self.from.ty == self.to.ty && self.from.origin != Origin::Own {
            return None;
        }
        if self.cx.effect(self.id) != Some(Effect::Retype) {
            return None;
        }
        if self.from.ty != self.to.ty {
            return Some(cast::cast(&self.from.ty, &self.to.ty));
        }
        let mut rebuilt = self.cx.effects.iter().filter(|(_, effect)| **effect == Effect::Rebuild);
        let is_rebuilt = rebuilt.any(|(id, _)| is_of_type(&self.to.ty, id));
        let using = if is_rebuilt { Using::Text } else { Using::Nothing };
        Some(Cast { using, rewrites: is_rebuilt, loses: false, may_fail: false })
    }

    /// What goes, then the type, then what comes.
    fn clauses(&self) -> Vec<String> {
        let Self { from, to, .. } = self;
        let Column { ty: _, not_null, default, generated, identity, collation: _, origin: _ } = to;
        let cast = self.cast();
        // The server converts a default only where it would assign one type to the other.
        let is_recast = cast.is_some_and(|cast| cast.using != Using::Nothing);
        let must_go = from.default.is_some() && !self.is_released() && (default.is_none() || is_recast);
        let must_come = self.is_released() || is_recast || from.default != to.default;
        let mut clauses = Vec::new();
        clauses.extend(must_go.then(|| "DROP DEFAULT".to_owned()));
        clauses.extend((from.generated.is_some() && generated.is_none()).then(|| "DROP EXPRESSION".to_owned()));
        clauses.extend((from.identity.is_some() && identity.is_none()).then(|| "DROP IDENTITY".to_owned()));
        clauses.extend((from.not_null && !not_null).then(|| "DROP NOT NULL".to_owned()));
        clauses.extend(cast.map(|cast| retype(cast, self.id, to)));
        clauses.extend(default.as_ref().filter(|_| must_come).map(|default| format!("SET DEFAULT {default}")));
        clauses.extend(self.becomes_required().then(|| REQUIRED.to_owned()));
        clauses.extend(identity_clause(from.identity, *identity));
        clauses
    }
}

fn required(change: &Change<'_>, op: Op) -> Op {
    let op = op
        .hazard(HazardKind::MayFail, "fails if a row holds null")
        .hazard(HazardKind::Scan, "the table is read under a lock");
    let ObjectId::Column(table, name) = change.id else { return op };
    // An identity needs the column to be NOT NULL at once.
    if !change.cx.is_busy(table) || change.to.identity.is_some() {
        return op;
    }
    let rest: Vec<String> = change.clauses().into_iter().filter(|clause| clause != REQUIRED).collect();
    let rest = rest.into_iter().map(|clause| format!("ALTER TABLE {table} ALTER COLUMN {name} {clause}"));
    let online = rest.fold(Online::default(), |online, sql| online.here(Doing::Alter, sql));
    op.online(online.required(table, name))
}

const REQUIRED: &str = "SET NOT NULL";

fn identity_clause(from: Option<Identity>, to: Option<Identity>) -> Option<String> {
    match (from, to) {
        (None, Some(identity)) => Some(format!("ADD GENERATED {} AS IDENTITY", identity_word(identity))),
        (Some(before), Some(identity)) if before != identity => {
            Some(format!("SET GENERATED {}", identity_word(identity)))
        }
        (Some(_) | None, _) => None,
    }
}

/// The clause for another type or collation.
fn retype(cast: Cast, id: &ObjectId, to: &Column) -> String {
    let collate = to.collation.as_ref().map(|collation| format!(" COLLATE {collation}")).unwrap_or_default();
    format!("TYPE {}{collate}{}", to.ty, using(cast, id, &to.ty))
}

fn using(cast: Cast, id: &ObjectId, to: &TypeName) -> String {
    let ObjectId::Column(_, name) = id else { return String::new() };
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

fn facts(column: &Column) -> Vec<Fact> {
    let Column { ty, not_null, default, generated, identity, collation, origin } = column;
    let generated = generated.as_ref().map(|Generated::Stored(expr)| format!("({expr})"));
    let identity = identity.map(|identity| match identity {
        Identity::Always => "always",
        Identity::ByDefault => "by default",
    });
    let origin = match origin {
        Origin::Own => None,
        Origin::Inherited => Some("inherited"),
        Origin::Merged => Some("also inherited"),
    };
    vec![
        fact::fact("type", ty),
        fact::option("collation", "collate ", collation.as_ref()),
        fact::flag("not null", "not null", *not_null),
        fact::option("default", "default ", default.as_ref()),
        fact::option("generated", "generated as ", generated),
        fact::option("identity", "identity ", identity),
        fact::option("origin", "", origin),
    ]
}
