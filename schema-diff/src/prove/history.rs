//! Every migration of a folder up, down and up on one scratch database, with rows in its tables.

use std::collections::BTreeSet;

use entity_core::schema::Catalog;
use tokio_postgres::Client;

use super::rows::{Fate, Rows};
use super::witness::Witness;
use super::{Error, check, read, seeds};
use crate::files::{Id, Migration, Script, Statement};
use crate::server::{Refusal, Target};
use crate::source::scratch::{Database, Scratch};
use crate::source::{self, script};

/// What was shown of one migration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The migration.
    pub id: Id,
    /// How many tables had rows before it.
    pub tables: usize,
    /// How many rows these were.
    pub rows: usize,
    /// Tables that it writes again.
    pub rewritten: Vec<String>,
    /// What a reader should know: rows that it changes, losses that nobody named, rows that do not fit.
    pub notes: Vec<String>,
    /// Whether down was shown too. Not where `down.sql` has no statements.
    pub comes_back: bool,
    /// What `pg_dump` says.
    pub witness: Testimony,
}

/// What `pg_dump` says about down and the second up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Testimony {
    /// The dumps are equal.
    Agrees,
    /// There is no `pg_dump` of this major, or it does not answer.
    Skipped(u32),
}

/// Verifies all migrations, oldest first. `shown` hears of each.
///
/// # Errors
/// [`Error::Migration`] names the first one that does not do what it says.
pub async fn history(
    scratch: &Scratch,
    migrations: &[Migration],
    mut shown: impl FnMut(&Verified),
) -> Result<Vec<Verified>, Error> {
    let statements: Vec<&Statement> = migrations.iter().flat_map(|migration| migration.up.statements()).collect();
    let extensions = script::extensions(&statements);
    // Rows may not fit a migration that is right: a check that narrows, a key over what was free. It is shown without.
    let mut without_rows = BTreeSet::new();
    let mut told = 0;
    loop {
        let walk = Walk { scratch, migrations, without_rows: &without_rows };
        let ended = scratch
            .with(extensions.clone(), async |database: &mut Database| {
                Ok::<_, Error>(walk.all(database, &mut told, &mut shown).await)
            })
            .await?;
        match ended {
            Ok(all) => return Ok(all),
            Err(Stop::RowsDoNotFit(number)) => {
                without_rows.insert(number);
            }
            Err(Stop::Failed(error)) => return Err(*error),
        }
    }
}

/// Why a walk ends early.
enum Stop {
    /// The rows stand in the way of this migration.
    RowsDoNotFit(usize),
    Failed(Box<Error>),
}

/// One pass over all migrations.
struct Walk<'a> {
    scratch: &'a Scratch,
    migrations: &'a [Migration],
    without_rows: &'a BTreeSet<usize>,
}

