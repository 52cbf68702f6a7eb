//! Everything that can go wrong, with its exit code.

use std::path::PathBuf;

use crate::compare::NoSuchName;
use crate::describe::Group;
use crate::rename::{Conflict, Suspect};
use crate::shell;
use crate::source::{entities, scratch};
use crate::{files, introspect, ledger, lint, plan, prove, runner, server, source};

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum Error {
    #[error(transparent)]
    Server(#[from] server::Error),
    #[error(transparent)]
    Source(#[from] source::Error),
    #[error(transparent)]
    Files(#[from] files::Error),
    #[error(transparent)]
    Ledger(#[from] ledger::Error),
    #[error(transparent)]
    Runner(#[from] runner::Error),
    #[error(transparent)]
    Prove(#[from] prove::Error),
    #[error(transparent)]
    Plan(#[from] plan::Error),
    #[error(transparent)]
    Rename(#[from] NoSuchName),
    #[error(transparent)]
    Conflict(#[from] Conflict),
    #[error("the folder {} does not exist", dir.display())]
    NoFolder { dir: PathBuf },
    #[error("the runtime does not start: {0}")]
    Runtime(std::io::Error),
    #[error("interrupted")]
    Interrupted,
    #[error("no database is named")]
    NoUrl,
    #[error("the scratch server is PostgreSQL {scratch}, the database PostgreSQL {database}; they spell differently")]
    OtherMajor { database: u32, scratch: u32 },
    #[error("{} not run yet: {}", if ids.len() == 1 { "a migration has" } else { "some migrations have" }, ids.join(", "))]
    NotRunYet { ids: Vec<String> },
    #[error("this version does not model: {}", names.join(", "))]
    Unmodelled { names: Vec<String> },
    #[error("this destroys data: {}", subjects.join(", "))]
    Loss { subjects: Vec<String> },
    #[error("no rule is called `{name}`")]
    NoSuchRule { name: String },
    #[error("{} is there already", path.display())]
    Exists { path: PathBuf },
    #[error("{} holds migrations already", dir.display())]
    NotFirst { dir: PathBuf },
    #[error("the database is not what the migrations up to {id} make{}", list(differences))]
    NotBaseline { id: String, differences: Vec<Group> },
    #[error("the start cannot be proved: {reason}")]
    Unproved { reason: String },
    #[error("squashing leaves out what the model does not know: {}", names.join(", "))]
    Unsquashable { names: Vec<String> },
    #[error("squashing leaves out statements that work on rows:{}", places.iter().map(|place| format!("\n  {place}")).collect::<String>())]
    RowStatements { places: Vec<String> },
    #[error("there is nothing to squash: {reason}")]
    NothingToSquash { reason: String },
    #[error("cannot read {}: {cause}", path.display())]
    Unreadable { path: PathBuf, cause: std::io::Error },
    #[error("the query gives no URLs: {reason}")]
    NoUrls { reason: String },
    #[error("{failed} of {of} databases failed")]
    Tenants { failed: usize, of: usize },
    #[error("denied: {}", rules.join(", "))]
    Denied { rules: Vec<&'static str> },
    #[error("{}", suspects.iter().map(question).collect::<Vec<_>>().join("\n"))]
    Undecided { suspects: Vec<Suspect> },
}

impl Error {
    /// 3 where a human decision is missing, else 1.
    pub(super) fn exit_code(&self) -> u8 {
        if self.is_undecided() { 3 } else { 1 }
    }

    /// What to do about it.
    pub(super) fn help(&self) -> Option<String> {
        match self {
            Self::Server(error) => error.help(),
            Self::Source(error) => error.help(),
            Self::Files(error) => error.help(),
            Self::Ledger(error) => error.help(),
            Self::Runner(error) => error.help(),
            Self::Prove(error) => error.help(),
            Self::Rename(error) => Some(error.help()),
            Self::Conflict(conflict) => Some(conflict.help()),
            Self::NoFolder { .. } => {
                Some("look whether --dir is right; `generate` and `create` make the folder".to_owned())
            }
            Self::Plan(_) => Some("this is a defect of schema-diff, please report it".to_owned()),
            Self::Runtime(_) | Self::Interrupted => None,
            Self::NoUrl => {
                Some("set DATABASE_URL, or write --url postgres://user:password@host:5432/database".to_owned())
            }
            Self::OtherMajor { database, .. } => Some(format!(
                "name a PostgreSQL {database} in --scratch-url, or leave it out to use the server of --url"
            )),
            Self::NotRunYet { .. } => Some("`run` first, then generate again".to_owned()),
            Self::Unmodelled { .. } => Some("without --strict they are named and left alone".to_owned()),
            Self::Loss { subjects } => Some(format!("if that is meant, add {}", accept(subjects))),
            Self::NoSuchRule { .. } => Some(format!("the rules are {}", lint::rules().collect::<Vec<_>>().join(", "))),
            Self::Exists { .. } => Some("name an empty folder; what is there may have been changed by hand".to_owned()),
            Self::NotFirst { .. } => {
                Some("`baseline --mark ID` records the migrations up to ID as applied without writing one".to_owned())
            }
            Self::NotBaseline { .. } => {
                Some("bring them together, or record it nevertheless by `run --fake ID`".to_owned())
            }
            Self::Unproved { .. } => None,
            Self::Unsquashable { .. } => Some("squash by hand, or only `--through` an earlier migration".to_owned()),
            Self::RowStatements { .. } => {
                Some("if new databases need none of them, add --accept-loss rows; else squash by hand".to_owned())
            }
            Self::NothingToSquash { .. } => None,
            Self::Unreadable { .. } => Some(
                "--urls-from wants a file with a URL a line, or a query that begins with SELECT or WITH".to_owned(),
            ),
            Self::NoUrls { .. } => Some("its first column must be text, a URL a row".to_owned()),
            Self::Tenants { .. } => {
                Some("the others are done; the same command goes on with those that failed".to_owned())
            }
            Self::Denied { .. } => Some(
                "change the statements, or write `-- schema-diff: allow RULE REASON` above those that are meant".into(),
            ),
            Self::Undecided { suspects } => Some(suspects.iter().map(answer).collect::<Vec<_>>().join("\n      ")),
        }
    }

    fn is_undecided(&self) -> bool {
        matches!(self, Self::Loss { .. } | Self::Undecided { .. } | Self::RowStatements { .. })
    }
}

fn list(differences: &[Group]) -> String {
    let lines = differences.iter().flat_map(|group| group.lines.iter().map(move |line| (group, line)));
    lines.map(|(group, line)| format!("\n  {}  {line}", group.subject)).collect()
}

fn accept(subjects: &[String]) -> String {
    let options = subjects.iter().map(|subject| format!("--accept-loss {}", shell::word(subject)));
    options.collect::<Vec<_>>().join(" ")
}

fn question(suspect: &Suspect) -> String {
    let (from, to) = (super::json::subject(&suspect.from), super::json::subject(&suspect.to));
    format!("{from} goes and {to} comes: is that a rename?")
}

fn answer(suspect: &Suspect) -> String {
    let subject = super::json::subject(&suspect.from);
    let from = shell::word(&subject);
    let Suspect { attribute, option, .. } = suspect;
    format!("if it is, add `{attribute}` to the entity, or `{option}`; if not, add `--accept-loss {from}`")
}

impl From<scratch::Error> for Error {
    fn from(error: scratch::Error) -> Self {
        Self::Source(error.into())
    }
}

impl From<entities::Error> for Error {
    fn from(error: entities::Error) -> Self {
        Self::Source(error.into())
    }
}

impl From<introspect::Error> for Error {
    fn from(error: introspect::Error) -> Self {
        Self::Source(error.into())
    }
}
