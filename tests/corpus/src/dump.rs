//! `pg_dump` as the second opinion on a state.

use std::fmt::Write as _;

use harness::{Columns, Database, has_witness, normal, script};

use crate::{Failure, load};

/// What `pg_dump` says of a database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dump {
    /// As it can be loaded.
    script: String,
    /// With columns in any order.
    sorted: String,
}

impl Dump {
    /// Asks `pg_dump`. `None` where there is none that knows the server's major.
    pub async fn of(database: &Database) -> Option<Self> {
        if has_witness().await { Some(Self::taken(database)) } else { None }
    }

    fn taken(database: &Database) -> Self {
        let script = script(&database.url());
        Self { sorted: normal(&script, Columns::Sorted), script }
    }

    /// Texts that differ, though they are as many, are loaded and dumped once more: some change when they are loaded for the first time.
    ///
    /// # Errors
    /// The lines that differ.
    pub async fn is_like(&self, expected: &Self) -> Result<(), Failure> {
        if self.sorted == expected.sorted {
            return Ok(());
        }
        if harness::entries(&self.script) != harness::entries(&expected.script) {
            return Err(differ(&self.sorted, &expected.sorted).into());
        }
        let (found, wanted) = (self.loaded().await?, expected.loaded().await?);
        let (found, wanted) = (Self::taken(&found).sorted, Self::taken(&wanted).sorted);
        if found == wanted { Ok(()) } else { Err(differ(&found, &wanted).into()) }
    }

    /// A database that is made of it.
    ///
    /// # Errors
    /// The line that the server refuses.
    pub async fn loaded(&self) -> Result<Database, Failure> {
        let database = Database::empty().await;
        let loaded = load::run(&database, &self.script).await;
        loaded.map_err(|error| format!("the dump does not load: {error}"))?;
        Ok(database)
    }
}

/// The lines that one of two dumps has more often than the other.
pub(crate) fn differ(found: &str, expected: &str) -> String {
    format!("pg_dump differs:\n{}{}", only('+', found, expected), only('-', expected, found))
}

fn only(mark: char, one: &str, other: &str) -> String {
    let mut other: Vec<&str> = other.lines().collect();
    let mut out = String::new();
    for line in one.lines() {
        match other.iter().position(|known| *known == line) {
            Some(at) => {
                other.swap_remove(at);
            }
            None => {
                let _ = writeln!(out, "  {mark} {line}");
            }
        }
    }
    out
}
