//! Statements of a file, run in a scratch database.
//!
//! In: a `.sql` file, also a dump of `pg_dump`. Out: the catalog that it makes.
//! Never: runs anything outside a scratch database.
//! Start at [`catalog`]; [`run`] and [`run_steps`] serve the other rooms.

use std::path::{Path, PathBuf};

use entity_core::schema::Catalog;
use tokio_postgres::error::SqlState;

use super::reach;
use super::scratch::{Database, Scratch};
use crate::files::{self, Item, Misread, Script, Segment, Statement, Via, split};
use crate::plan::Step;
use crate::server::extension::{self, requested};
use crate::server::{Refusal, execute};

/// What errors call the file of planned steps.
pub(super) const PLANNED: &str = "planned statement";

/// Why a file gives no catalog.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be read.
    #[error("cannot read {path}: {cause}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: std::io::Error,
    },
    /// The server refuses a statement.
    #[error("{origin}:{line}: {refusal}\n  {sql}")]
    Refused {
        /// The file, or what else the statement comes from.
        origin: String,
        /// The line of its first word.
        line: usize,
        /// What the server says.
        refusal: Refusal,
        /// The first line of the statement.
        sql: String,
    },
    /// A statement would change more than the scratch database.
    #[error("{origin}:{line}: {what} reaches outside the database\n  {sql}")]
    Outside {
        /// The file.
        origin: String,
        /// The line of its first word.
        line: usize,
        /// What it begins with, such as `DROP DATABASE`.
        what: String,
        /// The first line of the statement.
        sql: String,
    },
    /// The session broke between statements.
    #[error("the scratch database is gone: {0}")]
    Lost(#[from] Refusal),
}

impl Error {
    /// What the server says about the statement, where it refused one.
    pub(super) fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused { refusal, .. } => Some(refusal),
            Self::Io { .. } | Self::Outside { .. } | Self::Lost(_) => None,
        }
    }

    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Io { .. } | Self::Lost(_) => None,
            Self::Refused { refusal, sql, .. } => extension::help(sql, refusal),
            Self::Outside { .. } => Some(
                "files run in a scratch database of the same server, so this would change the server: \
                 run it by hand, and keep it out of migrations and schema files"
                    .to_owned(),
            ),
        }
    }
}

/// Runs a file in a scratch database and reads it back.
///
/// # Errors
/// [`Error::Refused`] with the file and line of the statement.
pub async fn catalog(scratch: &Scratch, path: &Path) -> Result<Catalog, super::Error> {
    let text = std::fs::read_to_string(path).map_err(|cause| Error::Io { path: path.to_owned(), cause })?;
    let statements = statements(path, &text)?;
    let script = Script { segments: vec![Segment { via: Via::Single, statements }], ..Script::default() };
    let requested: Vec<&Statement> = script.statements().collect();
    scratch
        .with(extensions(&requested), async |database| {
            run(database, &path.display().to_string(), &script).await?;
            Ok(database.catalog().await?)
        })
        .await
}

/// The statements of a file that has no cuts.
///
/// # Errors
/// [`files::Error`] names the line that only psql understands.
pub(super) fn statements(path: &Path, text: &str) -> Result<Vec<Statement>, files::Error> {
    let mut statements = Vec::new();
    for item in split(text) {
        match item {
            Item::Statement(statement) => statements.push(statement),
            Item::Directive { .. } => {}
            Item::Stray { text, line } => return Err(files::Error::misread(path.to_owned(), Misread { text, line })),
        }
    }
    Ok(statements)
}

/// The extensions that statements create where a template can have them, in order.
pub fn extensions(statements: &[&Statement]) -> Vec<String> {
    let requests = statements.iter().filter_map(|statement| requested(&statement.sql));
    requests.filter(|request| request.is_plain).map(|request| request.name).collect()
}

