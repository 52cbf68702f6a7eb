//! The doors that yield a catalog.
//!
//! In: a [`Source`]. Out: its [`Catalog`], every text of it spelled by a server.
//! Never: compares, changes anything but scratch databases of its own.
//! Start at [`Source::parse`] and [`Source::catalog`].

mod declared;
pub mod entities;
pub mod live;
pub mod needs;
mod reach;
pub mod replay;
pub mod scratch;
pub mod script;

use std::path::PathBuf;

use entity_core::schema::{Catalog, Ident, ObjectId};

use crate::files::{self, Script};
use crate::plan::{self, Transaction};
use crate::server::{self, Target};
pub use declared::{Shown, ViewMismatch};
use entities::Declared;
use scratch::Scratch;

/// Where a catalog comes from.
#[derive(Clone, Debug)]
pub enum Source {
    /// The entities of this program.
    Entities,
    /// A database as it is.
    Live(Target),
    /// A file of statements.
    Script(PathBuf),
    /// A folder of migrations, all of them run.
    Replay(PathBuf),
}

/// Why a source gives no catalog.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The text names no source.
    #[error("`{text}` is no source")]
    Unknown {
        /// What was written.
        text: String,
    },
    /// A folder without migrations, which is more often a wrong path than a wish for nothing.
    #[error("{} holds no migrations", path.display())]
    NoMigrations {
        /// The folder.
        path: PathBuf,
    },
    /// `entities` in a program without entities.
    #[error("this program has no entities")]
    NoEntities,
    /// The server lacks what the entities need.
    #[error(transparent)]
    Needs(#[from] needs::Error),
    /// The entities contradict each other.
    #[error(transparent)]
    Entities(#[from] entities::Error),
    /// A policy or a grant for a role that the server does not have.
    #[error("{object} is for the role {role}, which the server does not have")]
    NoRole {
        /// The role.
        role: Ident,
        /// What speaks of it.
        object: ObjectId,
    },
    /// A view that does not show what its entity says.
    #[error("{0}")]
    View(ViewMismatch),
    /// No connection.
    #[error(transparent)]
    Server(#[from] server::Error),
    /// No scratch database.
    #[error(transparent)]
    Scratch(#[from] scratch::Error),
    /// A statement of a file failed.
    #[error(transparent)]
    Script(#[from] script::Error),
    /// A migrations folder cannot be read.
    #[error(transparent)]
    Files(#[from] crate::files::Error),
    /// The catalog cannot be read.
    #[error(transparent)]
    Introspect(#[from] crate::introspect::Error),
    /// A catalog cannot be written as statements.
    #[error(transparent)]
    Plan(#[from] plan::Error),
}

impl Error {
    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Unknown { .. } => {
                Some("expected postgres://…, a .sql file, a folder of migrations, or `entities`".to_owned())
            }
            Self::NoMigrations { .. } => {
                Some("name the folder that holds them; an empty .sql file stands for nothing at all".to_owned())
            }
            Self::NoEntities => {
                Some("use the binary of the crate that declares them, or name another source".to_owned())
            }
            Self::Needs(error) => error.help(),
            Self::Entities(error) => Some(error.help()),
            Self::NoRole { role, .. } => Some(format!(
                "make it, `CREATE ROLE {role} NOLOGIN`, or correct the name in `to(…)`; roles belong to the whole server, \
                 so no migration makes them, and each server needs its own"
            )),
            Self::View(ViewMismatch { entity, .. }) => Some(format!(
                "the fields of {entity} are the columns of its query, in their order, with their names and types: change the \
                 one or the other, or cast in the query"
            )),
            Self::Server(error) => error.help(),
            Self::Scratch(error) => error.help(),
            Self::Script(error) => error.help(),
            Self::Files(error) => error.help(),
            Self::Introspect(error) => error.help(),
            Self::Plan(_) => None,
        }
    }
}

/// What may be shown of a text that is no source: a mistyped URL still holds its password.
fn shown(text: &str) -> String {
    let names_password = text.split_whitespace().collect::<String>().to_ascii_lowercase().contains("password=");
    match text.split_once("://") {
        Some((scheme, _)) if scheme.chars().all(|letter| letter.is_ascii_alphanumeric()) => format!("{scheme}://…"),
        None if !names_password && !text.contains('@') => text.to_owned(),
        Some(_) | None => "…".to_owned(),
    }
}

impl Source {
    /// Reads what a user wrote after `--from` or `--to`.
    ///
    /// # Errors
    /// [`Error::Unknown`] for a text that is none, [`Error::NoMigrations`] for a folder without, [`Error::Server`] for a bad URL.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let path = PathBuf::from(text);
        if text == "entities" {
            Ok(Self::Entities)
        } else if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            Ok(Self::Live(Target::parse(text)?))
        } else if path.is_dir() {
            if files::read(&path)?.is_empty() { Err(Error::NoMigrations { path }) } else { Ok(Self::Replay(path)) }
        } else if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("sql")) {
            Ok(Self::Script(path))
        } else {
            Err(Error::Unknown { text: shown(text) })
        }
    }

    /// Reads the catalog. Files and entities are built in a scratch database first.
    ///
    /// # Errors
    /// What stands in the way, with file and line where there is one.
    pub async fn catalog(&self, scratch: &Scratch, declared: Option<&Declared>) -> Result<Catalog, Error> {
        match self {
            Self::Entities => declared::catalog(scratch, declared.ok_or(Error::NoEntities)?).await,
            Self::Live(target) => live::catalog(target).await,
            Self::Script(path) => script::catalog(scratch, path).await,
            Self::Replay(dir) => replay::catalog(scratch, dir).await,
        }
    }
}

/// Builds a catalog in a scratch database and reads it back, so that the server has spelled it.
///
/// # Errors
/// The statement that the server refuses.
pub async fn spelled(scratch: &Scratch, catalog: &Catalog) -> Result<Catalog, Error> {
    let plan = plan::plan(&Catalog::default(), catalog)?;
    let extensions = scratch::extensions(catalog);
    if plan.steps.iter().all(|step| step.transaction == Transaction::Shared) {
        let script = Script::from_steps(&plan.steps).in_one_piece();
        let drafted = scratch.rolled_back(extensions.clone(), async |database| {
            script::run(database, script::PLANNED, &script).await?;
            Ok::<_, Error>(database.catalog_within().await?)
        });
        if let Some(spelled) = drafted.await? {
            return Ok(spelled);
        }
    }
    scratch
        .with(extensions, async |database| {
            script::run_steps(database, &plan.steps).await?;
            Ok(database.catalog().await?)
        })
        .await
}

/// Builds a catalog in an empty scratch database.
///
/// # Errors
/// The statement that the server refuses.
pub async fn build(database: &scratch::Database, catalog: &Catalog) -> Result<(), Error> {
    let plan = plan::plan(&Catalog::default(), catalog)?;
    Ok(script::run_steps(database, &plan.steps).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_source_keeps_its_password() {
        for (text, expected) in [
            ("postgers://ann:s3cret@host/shop", "`postgers://…` is no source"),
            ("host=h password = s3cret", "`…` is no source"),
            ("ann:s3cret@host/shop", "`…` is no source"),
            ("ann:s3cret@host://shop", "`…` is no source"),
            ("nowhere", "`nowhere` is no source"),
        ] {
            assert_eq!(Source::parse(text).expect_err("no source").to_string(), expected);
        }
    }
}
