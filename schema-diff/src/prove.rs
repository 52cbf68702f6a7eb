//! Shows on a scratch database that a migration does what it says.
//!
//! In: the start, the target, and both files; or a whole folder. Out: [`Proof::Done`]: up leaves no difference, down
//! restores, and up works again; for a folder also what became of rows, and what `pg_dump` says.
//! Never: touches a database of the user, writes a file.
//! Start at [`prove`] and [`history()`].

mod history;
mod rows;
mod seeds;
mod table;
mod witness;

use entity_core::schema::Catalog;

use crate::compare::{is_same, with_owners_as};
use crate::describe::{Group, groups};
use crate::files::{Id, Script};
use crate::source::scratch::{self, Database, Scratch};
use crate::source::{self, script};

pub use history::{Testimony, Verified, history};

/// What was shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proof {
    /// Everything.
    Done,
    /// Nothing: the start cannot be copied, for this reason.
    Impossible(String),
}

/// What is proved.
#[derive(Clone, Copy, Debug)]
pub struct Claim<'a> {
    /// The start.
    pub current: &'a Catalog,
    /// The target.
    pub to: &'a Catalog,
    /// `up.sql`.
    pub up: &'a Script,
    /// `down.sql`.
    pub down: &'a Script,
}

/// Why a proof fails. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file leaves differences behind.
    #[error("the proof failed: {file} leaves differences on the scratch database{}", list(.differences))]
    Differs {
        /// `up.sql`, `down.sql` or `up.sql after down.sql`.
        file: &'static str,
        /// What differs, from what is there to what should be.
        differences: Vec<Group>,
    },
    /// Rows are gone or others, and nothing said so.
    #[error("the proof failed: {}", fate(lost, changed))]
    Rows {
        /// Tables and columns whose values are gone.
        lost: Vec<String>,
        /// Tables whose rows are others.
        changed: Vec<String>,
    },
    /// The catalog is right, and `pg_dump` says otherwise.
    #[error("the proof failed: pg_dump finds differences after {file}")]
    Witness {
        /// `down.sql` or `up.sql after down.sql`.
        file: &'static str,
    },
    /// One of several migrations.
    #[error("migration {id}: {cause}")]
    Migration {
        /// Which.
        id: Id,
        /// Why.
        cause: Box<Error>,
    },
    /// A file does not run, or the scratch database cannot be had.
    #[error("the proof failed: {0}")]
    Source(#[from] source::Error),
}

impl From<scratch::Error> for Error {
    fn from(error: scratch::Error) -> Self {
        Self::Source(error.into())
    }
}

impl Error {
    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Differs { .. } => {
                Some("nothing was written; this is a defect of schema-diff, please report it".to_owned())
            }
            Self::Rows { .. } => Some(
                "name the losses by lines `-- schema-diff: loses NAME` at the head of up.sql, if they are meant"
                    .to_owned(),
            ),
            Self::Witness { .. } => {
                Some("down.sql forgets something that schema-diff does not model; add it by hand".to_owned())
            }
            Self::Migration { cause, .. } => match &**cause {
                Self::Differs { file, .. } => Some(format!("correct {file}, so that the way back is complete")),
                other => other.help(),
            },
            Self::Source(error) => error.help(),
        }
    }
}

fn fate(lost: &[String], changed: &[String]) -> String {
    let part = |what: &str, names: &[String]| (!names.is_empty()).then(|| format!("{what} {}", names.join(", ")));
    let parts = [part("it destroys the rows of", lost), part("it changes the rows of", changed)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", and ")
}

fn list(differences: &[Group]) -> String {
    let lines = differences
        .iter()
        .flat_map(|group| group.lines.iter().map(move |line| format!("\n  {}  {line}", group.subject)));
    lines.collect()
}

/// Runs up, down and up on a copy of the start and compares after each.
///
/// # Errors
/// [`Error::Differs`] lists what is wrong, [`Error::Source`] names the statement that fails.
pub async fn prove(scratch: &Scratch, claim: &Claim<'_>) -> Result<Proof, Error> {
    scratch
        .with(scratch::extensions(claim.current), async |database| {
            match source::build(database, claim.current).await {
                Ok(()) => {}
                Err(source::Error::Script(error)) if !claim.current.unmodelled.is_empty() => {
                    return Ok(Proof::Impossible(error.to_string()));
                }
                Err(error) => return Err(error.into()),
            }
            let before = with_owners_as(read(database).await?, claim.current);
            let after = check(scratch, database, ("up.sql", claim.up), claim.to).await?;
            check(scratch, database, ("down.sql", claim.down), &before).await?;
            check(scratch, database, ("up.sql after down.sql", claim.up), &after).await?;
            Ok(Proof::Done)
        })
        .await
}

/// Runs a file and compares what is there with what should be.
async fn check(
    scratch: &Scratch,
    database: &mut Database,
    (file, script): (&'static str, &Script),
    expected: &Catalog,
) -> Result<Catalog, Error> {
    script::run(database, file, script).await.map_err(source::Error::from)?;
    let found = with_owners_as(read(database).await?, expected);
    if is_same(scratch, &found, expected).await? {
        Ok(found)
    } else {
        Err(Error::Differs { file, differences: groups(&found, expected, &[]) })
    }
}

async fn read(database: &mut Database) -> Result<Catalog, Error> {
    Ok(database.catalog().await.map_err(source::Error::from)?)
}