/// Runs a script in a scratch database. An extension that its template brought is not created again.
///
/// # Errors
/// [`Error::Refused`] with the line of the statement. [`Error::Outside`] before anything runs.
pub async fn run(database: &Database, origin: &str, script: &Script) -> Result<(), Error> {
    script.statements().try_for_each(|statement| stays_inside(origin, statement))?;
    for segment in &script.segments {
        let in_transaction = segment.via == Via::Transaction;
        if in_transaction {
            database.batch_execute("BEGIN").await.map_err(Refusal::from)?;
        }
        for statement in &segment.statements {
            single(database, origin, statement, Missing::Role).await?;
        }
        if in_transaction {
            database.batch_execute("COMMIT").await.map_err(Refusal::from)?;
        }
    }
    Ok(database.settle().await?)
}

/// Runs planned steps in a scratch database.
///
/// # Errors
/// [`Error::Refused`] with the number of the step as its line.
pub async fn run_steps(database: &Database, steps: &[Step]) -> Result<(), Error> {
    run(database, PLANNED, &Script::from_steps(steps)).await
}

/// Refuses what would change the server.
///
/// # Errors
/// [`Error::Outside`].
pub(super) fn stays_inside(origin: &str, statement: &Statement) -> Result<(), Error> {
    match reach::outside(&statement.sql) {
        None => Ok(()),
        Some(what) => Err(Error::Outside {
            origin: origin.to_owned(),
            line: statement.line,
            what,
            sql: first_line(&statement.sql),
        }),
    }
}

fn first_line(sql: &str) -> String {
    sql.lines().next().unwrap_or_default().to_owned()
}

/// Runs one statement, unless a template has done it already.
///
/// # Errors
/// [`Error::Refused`] with its line.
pub(super) async fn single(
    database: &Database,
    origin: &str,
    statement: &Statement,
    for_want: Missing,
) -> Result<(), Error> {
    if reach::is_grant_of_server(&statement.sql) || is_there(database, statement).await? {
        return Ok(());
    }
    one(database, origin, statement, for_want).await
}

/// What a grant may lack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Missing {
    /// What is still to come: it waits.
    All,
    /// The role, which a scratch server need not have: it is left out.
    Role,
}

async fn one(database: &Database, origin: &str, statement: &Statement, for_want: Missing) -> Result<(), Error> {
    match execute(database, statement).await {
        Err(refusal) if !is_beside_the_point(&statement.sql, &refusal, for_want) => Err(Error::Refused {
            origin: origin.to_owned(),
            line: statement.line_of(refusal.position),
            refusal,
            sql: first_line(&statement.sql),
        }),
        Ok(()) | Err(_) => Ok(()),
    }
}

async fn is_there(database: &Database, statement: &Statement) -> Result<bool, Refusal> {
    match requested(&statement.sql) {
        Some(request) if request.is_plain => database.has_extension(&request.name).await,
        Some(_) | None => Ok(false),
    }
}

/// Whether a statement is about what is made after it, so that it must not run before something else.
pub(super) fn is_about_later(statement: &Statement) -> bool {
    let words: Vec<String> = statement.sql.split_whitespace().take(3).map(str::to_ascii_lowercase).collect();
    words == ["alter", "default", "privileges"] || words.starts_with(&["create".into(), "event".into()])
}

/// Dumps name owners and grantees that a scratch server need not have, and create `public`, which is there.
fn is_beside_the_point(sql: &str, refusal: &Refusal, for_want: Missing) -> bool {
    let words: Vec<String> = sql.split_whitespace().map(str::to_ascii_lowercase).collect();
    let first = words.first().map(String::as_str);
    let grants = matches!(first, Some("grant" | "revoke"))
        || (first == Some("alter") && words.windows(2).any(|two| two == ["owner", "to"]))
        || words.starts_with(&["alter".into(), "default".into(), "privileges".into()]);
    let creates_public = words == ["create", "schema", "public"];
    (grants && for_want == Missing::Role && refusal.is(&SqlState::UNDEFINED_OBJECT))
        || (creates_public && refusal.is(&SqlState::DUPLICATE_SCHEMA))
}
