//! Constraints of tables.

mod definition;
mod facts;
mod given;
mod online;

use entity_core::schema::{
    Check, Constraint, Deferral, Enforcement, ForeignKey, Ident, IndexStorage, ObjectId, Purpose, QualName,
};

pub(super) use definition::definition;

use super::part::{self, Making};
use super::storage::{self, Place};
use super::{Bond, Cause, Cx, Effect, Fact, Op, Rules, Slot};
use crate::plan::HazardKind;

impl Rules for Constraint {
    const KEYWORD: &'static str = "CONSTRAINT";
    const STAGE: u8 = 4;
    const PHASE: u8 = 3;

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
        facts::facts(self)
    }

    fn effect(&self, to: &Self) -> Effect {
        if is_kept(self, to) { Effect::Quiet } else { Effect::Replace }
    }

    fn reaction(&self, cx: &Cx<'_>, id: &ObjectId, cause: &Cause<'_>) -> Effect {
        reaction(cx, id, self, cause)
    }

    fn needs(&self, id: &ObjectId) -> Vec<ObjectId> {
        needs(id, self)
    }

    fn relation(&self, id: &ObjectId) -> Option<QualName> {
        let ObjectId::Constraint(table, name) = id else { return None };
        storage(self).map(|_| table.sibling(name.clone()))
    }

    fn key_of(&self, id: &ObjectId) -> Option<QualName> {
        id.table().filter(|_| is_key(self)).cloned()
    }

    fn looks_up(&self) -> Option<&QualName> {
        references(self)
    }

    fn is_part(&self) -> bool {
        part_of(self).is_some()
    }
}

fn create(cx: &Cx<'_>, id: &ObjectId, constraint: &Constraint) -> Vec<Op> {
    let ObjectId::Constraint(table, name) = id else { return Vec::new() };
    if given::is_left(cx, id, constraint) {
        return vec![Op::implied(Slot::Create, id, table)];
    }
    let place = place(id, table, name);
    let storage = storage(constraint).cloned().unwrap_or_default();
    let made = |ops: Vec<Op>, from: &IndexStorage| with_uses(cx, &place, ops, from, &storage);
    let along = IndexStorage { clustered: false, replica_identity: false, ..storage.clone() };
    match part::making(cx, &place, part_of(constraint)) {
        Making::Itself => made(vec![added(cx, &place, constraint)], &defined(constraint, &storage)),
        Making::Along => made(vec![Op::implied(Slot::Create, id, table)], &along),
        Making::AlongUnnamed => {
            let implied = part::implied(&place, &columns(constraint), purpose(constraint));
            let sql = format!("ALTER INDEX {implied} RENAME TO {name}");
            made(vec![Op::statement(Slot::Create, id, sql)], &along)
        }
    }
}

fn place<'a>(id: &'a ObjectId, table: &'a QualName, name: &Ident) -> Place<'a> {
    Place { id, index: table.sibling(name.clone()), table }
}

/// What the definition says of the index. That of an exclusion has no place for a tablespace before its predicate.
fn defined(constraint: &Constraint, storage: &IndexStorage) -> IndexStorage {
    let said = storage::defined(storage);
    match constraint {
        Constraint::Exclusion(_) => IndexStorage { tablespace: None, ..said },
        Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::ForeignKey(_) | Constraint::Check(_) => said,
    }
}

fn with_uses(cx: &Cx<'_>, place: &Place<'_>, mut ops: Vec<Op>, from: &IndexStorage, to: &IndexStorage) -> Vec<Op> {
    let uses = storage::changes(cx, place, from, to);
    ops.extend((!uses.is_empty()).then(|| Op::statements(Slot::Alter, place.id, uses)));
    ops
}

/// The clause that makes it, or the statement where partitions are served one by one.
fn added(cx: &Cx<'_>, place: &Place<'_>, constraint: &Constraint) -> Op {
    let Place { id, index, table } = place;
    let clause = format!("CONSTRAINT {} {}", index.name, definition(constraint));
    let op = if storage(constraint).is_some() && part::is_made_alone(cx, id) {
        Op::statement(Slot::Create, id, format!("ALTER TABLE ONLY {table} ADD {clause}"))
    } else if enforcement(constraint) == Enforcement::NotValid {
        // CREATE TABLE would take NOT VALID and forget it.
        return Op::clause(Slot::Create, id, table, vec![format!("ADD {clause}")]);
    } else {
        Op::part(id, table, format!("ADD {clause}"), clause)
    };
    let op = op.bond(bond(constraint)).place(rank(constraint));
    if cx.is_new(table) || enforcement(constraint) == Enforcement::NotEnforced {
        return op;
    }
    let op = op.hazard(HazardKind::Scan, "the table is read under a lock");
    let is_busy = cx.is_busy(table) && part_of(constraint).is_none();
    let op = match online::create(cx, (table, &index.name), constraint) {
        Some(online) if is_busy => op.online(online),
        Some(_) | None => op,
    };
    if cx.is_unchanged(id) { op } else { op.hazard(HazardKind::MayFail, broken_by(constraint)) }
}

