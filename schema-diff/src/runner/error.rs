//! Why migrations do not run.

use std::path::PathBuf;

use crate::files::{Checksum, Id};
use crate::server::{Refusal, extension};
use crate::{introspect, ledger};

/// The files and the ledger contradict each other.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Divergence {
    /// A file changed after it ran.
    #[error(
        "migration {id} was edited after it was applied\n  applied checksum {}…, file checksum {}…",
        applied.short(),
        file.short()
    )]
    Edited {
        /// The migration.
        id: Id,
        /// The checksum in the ledger.
        applied: Checksum,
        /// The checksum of the files.
        file: Checksum,
    },
    /// Statements changed after they ran, in a migration that stopped half-way.
    #[error("migration {id} stopped after {sent} statements, and these were edited since")]
    EditedPart {
        /// The migration.
        id: Id,
        /// How many statements were sent to the server.
        sent: usize,
    },
    /// A migration ran and its files are gone.
    #[error("migration {id} was applied and its files are missing")]
    Missing {
        /// The migration.
        id: Id,
    },
    /// A migration is still there although another one took its place.
    #[error("migration {id} is replaced by {by}, and its folder is still there")]
    Replaced {
        /// The migration.
        id: Id,
        /// What replaces it.
        by: Id,
    },
    /// A migration is older than one that ran.
    #[error("migration {id} is out of order: the later {after} is applied")]
    OutOfOrder {
        /// The migration that has not run.
        id: Id,
        /// The newest one that has.
        after: Id,
    },
}

impl Divergence {
    /// What to do about it.
    pub fn help(&self) -> String {
        match self {
            Self::Edited { .. } => "restore the file, or write a new migration".to_owned(),
            Self::EditedPart { .. } => {
                "restore the statements that ran; those after them may be corrected, and new ones go to the end"
                    .to_owned()
            }
            Self::Missing { .. } => {
                "restore its folder from version control, or look whether --dir is right".to_owned()
            }
            Self::Replaced { id, .. } => format!("move the folder {id} out of the migrations"),
            Self::OutOfOrder { id, .. } => {
                format!(
                    "rename the folder of {} to a later number, revert the later ones first, or add --out-of-order allow",
                    id.name()
                )
            }
        }
    }
}

/// A migration stopped half-way and stands in the way.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfinished {
    /// While it ran.
    #[error("migration {id} stopped half-way, after {done} statements")]
    Applying {
        /// The migration.
        id: Id,
        /// How many statements ran.
        done: usize,
    },
    /// While it was reverted.
    #[error("the revert of migration {id} stopped half-way, after {done} statements")]
    Reverting {
        /// The migration.
        id: Id,
        /// How many statements ran.
        done: usize,
    },
}

/// A run was cut off in a statement outside a transaction, and neither `plan.json` nor the statement says how to look
/// whether it did its work.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a run of migration {id} was cut off in statement {number}, and nobody knows whether it did its work: \
    {file}:{line}\n  {}", sql.replace('\n', "\n  ")
)]
pub struct InDoubt {
    /// The migration.
    pub id: Id,
    /// `up.sql` or `down.sql`.
    pub file: &'static str,
    /// The line of the statement.
    pub line: usize,
    /// Its number in the file, from 1.
    pub number: usize,
    /// The statement.
    pub sql: String,
}

/// `--resume-at` names a statement at which nothing can go on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoResume {
    /// No migration is half-done.
    #[error("no migration stopped half-way, so there is nothing to resume")]
    Nothing,
    /// The number is none of the two that make sense.
    #[error("migration {id} stopped at statement {next}, so it cannot go on at {wanted}")]
    Elsewhere {
        /// The migration.
        id: Id,
        /// The statement at which it stopped, from 1.
        next: usize,
        /// What was asked for.
        wanted: usize,
    },
    /// A transaction is never half-done.
    #[error("migration {id} stopped at a transaction, which runs whole or not at all")]
    Transaction {
        /// The migration.
        id: Id,
    },
}

impl NoResume {
    /// What to do about it.
    pub fn help(&self) -> String {
        match self {
            Self::Nothing => "leave --resume-at out".to_owned(),
            Self::Elsewhere { next, .. } => {
                format!("--resume-at {next} runs the statement again, --resume-at {} takes it as done", next + 1)
            }
            Self::Transaction { .. } => "leave --resume-at out, and correct the file or the data".to_owned(),
        }
    }
}

/// A statement of a migration failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("migration {id} failed: {file}:{line}: {refusal}\n  {sql}")]
pub struct Failure {
    /// The migration.
    pub id: Id,
    /// `up.sql` or `down.sql`.
    pub file: &'static str,
    /// The line of the statement.
    pub line: usize,
    /// What the server says.
    pub refusal: Refusal,
    /// The first line of the statement.
    pub sql: String,
    /// How many statements of the file stay done.
    pub kept: usize,
}

