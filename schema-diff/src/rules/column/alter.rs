//! A column that stays, on both sides.

use entity_core::schema::{Column, Ident, ObjectId, Origin, QualName, TypeName};

use super::super::cast::{self, Cast, Using};
use super::super::{inherited, rebuild};
use super::{Cx, Effect, Online, Op, Slot, definition, identity, inherit, is_key_made, moving, position};
use crate::plan::{Change as Doing, Hazard, HazardKind};

/// A column that stays, on both sides.
struct Change<'a> {
    cx: &'a Cx<'a>,
    id: &'a ObjectId,
    table: &'a QualName,
    name: &'a Ident,
    from: &'a Column,
    to: &'a Column,
}

pub(super) fn alter(cx: &Cx<'_>, id: &ObjectId, from: &Column, to: &Column) -> Vec<Op> {
    let ObjectId::Column(table, _) = id else { return Vec::new() };
    if inherited::is_carried(cx, table, from) && inherited::is_carried(cx, table, to) {
        return inherit::carried(cx, id, from, to);
    }
    let mut ops = changes(cx, id, from, to);
    ops.extend(inherit::restated(cx, id));
    ops
}

/// What changes in the column itself.
pub(super) fn changes(cx: &Cx<'_>, id: &ObjectId, from: &Column, to: &Column) -> Vec<Op> {
    let ObjectId::Column(table, name) = id else { return Vec::new() };
    let change = Change { cx, id, table, name, from, to };
    let worded = |clause: String| format!("ALTER COLUMN {name} {clause}");
    let mut ops: Vec<Op> = identity::prepare(id, table, name, from, to).into_iter().collect();
    let released: Vec<String> = change.released().into_iter().map(|clause| worded(clause.to_owned())).collect();
    if !released.is_empty() {
        ops.push(Op::clause(Slot::Release, id, table, released));
    }
    let mut clauses: Vec<String> = change.clauses().into_iter().map(worded).collect();
    clauses.extend(change.required_in_place());
    clauses.extend(change.required_after());
    if !clauses.is_empty() {
        let function = change.cast().and_then(|_| moving::function(cx, id, &to.ty));
        let op = match function {
            None => Op::clause(Slot::Alter, id, table, clauses),
            Some([make, drop]) => {
                let alter = format!("ALTER TABLE {table}\n    {}", clauses.join(",\n    "));
                Op::statements(Slot::Alter, id, vec![make, alter, drop])
            }
        };
        let op = op.place(position(cx, table, name));
        let op = op.hazards(change.cast().map(|cast| prices(cast, &id.plain())).unwrap_or_default());
        ops.push(if change.becomes_required() { required(&change, op) } else { op });
    }
    ops.extend(change.settled());
    ops
}