fn bond(constraint: &Constraint) -> Bond {
    match constraint {
        Constraint::ForeignKey(_) => Bond::Weak,
        Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::Check(_) | Constraint::Exclusion(_) => {
            Bond::Firm
        }
    }
}

fn rank(constraint: &Constraint) -> usize {
    match constraint {
        Constraint::PrimaryKey(_) => 0,
        Constraint::Unique(_) => 1,
        Constraint::Exclusion(_) => 2,
        Constraint::ForeignKey(_) => 3,
        Constraint::Check(_) => 4,
    }
}

fn enforcement(constraint: &Constraint) -> Enforcement {
    match constraint {
        Constraint::ForeignKey(key) => key.enforcement,
        Constraint::Check(check) => check.enforcement,
        Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::Exclusion(_) => Enforcement::Validated,
    }
}

fn broken_by(constraint: &Constraint) -> &'static str {
    match constraint {
        Constraint::PrimaryKey(_) => "fails if two rows have the same key or a key is null",
        Constraint::Unique(_) => "fails if two rows have the same key",
        Constraint::ForeignKey(_) => "fails if a row refers to none",
        Constraint::Check(_) => "fails if a row does not meet the condition",
        Constraint::Exclusion(_) => "fails if two rows exclude each other",
    }
}

fn drop(cx: &Cx<'_>, id: &ObjectId, constraint: &Constraint) -> Vec<Op> {
    let ObjectId::Constraint(table, name) = id else { return Vec::new() };
    let is_silent = part::goes_along(cx, table, part_of(constraint)) || given::is_taken(cx, id, constraint);
    let op = if is_silent {
        Op::implied(Slot::Drop, id, table)
    } else {
        Op::clause(Slot::Drop, id, table, vec![format!("DROP CONSTRAINT {name}")])
    };
    vec![op.bond(bond(constraint)).place(rank(constraint))]
}

/// Validation, a foreign key's deferral and how an index is kept change in place.
fn is_kept(from: &Constraint, to: &Constraint) -> bool {
    match (from, to) {
        (Constraint::ForeignKey(from), Constraint::ForeignKey(to)) => {
            let same = ForeignKey { enforcement: to.enforcement, deferral: to.deferral, ..from.clone() };
            same == *to && can_become(from.enforcement, to.enforcement)
        }
        (Constraint::Check(from), Constraint::Check(to)) => {
            let same = Check { enforcement: to.enforcement, ..from.clone() };
            same == *to && can_become(from.enforcement, to.enforcement)
        }
        (
            Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::Exclusion(_),
            Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::Exclusion(_),
        ) => match (storage(from), storage(to)) {
            (Some(before), Some(after)) => storage::is_kept(before, after) && with_storage(from, after) == *to,
            (Some(_) | None, _) => false,
        },
        (
            Constraint::PrimaryKey(_)
            | Constraint::Unique(_)
            | Constraint::ForeignKey(_)
            | Constraint::Check(_)
            | Constraint::Exclusion(_),
            _,
        ) => false,
    }
}

fn can_become(from: Enforcement, to: Enforcement) -> bool {
    from == to || from == Enforcement::NotValid && to == Enforcement::Validated
}

/// The constraint with an index that is kept otherwise.
fn with_storage(constraint: &Constraint, storage: &IndexStorage) -> Constraint {
    let mut stored = constraint.clone();
    match &mut stored {
        Constraint::PrimaryKey(key) => key.storage.clone_from(storage),
        Constraint::Unique(unique) => unique.storage.clone_from(storage),
        Constraint::Exclusion(exclusion) => exclusion.storage.clone_from(storage),
        Constraint::ForeignKey(_) | Constraint::Check(_) => {}
    }
    stored
}

/// Whether two constraints differ by no more than the name of the whole that they are a part of.
pub(crate) fn is_same(one: &Constraint, other: &Constraint) -> bool {
    if part_of(one).is_some() != part_of(other).is_some() {
        return false;
    }
    let whole = storage(other).and_then(|storage| storage.part_of.clone());
    let storage = storage(one).map(|storage| IndexStorage { part_of: whole, ..storage.clone() });
    storage.map_or_else(|| one == other, |storage| with_storage(one, &storage) == *other)
}

fn alter(cx: &Cx<'_>, id: &ObjectId, from: &Constraint, to: &Constraint) -> Vec<Op> {
    let ObjectId::Constraint(table, name) = id else { return Vec::new() };
    if let (Some(from), Some(to)) = (storage(from), storage(to)) {
        return with_uses(cx, &place(id, table, name), Vec::new(), from, to);
    }
    let mut clauses = Vec::new();
    if let (Constraint::ForeignKey(from), Constraint::ForeignKey(to)) = (from, to)
        && from.deferral != to.deferral
    {
        clauses.push(format!("ALTER CONSTRAINT {name}{}", deferral_in_full(to.deferral)));
    }
    if enforcement(from) == Enforcement::NotValid && enforcement(to) == Enforcement::Validated {
        clauses.push(format!("VALIDATE CONSTRAINT {name}"));
    }
    vec![Op::clause(Slot::Alter, id, table, clauses)]
}

