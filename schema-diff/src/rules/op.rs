//! One thing to do, before its place is known.

use entity_core::schema::{ObjectId, QualName};

use super::online::Online;
use crate::plan::{Hazard, HazardKind, Transaction};

/// What an op does to its object, in the order in which one object goes through it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Slot {
    /// Lets go of what it needs, before that changes.
    Release,
    /// Removes it.
    Drop,
    /// Makes it.
    Create,
    /// Changes it.
    Alter,
    /// Ties it to what came after it.
    Settle,
    /// Tidies up when every dependent has moved.
    Finish,
    /// Fills it with rows, when everything stands.
    Fill,
}

/// How it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Statements of its own.
    Statements(Vec<String>),
    /// `CREATE TABLE`, around what is folded into it.
    Table(Frame),
    /// `CREATE DOMAIN name`, to be followed by what is folded into it.
    Domain(String),
    /// A statement of its own, or words within that of its domain.
    Member {
        /// The statement.
        alone: String,
        /// As `CREATE DOMAIN` says it.
        inside: String,
    },
    /// Clauses of its table's statement.
    Clause(Clause),
}

/// The statement that makes a table, without what is folded into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    /// What comes before the parentheses.
    pub(crate) head: String,
    /// What stands in their place when nothing is folded.
    pub(crate) empty: &'static str,
    /// What comes after them, with its leading space.
    pub(crate) tail: String,
}

/// Clauses of a table's statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Clause {
    /// The table.
    pub(crate) table: QualName,
    /// As `ALTER TABLE` says it.
    pub(crate) alter: Vec<String>,
    /// As `CREATE TABLE` says it, where it can.
    pub(crate) inside: Option<String>,
}

/// How firmly an op holds to the statement that makes or drops its table. Circles break at the weakest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Bond {
    /// It refers to another table.
    Weak,
    /// It may refer to functions.
    Firm,
    /// The table is little without it.
    Strong,
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Op {
    pub(crate) slot: Slot,
    pub(crate) id: ObjectId,
    pub(crate) form: Form,
    pub(crate) bond: Bond,
    /// The place among ops of its kind on one table, before their names decide.
    pub(crate) place: usize,
    pub(crate) hazards: Vec<Hazard>,
    pub(crate) transaction: Transaction,
    /// How it is done on a table in use, where that differs.
    pub(crate) online: Option<Online>,
}

impl Op {
    /// An op of one statement.
    pub(super) fn statement(slot: Slot, id: &ObjectId, sql: String) -> Self {
        Self::statements(slot, id, vec![sql])
    }

    /// An op of several statements.
    pub(super) fn statements(slot: Slot, id: &ObjectId, sql: Vec<String>) -> Self {
        Self::new(slot, id, Form::Statements(sql))
    }

    /// An op that is part of `ALTER TABLE`.
    pub(super) fn clause(slot: Slot, id: &ObjectId, table: &QualName, alter: Vec<String>) -> Self {
        Self::new(slot, id, Form::Clause(Clause { table: table.clone(), alter, inside: None }))
    }

    /// An op that is part of `CREATE TABLE` or `ALTER TABLE`.
    pub(super) fn part(id: &ObjectId, table: &QualName, alter: String, inside: String) -> Self {
        let clause = Clause { table: table.clone(), alter: vec![alter], inside: Some(inside) };
        Self::new(Slot::Create, id, Form::Clause(clause))
    }

    /// An op that another object's statement carries out: it takes its place in the order and writes nothing.
    pub(super) fn implied(slot: Slot, id: &ObjectId, table: &QualName) -> Self {
        let clause = Clause { table: table.clone(), alter: Vec::new(), inside: Some(String::new()) };
        Self::new(slot, id, Form::Clause(clause))
    }

    /// Whether another object's statement carries it out.
    pub(crate) fn is_silent(&self) -> bool {
        match &self.form {
            Form::Clause(clause) => clause.alter.is_empty(),
            Form::Statements(_) | Form::Table(_) | Form::Domain(_) | Form::Member { .. } => false,
        }
    }

    pub(super) fn new(slot: Slot, id: &ObjectId, form: Form) -> Self {
        Self {
            slot,
            id: id.clone(),
            form,
            bond: Bond::Firm,
            place: 0,
            hazards: Vec::new(),
            transaction: Transaction::Shared,
            online: None,
        }
    }

    pub(super) fn bond(self, bond: Bond) -> Self {
        Self { bond, ..self }
    }

    pub(super) fn place(self, place: usize) -> Self {
        Self { place, ..self }
    }

    pub(super) fn online(self, online: Online) -> Self {
        Self { online: Some(online), ..self }
    }

    pub(super) fn own_transaction(self) -> Self {
        Self { transaction: Transaction::Own, ..self }
    }

    /// Adds a hazard whose subject is the object itself.
    pub(crate) fn hazard(self, kind: HazardKind, note: &str) -> Self {
        let subject = self.id.plain();
        self.hazard_on(kind, subject, note)
    }

    /// Adds a hazard on some other subject.
    pub(super) fn hazard_on(mut self, kind: HazardKind, subject: String, note: &str) -> Self {
        self.hazards.push(Hazard { kind, subject, note: note.to_owned() });
        self
    }

    /// Adds hazards that were found elsewhere.
    pub(super) fn hazards(mut self, hazards: Vec<Hazard>) -> Self {
        self.hazards.extend(hazards);
        self
    }
}