impl Change<'_> {
    /// What goes before something else changes: a default that comes back after, or the value's source for another one.
    fn released(&self) -> Option<&'static str> {
        if self.from.identity.is_some() && self.to.identity.is_none() {
            return Some("DROP IDENTITY");
        }
        self.is_released().then_some("DROP DEFAULT")
    }

    fn is_released(&self) -> bool {
        let must_go = match self.cx.effect(self.id) {
            Some(Effect::Release) => true,
            Some(Effect::Retype) => self.needs_what_is_replaced(),
            Some(Effect::Quiet | Effect::Rebuild | Effect::Replace | Effect::Gone) | None => false,
        };
        (must_go || self.to.identity.is_some()) && self.from.default.is_some()
    }

    fn needs_what_is_replaced(&self) -> bool {
        self.cx.needed(self.id).any(|needed| self.cx.effect(needed) == Some(Effect::Replace))
    }

    fn becomes_required(&self) -> bool {
        let is_made = !definition::is_named(self.to) && is_key_made(self.cx, self.table, self.name);
        self.to.not_null && !self.from.not_null && !is_made
    }

    /// What can only be said when everything else is done.
    fn settled(&self) -> Option<Op> {
        let Self { id, table, name, from, to, .. } = self;
        let going_on = identity::go_on(table, name, from, to);
        let reads = going_on.is_some();
        let statements: Vec<String> = self.renamed_not_null().into_iter().chain(going_on).collect();
        let op = (!statements.is_empty()).then(|| Op::statements(Slot::Settle, id, statements))?;
        Some(if reads { op.hazard(HazardKind::Scan, "goes on after the greatest value in use") } else { op })
    }

    /// What the NOT NULL constraint is called on one side.
    fn called(&self, column: &Column) -> Ident {
        let derived = || Ident::composed(&self.table.name, self.name, "not_null");
        column.required.name.clone().unwrap_or_else(derived)
    }

    fn stays_required(&self) -> bool {
        self.from.not_null && self.to.not_null
    }

    fn renamed_not_null(&self) -> Option<String> {
        let (before, after) = (self.called(self.from), self.called(self.to));
        let is_renamed = self.stays_required() && before != after;
        is_renamed.then(|| format!("ALTER TABLE {} RENAME CONSTRAINT {before} TO {after}", self.table))
    }

    fn required_in_place(&self) -> Vec<String> {
        let (from, to) = (&self.from.required, &self.to.required);
        if !self.stays_required() {
            return Vec::new();
        }
        let name = self.called(self.from);
        let mut clauses = Vec::new();
        if from.no_inherit != to.no_inherit {
            let inherit = if to.no_inherit { "NO INHERIT" } else { "INHERIT" };
            clauses.push(format!("ALTER CONSTRAINT {name} {inherit}"));
        }
        if !from.validated && to.validated {
            clauses.push(format!("VALIDATE CONSTRAINT {name}"));
        }
        clauses
    }

    /// A constraint that only a statement of the table can name.
    fn required_after(&self) -> Option<String> {
        let sql = || not_null_sql(&self.called(self.to), self.name, self.to);
        (self.becomes_required() && self.is_spelled()).then(sql)
    }

    fn is_spelled(&self) -> bool {
        definition::is_named(self.to) || !self.to.required.validated
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
        let under = |catalog, ty: &TypeName| rebuild::resolved(catalog, ty);
        let (before, after) = (under(self.cx.from, &self.from.ty), under(self.cx.to, &self.to.ty));
        if rebuild::rebuilt(self.cx, &after).is_some() && before == after {
            return Some(Cast { using: Using::Text, rewrites: true, loses: false, may_fail: false });
        }
        let cast = cast::cast(&before, &after);
        let is_narrowed = self.from.ty != self.to.ty && after != self.to.ty;
        Some(Cast { may_fail: cast.may_fail || is_narrowed, rewrites: cast.rewrites || is_narrowed, ..cast })
    }

    /// What goes, then the type, then what comes.
    fn clauses(&self) -> Vec<String> {
        let Self { from, to, .. } = self;
        let Column {
            ty: _,
            not_null,
            required: _,
            default,
            generated,
            identity: _,
            collation: _,
            compression: _,
            storage: _,
            statistics: _,
            options: _,
            foreign: _,
            origin: _,
        } = to;
        let cast = self.cast();
        // The server converts a default only where it would assign one type to the other, and a cast in it stays one to
        // the type before.
        let is_rebuilt = rebuild::rebuilt(self.cx, &from.ty).is_some();
        let is_recast = cast.is_some_and(|cast| cast.using != Using::Nothing || is_rebuilt);
        let must_go = from.default.is_some() && !self.is_released() && (default.is_none() || is_recast);
        let must_come = self.is_released() || is_recast || from.default != to.default;
        let mut clauses = Vec::new();
        clauses.extend(must_go.then(|| "DROP DEFAULT".to_owned()));
        clauses.extend((from.generated.is_some() && generated.is_none()).then(|| "DROP EXPRESSION".to_owned()));
        clauses.extend((from.not_null && !not_null).then(|| "DROP NOT NULL".to_owned()));
        clauses.extend(cast.map(|cast| moving::retype(self.cx, cast, self.id, to)));
        clauses.extend(default.as_ref().filter(|_| must_come).map(|default| format!("SET DEFAULT {default}")));
        clauses.extend((self.becomes_required() && !self.is_spelled()).then(|| REQUIRED.to_owned()));
        clauses.extend(identity::clause(from, to, self.table));
        clauses.extend(definition::compression(from, to, cast.is_some()));
        clauses.extend(definition::settings(from, to, cast.is_some()));
        clauses.extend(definition::foreign(from, to));
        clauses
    }
}

fn not_null_sql(constraint: &Ident, column: &Ident, to: &Column) -> String {
    let no_inherit = if to.required.no_inherit { " NO INHERIT" } else { "" };
    let not_valid = if to.required.validated { "" } else { " NOT VALID" };
    format!("ADD CONSTRAINT {constraint} NOT NULL {column}{no_inherit}{not_valid}")
}

fn required(change: &Change<'_>, op: Op) -> Op {
    let op = op
        .hazard(HazardKind::MayFail, "fails if a row holds null")
        .hazard(HazardKind::Scan, "the table is read under a lock")
        .hazard(HazardKind::BreaksCode, "code that writes null fails");
    let Change { table, name, .. } = change;
    // An identity needs the column to be NOT NULL at once, and a constraint of one's own name is made as it is.
    if !change.cx.is_busy(table) || change.to.identity.is_some() || change.is_spelled() {
        return op;
    }
    let rest: Vec<String> = change.clauses().into_iter().filter(|clause| clause != REQUIRED).collect();
    let rest = rest.into_iter().map(|clause| format!("ALTER TABLE {table} ALTER COLUMN {name} {clause}"));
    let online = rest.fold(Online::default(), |online, sql| online.here(Doing::Alter, sql));
    op.online(online.required(table, name))
}

const REQUIRED: &str = "SET NOT NULL";

fn prices(cast: Cast, subject: &str) -> Vec<Hazard> {
    let Cast { using: _, rewrites, loses, may_fail } = cast;
    let all = [
        (loses, HazardKind::DataLoss, "values may be rounded or cut"),
        (may_fail, HazardKind::MayFail, "fails if a value does not fit the type"),
        (rewrites, HazardKind::Rewrite, "the table is written again under a lock"),
        (loses || may_fail || rewrites, HazardKind::BreaksCode, "code that reads or writes the type before may fail"),
    ];
    let found = all.into_iter().filter(|(is_set, _, _)| *is_set);
    found.map(|(_, kind, note)| Hazard { kind, subject: subject.to_owned(), note: note.to_owned() }).collect()
}