fn deferral_in_full(deferral: Deferral) -> &'static str {
    match deferral {
        Deferral::Immediate => " NOT DEFERRABLE",
        Deferral::Deferrable => " DEFERRABLE INITIALLY IMMEDIATE",
        Deferral::Deferred => " DEFERRABLE INITIALLY DEFERRED",
    }
}

/// The server builds constraints again when a column gets another type, but cannot while the other end of a foreign key
/// still has the type before.
fn reaction(cx: &Cx<'_>, id: &ObjectId, constraint: &Constraint, cause: &Cause<'_>) -> Effect {
    let ObjectId::Constraint(table, _) = id else { return Effect::Quiet };
    let is_partition = matches!(cause.id, ObjectId::Table(other)
        if other != table && references(constraint) != Some(other));
    if is_partition || part::stands_by(cx, table, cause.id, part_of(constraint)) {
        return Effect::Quiet;
    }
    match cause.effect {
        Effect::Quiet | Effect::Release => Effect::Quiet,
        Effect::Retype if is_retyped_at_both_ends(cx, table, constraint) => Effect::Replace,
        Effect::Retype => Effect::Quiet,
        Effect::Rebuild | Effect::Replace | Effect::Gone => Effect::Replace,
    }
}

fn is_retyped_at_both_ends(cx: &Cx<'_>, table: &QualName, constraint: &Constraint) -> bool {
    let Constraint::ForeignKey(key) = constraint else { return false };
    let is_retyped = |table: &QualName, name: &Ident| {
        cx.effect(&ObjectId::Column(table.clone(), name.clone())) == Some(Effect::Retype)
    };
    key.columns
        .iter()
        .zip(&key.referenced_columns)
        .any(|(column, referenced)| is_retyped(table, column) && is_retyped(&key.references, referenced))
}

/// How the index behind it is kept. `None` where there is no index.
pub(super) fn storage(constraint: &Constraint) -> Option<&IndexStorage> {
    match constraint {
        Constraint::PrimaryKey(key) => Some(&key.storage),
        Constraint::Unique(unique) => Some(&unique.storage),
        Constraint::Exclusion(exclusion) => Some(&exclusion.storage),
        Constraint::ForeignKey(_) | Constraint::Check(_) => None,
    }
}

/// The index of the parent that its index is a part of.
fn part_of(constraint: &Constraint) -> Option<&QualName> {
    storage(constraint).and_then(|storage| storage.part_of.as_ref())
}

fn purpose(constraint: &Constraint) -> Purpose {
    match constraint {
        Constraint::PrimaryKey(_) => Purpose::PrimaryKey,
        Constraint::Exclusion(_) => Purpose::Exclusion,
        Constraint::Unique(_) | Constraint::ForeignKey(_) | Constraint::Check(_) => Purpose::Unique,
    }
}

/// The columns of its index, where the model tells.
fn columns(constraint: &Constraint) -> Vec<String> {
    let (columns, include) = match constraint {
        Constraint::PrimaryKey(key) => (key.columns.as_slice(), key.include.as_slice()),
        Constraint::Unique(unique) => (unique.columns.as_slice(), unique.include.as_slice()),
        Constraint::ForeignKey(_) | Constraint::Check(_) | Constraint::Exclusion(_) => (&[][..], &[][..]),
    };
    columns.iter().chain(include).map(|column| column.as_str().to_owned()).collect()
}

/// Whether a foreign key may refer to its columns.
fn is_key(constraint: &Constraint) -> bool {
    match constraint {
        Constraint::PrimaryKey(_) | Constraint::Unique(_) => true,
        Constraint::ForeignKey(_) | Constraint::Check(_) | Constraint::Exclusion(_) => false,
    }
}

/// The table that a foreign key refers to.
fn references(constraint: &Constraint) -> Option<&QualName> {
    match constraint {
        Constraint::ForeignKey(key) => Some(&key.references),
        Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::Check(_) | Constraint::Exclusion(_) => None,
    }
}

/// Its own columns; for a foreign key also the columns referred to and the key that makes them unique.
fn needs(id: &ObjectId, constraint: &Constraint) -> Vec<ObjectId> {
    let ObjectId::Constraint(table, _) = id else { return Vec::new() };
    let columns = |table: &QualName, names: &[Ident]| -> Vec<ObjectId> {
        names.iter().map(|name| ObjectId::Column(table.clone(), name.clone())).collect()
    };
    match constraint {
        Constraint::PrimaryKey(key) => columns(table, &key.columns),
        Constraint::Unique(key) => columns(table, &key.columns),
        Constraint::ForeignKey(key) => {
            let mut needs = columns(table, &key.columns);
            needs.push(ObjectId::Table(key.references.clone()));
            needs.extend(columns(&key.references, &key.referenced_columns));
            needs
        }
        Constraint::Check(_) | Constraint::Exclusion(_) => Vec::new(),
    }
}
