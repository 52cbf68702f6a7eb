//! Turns deltas into ordered steps.
//!
//! In: two catalogs, after the renames. Out: a [`Plan`].
//! Never: reads a database, writes a file, asks a question.
//! Start at [`plan`]; the order of statements is decided in `order.rs` alone.

mod effects;
mod fold;
mod graph;
mod lock;
mod order;
mod rename;
mod toll;
mod write;

use entity_core::schema::{Catalog, LabelMove, ObjectId, Rename};

use crate::diff;
use crate::rules::Cx;
pub use lock::{Lock, LockLevel};

/// The statements that turn one catalog into another, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The steps. Empty when there is nothing to do.
    pub steps: Vec<Step>,
}

/// One statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it does to its objects.
    pub change: Change,
    /// What it creates, drops, alters or renames: first the object it is named after, then what was folded into it.
    pub objects: Vec<ObjectId>,
    /// The statement, without a final semicolon. May span lines.
    pub sql: String,
    /// What a careful reader wants to know before running it.
    pub hazards: Vec<Hazard>,
    /// What it locks of the tables that were there before, one lock a table.
    pub locks: Vec<Lock>,
    /// How it may share a transaction.
    pub transaction: Transaction,
}

/// What a step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Makes the object.
    Create,
    /// Removes it.
    Drop,
    /// Changes it.
    Alter,
    /// Gives it another name.
    Rename,
}

/// How a step may share a transaction with its neighbours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Transaction {
    /// With any other step that may.
    #[default]
    Shared,
    /// In a transaction, which ends with the last such step in a row: `ALTER TYPE … ADD VALUE`.
    Own,
    /// In none: `CREATE INDEX CONCURRENTLY`.
    None,
}

/// Something a step may cost.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hazard {
    /// What it costs.
    pub kind: HazardKind,
    /// The subject, as people name it on a command line: `users.mfa_secret`, `user_role.guest`.
    pub subject: String,
    /// One plain sentence without a final stop.
    pub note: String,
}

/// What a hazard costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HazardKind {
    /// Rows or values are gone and cannot come back. Needs `--accept-loss SUBJECT`.
    DataLoss,
    /// The statement fails if existing rows do not fit: a label in use, a null, a value too long.
    MayFail,
    /// The whole table is written again under an exclusive lock.
    Rewrite,
    /// The whole table is read under a lock.
    Scan,
    /// Code that was written for the schema before fails.
    BreaksCode,
    /// An owner of the objects alone may not do it.
    NeedsPrivilege,
}

impl HazardKind {
    /// The word in `plan.json`, in the heads of files and in answers.
    pub fn word(self) -> &'static str {
        match self {
            Self::DataLoss => "data-loss",
            Self::MayFail => "may-fail",
            Self::Rewrite => "rewrite",
            Self::Scan => "scan",
            Self::BreaksCode => "breaks-code",
            Self::NeedsPrivilege => "needs-privilege",
        }
    }
}

/// How careful a plan is with the tables that are there already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pace {
    /// As few and as short locks as the server allows: `CONCURRENTLY`, `NOT VALID` and `VALIDATE`, backfills in batches.
    #[default]
    Online,
    /// As few statements as possible, for databases that nobody uses meanwhile.
    Fast,
}

/// Why no plan could be made. Each is a bug in a rule, not in the input.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Steps wait for each other.
    #[error("these changes depend on each other in a circle: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))]
    Cycle(Vec<ObjectId>),
}

/// Plans the way from one catalog to another, as few statements as possible.
///
/// Renames have happened to `from` already: see [`renames`].
/// `plan(&Catalog::default(), &catalog)` is the whole script of a catalog.
///
/// # Errors
/// [`Error::Cycle`] names the steps that wait for each other.
pub fn plan(from: &Catalog, to: &Catalog) -> Result<Plan, Error> {
    paced(from, to, Pace::Fast)
}

/// Plans the way from one catalog to another, as careful as `pace` says.
///
/// # Errors
/// As [`plan`].
pub fn paced(from: &Catalog, to: &Catalog, pace: Pace) -> Result<Plan, Error> {
    moving(from, to, pace, &[])
}

/// As [`paced`], with what becomes of rows whose enum label goes.
///
/// # Errors
/// As [`plan`].
pub fn moving(from: &Catalog, to: &Catalog, pace: Pace, moves: &[LabelMove]) -> Result<Plan, Error> {
    let deltas = diff::diff(from, to);
    let effects = effects::effects(from, to, &deltas);
    let cx = Cx { from, to, effects: &effects, moves };
    let graph = graph::Graph::new(&cx, write::ops(&cx, &deltas));
    let units = fold::fold(&cx, &graph);
    let ordered = order::order(&cx, &graph, units)?;
    let mut steps = write::steps(&graph, &ordered, pace);
    steps.iter_mut().for_each(|step| step.locks = lock::locks(&cx, step));
    Ok(Plan { steps })
}

/// The steps that carry out renames, in the order given. Renames of tables come before those of their columns.
pub fn renames(renames: &[Rename]) -> Vec<Step> {
    renames.iter().flat_map(rename::steps).collect()
}