impl Walk<'_> {
    async fn all(
        &self,
        database: &mut Database,
        told: &mut usize,
        shown: &mut impl FnMut(&Verified),
    ) -> Result<Vec<Verified>, Stop> {
        let mut all = Vec::new();
        for (number, migration) in self.migrations.iter().enumerate() {
            let has_rows = !self.without_rows.contains(&number);
            let named = |error: Error| Error::Migration { id: migration.id.clone(), cause: Box::new(error) };
            let verified = match self.one(database, migration, has_rows).await {
                Err(error) if has_rows && is_about_rows(&error) => return Err(Stop::RowsDoNotFit(number)),
                other => other.map_err(|error| Stop::Failed(Box::new(named(error))))?,
            };
            if number >= *told {
                shown(&verified);
                *told = number + 1;
            }
            all.push(verified);
        }
        Ok(all)
    }

    async fn one(&self, database: &mut Database, migration: &Migration, has_rows: bool) -> Result<Verified, Error> {
        let mut notes = Vec::new();
        if has_rows {
            seeds::fill(&***database).await.map_err(lost)?;
        } else {
            empty(database).await?;
            notes.push("its statements refuse the rows that were made up for it; shown on empty tables".to_owned());
        }
        let witness = Witness::find(&***database).await.map_err(lost)?;
        let dump = |target: &Target| witness.as_ref().ok().and_then(|witness| witness.testimony(target));
        let (before, rows) = (read(database).await?, Rows::read(&***database).await.map_err(lost)?);
        let dump_before = dump(database.target());
        let after = up(database, &migration.up).await?;
        let dump_after = dump(database.target());
        let fate = rows.fate(&Rows::read(&***database).await.map_err(lost)?);
        judge(migration, &fate, &mut notes)?;
        let comes_back = migration.down.statements().any(|statement| !statement.sets_session());
        let mut testimony = Testimony::Skipped(witness.as_ref().err().copied().unwrap_or_default());
        if comes_back {
            check(self.scratch, database, ("down.sql", &migration.down), &before).await?;
            let dump_down = dump(database.target());
            check(self.scratch, database, ("up.sql after down.sql", &migration.up), &after).await?;
            let dump_again = dump(database.target());
            if let Ok(witness) = &witness {
                let down = self.agree(witness, "down.sql", dump_before, dump_down).await?;
                let again = self.agree(witness, "up.sql after down.sql", dump_after, dump_again).await?;
                testimony = if down && again { Testimony::Agrees } else { testimony };
            }
        } else if !self.is_same(&before, &after).await? {
            notes.push("down.sql has no statements, so it cannot be taken back".to_owned());
        }
        Ok(Verified {
            id: migration.id.clone(),
            tables: rows.filled(),
            rows: rows.count(),
            rewritten: fate.rewritten,
            notes,
            comes_back,
            witness: testimony,
        })
    }

    async fn is_same(&self, one: &Catalog, other: &Catalog) -> Result<bool, Error> {
        Ok(crate::compare::is_same(self.scratch, one, other).await?)
    }

    /// False where one of the dumps is missing.
    async fn agree(
        &self,
        witness: &Witness,
        file: &'static str,
        expected: Option<String>,
        found: Option<String>,
    ) -> Result<bool, Error> {
        let (Some(expected), Some(found)) = (expected, found) else { return Ok(false) };
        if witness.agrees(self.scratch, &expected, &found).await? { Ok(true) } else { Err(Error::Witness { file }) }
    }
}

async fn up(database: &mut Database, up: &Script) -> Result<Catalog, Error> {
    script::run(database, "up.sql", up).await.map_err(source::Error::from)?;
    read(database).await
}

/// Empties every table, and leaves those alone that are empty.
async fn empty(client: &Client) -> Result<(), Error> {
    let tables = super::table::tables(client).await.map_err(lost)?;
    for table in tables.values() {
        let sql = format!("TRUNCATE {} CASCADE", table.name);
        client.batch_execute(&sql).await.map_err(|error| lost(error.into()))?;
    }
    Ok(())
}

fn lost(refusal: Refusal) -> Error {
    Error::Source(source::Error::Script(refusal.into()))
}

/// Values that do not fit (class 22) and broken constraints (class 23).
fn is_about_rows(error: &Error) -> bool {
    match error {
        Error::Source(source::Error::Script(script::Error::Refused { refusal, .. })) => {
            refusal.sqlstate.starts_with("22") || refusal.sqlstate.starts_with("23")
        }
        Error::Source(_)
        | Error::Differs { .. }
        | Error::Rows { .. }
        | Error::Witness { .. }
        | Error::Migration { .. } => false,
    }
}

/// What a plan did not say is a defect; what a person's statements do is a note.
fn judge(migration: &Migration, fate: &Fate, notes: &mut Vec<String>) -> Result<(), Error> {
    let is_named =
        |name: &String| migration.up.loses.iter().any(|loss| loss == name || name.starts_with(&format!("{loss}.")));
    let unnamed: Vec<String> = fate.lost.iter().filter(|name| !is_named(name)).cloned().collect();
    let is_ours = migration.manifest.is_some() && !writes_rows(&migration.up);
    if is_ours && !(unnamed.is_empty() && fate.changed.is_empty()) {
        return Err(Error::Rows { lost: unnamed, changed: fate.changed.clone() });
    }
    if !unnamed.is_empty() {
        notes.push(format!("rows are lost without a line `-- schema-diff: loses …`: {}", unnamed.join(", ")));
    }
    if !fate.changed.is_empty() {
        notes.push(format!("its statements change rows of {}", fate.changed.join(", ")));
    }
    Ok(())
}

/// Whether statements that are not about the schema are among them.
fn writes_rows(script: &Script) -> bool {
    let first =
        |statement: &Statement| statement.sql.split_whitespace().next().unwrap_or_default().to_ascii_lowercase();
    let words = ["insert", "update", "delete", "merge", "truncate", "copy", "with", "select", "call"];
    script.statements().any(|statement| words.contains(&first(statement).as_str()))
}
