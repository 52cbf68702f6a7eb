//! `plan.json`: what a migration does, for programs.

use entity_core::schema::ObjectId;
use serde::{Deserialize, Serialize};

use super::{Checksum, Statement};
use crate::plan::{Change, Hazard, Lock, Step, Transaction};

/// The contents of `plan.json`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of this shape.
    pub version: u32,
    /// The steps of `up.sql` in order.
    pub up: Vec<Entry>,
    /// The steps of `down.sql` in order.
    pub down: Vec<Entry>,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// What it does.
    pub change: Way,
    /// Its objects: first the one it is named after.
    pub objects: Vec<Named>,
    /// What it may cost.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hazards: Vec<Cost>,
    /// What it locks of the tables that were there before, until its transaction ends.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub locks: Vec<Held>,
    /// How it runs: `shared`, `own` or `none`.
    pub transaction: String,
    /// The checksum of its statement, where it runs outside a transaction: after a crash it says which statement the
    /// objects belong to. A statement that was edited since has none here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<String>,
}

/// What a step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Makes its objects.
    Create,
    /// Removes them.
    Drop,
    /// Changes them.
    Alter,
    /// Gives them another name.
    Rename,
}

/// An object by kind and plain name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Named {
    /// The kind in PostgreSQL's words.
    pub kind: String,
    /// The name as people write it.
    pub name: String,
}

/// A hazard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// `data-loss`, `may-fail`, `rewrite`, `scan`, `breaks-code` or `needs-privilege`.
    pub kind: String,
    /// What it is about.
    pub subject: String,
    /// One sentence.
    pub note: String,
}

/// A lock on a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The table.
    pub table: String,
    /// The level in PostgreSQL's words: `ACCESS EXCLUSIVE`.
    pub level: String,
}

impl Manifest {
    /// Describes the steps of both files.
    pub fn new(up: &[Step], down: &[Step]) -> Self {
        Self { version: 1, up: up.iter().map(entry).collect(), down: down.iter().map(entry).collect() }
    }

    /// The file's text. Equal manifests give equal bytes.
    ///
    /// # Errors
    /// What serde says; plain data gives it no reason to.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }
}

impl Entry {
    /// Whether this is the step of a statement that runs outside a transaction.
    pub fn is_of(&self, statement: &Statement) -> bool {
        let checksum = Checksum::of_statements(std::iter::once(statement));
        self.statement.as_deref() == Some(checksum.as_str())
    }
}

impl Named {
    /// Names an object.
    pub fn new(id: &ObjectId) -> Self {
        Self { kind: id.kind().noun().to_owned(), name: id.plain() }
    }
}

fn entry(step: &Step) -> Entry {
    let Step { change, objects, sql, hazards, locks, transaction } = step;
    let statement = Statement { sql: sql.clone(), line: 1, copy: None };
    Entry {
        statement: (*transaction == Transaction::None)
            .then(|| Checksum::of_statements(std::iter::once(&statement)).to_string()),
        change: match change {
            Change::Create => Way::Create,
            Change::Drop => Way::Drop,
            Change::Alter => Way::Alter,
            Change::Rename => Way::Rename,
        },
        objects: objects.iter().map(Named::new).collect(),
        hazards: hazards.iter().map(cost).collect(),
        locks: locks.iter().map(held).collect(),
        transaction: match transaction {
            Transaction::Shared => "shared",
            Transaction::Own => "own",
            Transaction::None => "none",
        }
        .to_owned(),
    }
}

fn held(lock: &Lock) -> Held {
    let Lock { table, level } = lock;
    Held { table: table.plain(), level: level.word().to_owned() }
}

fn cost(hazard: &Hazard) -> Cost {
    let Hazard { kind, subject, note } = hazard;
    Cost { kind: kind.word().to_owned(), subject: subject.clone(), note: note.clone() }
}