/// Why migrations do not run.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The files and the ledger contradict each other.
    #[error(transparent)]
    Diverged(#[from] Divergence),
    /// A half-done migration stands in the way.
    #[error(transparent)]
    Unfinished(#[from] Unfinished),
    /// A statement failed.
    #[error(transparent)]
    Failed(Box<Failure>),
    /// A statement may or may not have run.
    #[error(transparent)]
    InDoubt(#[from] InDoubt),
    /// Nothing can go on there.
    #[error(transparent)]
    NoResume(#[from] NoResume),
    /// The catalog cannot be read to see how a statement ended.
    #[error(transparent)]
    Introspect(#[from] introspect::Error),
    /// The ledger cannot be used.
    #[error(transparent)]
    Ledger(#[from] ledger::Error),
    /// The transaction around a migration failed.
    #[error("the database refuses: {0}")]
    Refused(#[from] Refusal),
    /// Objects that the migrations make are there already.
    #[error("the database is not empty: {} {} there already, and no migration made {}", objects.join(", "),
        if objects.len() == 1 { "is" } else { "are" }, if objects.len() == 1 { "it" } else { "them" })]
    NotEmpty {
        /// Kind and name of each.
        objects: Vec<String>,
    },
    /// Objects that the migrations change are not there.
    #[error("the migrations were made from another database: {} {} not there", objects.join(", "),
        if objects.len() == 1 { "is" } else { "are" })]
    NotMadeFrom {
        /// Kind and name of each.
        objects: Vec<String>,
    },
    /// A file begins or ends the transaction that it runs in, so the ledger could not tell what was kept.
    #[error("{}:{line}: the statement begins or ends the transaction that the migration runs in\n  {sql}", path.display())]
    Control {
        /// The file.
        path: PathBuf,
        /// The line of the statement.
        line: usize,
        /// The first line of the statement.
        sql: String,
    },
    /// Some of what a squashed migration replaces ran, and some did not.
    #[error(
        "migration {id} replaces others, and only some of them ran here; these did not: {}",
        missing.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    )]
    PartlySquashed {
        /// The migration.
        id: Id,
        /// What it replaces and did not run to its end.
        missing: Vec<Id>,
    },
    /// A step in Rust is not registered in this program.
    #[error("the step of migration {id} is not in this program")]
    Unregistered {
        /// The migration.
        id: Id,
    },
    /// A step in Rust failed.
    #[error("the step of migration {id} failed: {reason}")]
    Step {
        /// The migration.
        id: Id,
        /// What it says.
        reason: String,
    },
    /// A migration that was asked for does not wait to be run.
    #[error("no pending migration is called `{name}`")]
    NotPending {
        /// What was asked for.
        name: String,
        /// What is pending, oldest first.
        pending: Vec<Id>,
    },
    /// A migration that was asked for is not there.
    #[error("no applied migration is called `{name}`")]
    NotApplied {
        /// What was asked for.
        name: String,
        /// What is applied, oldest first.
        applied: Vec<Id>,
    },
}

impl Error {
    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Diverged(divergence) => Some(divergence.help()),
            Self::Unfinished(Unfinished::Applying { .. }) => Some("`run` finishes it; then revert".to_owned()),
            Self::Unfinished(Unfinished::Reverting { .. }) => Some("`revert` finishes it; then run".to_owned()),
            Self::Failed(failure) => Some(failure.help()),
            Self::InDoubt(InDoubt { number, .. }) => Some(format!(
                "look at the database: if the statement did nothing, --resume-at {number} runs it again; \
                if it did its work, --resume-at {} goes on after it",
                number + 1
            )),
            Self::NoResume(error) => Some(error.help()),
            Self::Introspect(_) => None,
            Self::Ledger(error) => error.help(),
            Self::Refused(_) => None,
            Self::Control { .. } => Some(
                "remove it: a file is one transaction, and lines `-- schema-diff: transaction` cut it into several"
                    .to_owned(),
            ),
            Self::NotEmpty { .. } => Some(
                "run on an empty database, drop these objects, or generate the migration against this database"
                    .to_owned(),
            ),
            Self::NotMadeFrom { .. } => Some(
                "`check` says what differs; make these objects again, or generate the migration against this database"
                    .to_owned(),
            ),
            Self::PartlySquashed { .. } => Some(
                "take the folder as it was before it was squashed from version control, `run` there, and come back"
                    .to_owned(),
            ),
            Self::Unregistered { id } => Some(format!(
                "register it in the binary with the entities: `schema_diff::cli::Main::new(SCHEMA).step(\"{id}\", step)`"
            )),
            Self::Step { .. } => {
                Some("correct the step or the data; what it did in its transaction is undone".to_owned())
            }
            Self::NotPending { pending, .. } => Some(match pending.as_slice() {
                [] => "every migration ran".to_owned(),
                several => {
                    format!("pending are {}", several.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
                }
            }),
            Self::NotApplied { applied, .. } => Some(those(applied)),
        }
    }
}

/// The newest few, because a ledger may be long.
fn those(applied: &[Id]) -> String {
    const SHOWN: usize = 5;
    let newest: Vec<String> = applied.iter().rev().take(SHOWN).map(ToString::to_string).collect();
    match applied.len() {
        0 => "no migration is applied to this database".to_owned(),
        count if count <= SHOWN => format!("applied are {}", newest.join(", ")),
        _ => format!("the last ones applied are {}; `show` lists all", newest.join(", ")),
    }
}

impl Failure {
    fn help(&self) -> String {
        let fix = match self.refusal.sqlstate.as_str() {
            "55P03" => "another session holds a lock on the table: try again when it is done".to_owned(),
            "57014" => "if it may take longer, raise statement_timeout at the head of the file".to_owned(),
            _ => extension::help(&self.sql, &self.refusal)
                .unwrap_or_else(|| "correct the migration or the data".to_owned()),
        };
        if self.refusal.is_lost() {
            return "the session ended; nothing is lost, and the same command goes on where it stopped".to_owned();
        }
        if self.kept == 0 {
            format!("{fix}; nothing of this migration was kept")
        } else {
            format!("{fix}; {} statements are done, and the same command goes on after them", self.kept)
        }
    }
}
