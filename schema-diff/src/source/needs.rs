//! What entities need of a server, asked before anything is built there.
//!
//! In: what is declared, and a server. Out: nothing, or the first need that is not met.
//! Never: changes anything.
//! Start at [`server`] and [`extensions`].

use entity_core::schema::{Catalog, Generated, Object, ObjectId};

use super::entities::Declared;
use super::scratch::{self, Scratch};
use crate::server::{Connection, Refusal};

/// The first version that has virtual generated columns.
const VIRTUAL_SINCE: u32 = 18;

/// A need that a server does not meet.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A virtual column on a server that has none.
    #[error(
        "column {column} is generated and virtual, which needs PostgreSQL {VIRTUAL_SINCE}; this is PostgreSQL {found}"
    )]
    Virtual {
        /// The column with its table.
        column: String,
        /// The version of the server.
        found: u32,
    },
    /// The database has an extension that is too old.
    #[error("the entities need the extension `{name}` in version {wanted} at least; the database has {found}")]
    Installed {
        /// The extension.
        name: String,
        /// The lowest version that serves.
        wanted: &'static str,
        /// The version of the database.
        found: String,
        /// The version that the server would make.
        available: String,
    },
    /// The server has a package that is too old.
    #[error("the entities need the extension `{name}` in version {wanted} at least; the server has {found}")]
    Available {
        /// The extension.
        name: String,
        /// The lowest version that serves.
        wanted: &'static str,
        /// The version that the server would make.
        found: String,
    },
    /// The server cannot be asked.
    #[error("the server does not say what it has: {0}")]
    Refused(#[from] Refusal),
    /// The scratch server cannot be asked.
    #[error(transparent)]
    Scratch(#[from] Box<scratch::Error>),
}

impl Error {
    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Virtual { .. } => {
                Some("have it stored, by `generated = \"…\"`, or move to that version of PostgreSQL".to_owned())
            }
            Self::Installed { name, wanted, available, .. } if is_older(available, wanted) => Some(upgrade(name)),
            Self::Installed { name, .. } => {
                Some(format!("`create` a migration with `ALTER EXTENSION {} UPDATE` and run it", quoted(name)))
            }
            Self::Available { name, .. } => Some(upgrade(name)),
            Self::Refused(_) => None,
            Self::Scratch(error) => error.help(),
        }
    }
}

fn quoted(name: &str) -> String {
    entity_core::schema::Ident::from(name).to_string()
}

fn upgrade(name: &str) -> String {
    format!(
        "upgrade the package that has `{name}` on the server, then `ALTER EXTENSION {} UPDATE` where it is installed",
        quoted(name)
    )
}

/// Sees that a server can make what is declared.
///
/// # Errors
/// [`Error::Virtual`] and [`Error::Available`] name what it cannot.
pub async fn server(scratch: &Scratch, declared: &Declared) -> Result<(), Error> {
    if let Some(column) = virtual_column(&declared.catalog) {
        let found = scratch.major().await.map_err(Box::new)?;
        if found < VIRTUAL_SINCE {
            return Err(Error::Virtual { column, found });
        }
    }
    let old = |one: &Version| one.old_package();
    versions(scratch.maintenance(), declared).await?.iter().find_map(old).map_or(Ok(()), Err)
}

/// Sees that the extensions of a database, and of its server where the database has none, are not too old. `updates`
/// says which of them are about to be updated.
///
/// # Errors
/// [`Error::Installed`] and [`Error::Available`] name the extension and both versions.
pub async fn extensions(
    connection: &Connection,
    declared: &Declared,
    updates: impl Fn(&str) -> bool,
) -> Result<(), Error> {
    let old = |one: &Version| match one.old_in_database() {
        Some(_) if updates(&one.name) => one.old_package(),
        Some(error) => Some(error),
        None if one.installed.is_none() => one.old_package(),
        None => None,
    };
    versions(connection, declared).await?.iter().find_map(old).map_or(Ok(()), Err)
}

fn virtual_column(catalog: &Catalog) -> Option<String> {
    catalog.objects.iter().find_map(|(id, object)| match (id, object) {
        (ObjectId::Column(table, name), Object::Column(column)) => {
            let is_virtual = matches!(column.generated, Some(Generated::Virtual(_)));
            is_virtual.then(|| format!("{}.{}", table.plain(), name.as_str()))
        }
        (_, _) => None,
    })
}

/// An extension of which a version is asked for, and the versions that are there.
struct Version {
    name: String,
    wanted: &'static str,
    available: String,
    installed: Option<String>,
}

impl Version {
    fn old_package(&self) -> Option<Error> {
        is_older(&self.available, self.wanted).then(|| Error::Available {
            name: self.name.clone(),
            wanted: self.wanted,
            found: self.available.clone(),
        })
    }

    fn old_in_database(&self) -> Option<Error> {
        let found = self.installed.as_ref().filter(|installed| is_older(installed, self.wanted))?;
        Some(Error::Installed {
            name: self.name.clone(),
            wanted: self.wanted,
            found: found.clone(),
            available: self.available.clone(),
        })
    }
}

/// An extension that the server lacks is missing here too: making it says so.
async fn versions(connection: &Connection, declared: &Declared) -> Result<Vec<Version>, Error> {
    let names: Vec<&str> = declared.versions.iter().map(|(name, _)| *name).collect();
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let rows = connection.query(include_str!("needs/versions.sql"), &[&names]).await.map_err(Refusal::from)?;
    let mut versions = Vec::new();
    for row in rows {
        let name: String = row.try_get("name").map_err(Refusal::from)?;
        let Some((_, wanted)) = declared.versions.iter().find(|(known, _)| *known == name) else { continue };
        let available = row.try_get("available").map_err(Refusal::from)?;
        let installed = row.try_get("installed").map_err(Refusal::from)?;
        versions.push(Version { name, wanted, available, installed });
    }
    Ok(versions)
}

/// Whether a version comes before another, number by number: `3.9` before `3.10`.
fn is_older(found: &str, wanted: &str) -> bool {
    let numbers = |version: &str| -> Vec<u64> {
        version.split(|letter: char| !letter.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect()
    };
    let (mut found, mut wanted) = (numbers(found), numbers(wanted));
    let length = found.len().max(wanted.len());
    found.resize(length, 0);
    wanted.resize(length, 0);
    found < wanted
}

#[cfg(test)]
mod tests {
    use super::is_older;

    #[test]
    fn versions_are_compared_number_by_number() {
        for (found, wanted, expected) in [
            ("3.3.2", "3.3", false),
            ("3.9", "3.10", true),
            ("1.6", "1.6", false),
            ("1.6", "1.6.0", false),
            ("2.5.9dev", "3", true),
            ("10", "9.4", false),
        ] {
            assert_eq!(is_older(found, wanted), expected, "{found} against {wanted}");
        }
    }
}
