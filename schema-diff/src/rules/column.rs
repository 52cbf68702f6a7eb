//! Columns of tables.

mod alter;
mod definition;
mod identity;
mod inherit;
mod moving;

use entity_core::schema::{
    Column, Constraint, Generated, Generation, Ident, NotNull, Object, ObjectId, Origin, QualName, Storage,
};

use super::rebuild;
use super::{Bond, Cause, Cx, Effect, Fact, Online, Op, Rules, Slot, counter, fact, foreign, inherited, text};
use crate::plan::{Change, HazardKind};

impl Rules for Column {
    const KEYWORD: &'static str = "COLUMN";
    const STAGE: u8 = 4;
    const PHASE: u8 = 2;
    const NAMED_BY_CODE: bool = true;

    fn create(&self, cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        create(cx, id, self)
    }

    fn alter(&self, to: &Self, cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        alter::alter(cx, id, self, to)
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

    /// The sequence behind an identity.
    fn relation(&self, id: &ObjectId) -> Option<QualName> {
        let ObjectId::Column(table, name) = id else { return None };
        self.identity.as_ref().map(|identity| identity.sequence(table, name))
    }
}

fn create(cx: &Cx<'_>, id: &ObjectId, column: &Column) -> Vec<Op> {
    let ObjectId::Column(table, name) = id else { return Vec::new() };
    if column.origin == Origin::Inherited && !inherited::is_attached(cx, table) {
        return inherit::create(cx, id, column);
    }
    if inherited::table(cx.to, table).is_some_and(|table| table.of_type.is_some()) {
        return vec![typed(cx, id, column)];
    }
    let definition = definition::definition(cx, table, name, column);
    let place = position(cx, table, name);
    let op = Op::part(id, table, format!("ADD COLUMN {definition}"), definition).bond(Bond::Strong).place(place);
    let settings = definition::settings(&Column::new(column.ty.clone()), column, false);
    let settings: Vec<String> = settings.iter().map(|clause| format!("ALTER COLUMN {name} {clause}")).collect();
    let settings = (!settings.is_empty()).then(|| Op::clause(Slot::Alter, id, table, settings).place(place));
    let op = if cx.is_new(table) { op } else { priced(cx, (table, name), op, column) };
    [op].into_iter().chain(settings).collect()
}

/// What it costs to add a column to a table that may have rows.
fn priced(cx: &Cx<'_>, (table, name): (&QualName, &Ident), op: Op, column: &Column) -> Op {
    let is_filled = column.default.is_some() || column.generated.is_some() || column.identity.is_some();
    let op = if column.not_null && !is_filled {
        op.hazard(HazardKind::MayFail, "fails if the table has rows: they would hold null")
            .hazard(HazardKind::BreaksCode, "code that adds rows without it fails")
    } else {
        op
    };
    if !is_computed_per_row(column) {
        return op;
    }
    let op = op.hazard(HazardKind::Rewrite, "each row gets a value of its own");
    let is_split = cx.is_busy(table) && column.generated.is_none() && column.identity.is_none();
    if is_split { op.online(online_create(cx, (table, name), column)) } else { op }
}

/// The column comes empty; its default holds for rows to come, and is given to those that are there in batches.
fn online_create(cx: &Cx<'_>, (table, name): (&QualName, &Ident), column: &Column) -> Online {
    let empty = Column { not_null: false, default: None, ..column.clone() };
    let definition = definition::definition(cx, table, name, &empty);
    let default =
        column.default.as_ref().map(|default| format!("ALTER TABLE {table} ALTER COLUMN {name} SET DEFAULT {default}"));
    let online = Online::default().here(Change::Create, format!("ALTER TABLE {table} ADD COLUMN {definition}"));
    let online = default.into_iter().fold(online, |online, sql| online.here(Change::Alter, sql)).backfill(table, name);
    if column.not_null && !is_key_made(cx, table, name) { online.required(table, name) } else { online }
}

/// A column that the type of the table brings, with what the table says of it.
fn typed(cx: &Cx<'_>, id: &ObjectId, column: &Column) -> Op {
    let ObjectId::Column(table, name) = id else { return Op::statements(Slot::Create, id, Vec::new()) };
    let options = definition::options(cx, table, name, column);
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
    matches!(column.generated, Some(Generated::Stored(_)))
        || column.identity.is_some()
        || column.default.as_ref().is_some_and(|default| is_volatile(default.as_str()))
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
    let op = match inherit::kept(cx, id) {
        Some(statements) => Op::statements(Slot::Drop, id, statements),
        None => Op::clause(Slot::Drop, id, table, vec![format!("DROP COLUMN {name}")]).bond(Bond::Strong),
    };
    let goes_with_table = !cx.to.objects.contains_key(&ObjectId::Table(table.clone()));
    let is_plain_then = matches!(cx.to.objects.get(id), Some(Object::Column(to)) if to.generated.is_none());
    if goes_with_table || column.generated.is_some() && !is_plain_then {
        return vec![op];
    }
    vec![op.hazard(HazardKind::DataLoss, "all values of the column are lost")]
}

/// Before PostgreSQL 17 the expression of a generated column cannot be changed, and a virtual one has no values to keep.
fn effect(from: &Column, to: &Column) -> Effect {
    let is_recomputed = to.generated.is_some() && (from.generated != to.generated || from.ty != to.ty);
    let is_emptied = matches!(from.generated, Some(Generated::Virtual(_))) && from.generated != to.generated;
    if is_recomputed || is_emptied {
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
        Effect::Rebuild if rebuild::uses(cx, &column.ty, column.collation.as_ref(), cause.id) => Effect::Retype,
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

fn facts(column: &Column) -> Vec<Fact> {
    let Column {
        ty,
        not_null,
        required,
        default,
        generated,
        identity,
        collation,
        compression,
        storage,
        statistics,
        options,
        foreign,
        origin,
    } = column;
    let NotNull { name, no_inherit, validated } = required;
    let generated = generated.as_ref().map(|generated| match generated {
        Generated::Stored(expr) => format!("({expr})"),
        Generated::Virtual(expr) => format!("({expr}) virtual"),
    });
    let generation = identity.as_ref().map(|identity| match identity.generation {
        Generation::Always => "always",
        Generation::ByDefault => "by default",
    });
    let origin = match origin {
        Origin::Own => None,
        Origin::Inherited => Some("inherited"),
        Origin::Merged => Some("also inherited"),
    };
    let mut facts = vec![
        fact::fact("type", ty),
        fact::option("collation", "collate ", collation.as_ref()),
        fact::flag("not null", "not null", *not_null),
        fact::option("name of not null", "named ", name.as_ref()),
        fact::flag("not null no inherit", "no inherit", *no_inherit),
        fact::flag("not null not valid", "not valid", !validated),
        fact::option("default", "default ", default.as_ref()),
        fact::option("generated", "generated as ", generated),
        fact::option("identity", "identity ", generation),
        fact::option("sequence", "sequence ", identity.as_ref().and_then(|identity| identity.name.as_ref())),
        fact::option("compression", "compression ", compression.as_ref()),
        fact::option("storage", "storage ", storage.map(|Storage { strategy, .. }| definition::word(strategy))),
        fact::option("statistics target", "statistics ", *statistics),
        fact::option("options", "with ", fact::filled(options)),
        foreign::of_options(foreign),
        fact::option("origin", "", origin),
    ];
    facts.extend(identity.iter().flat_map(|identity| counter::facts(&identity.counter)));
    facts
}
