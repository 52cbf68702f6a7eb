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

    /// Texts that differ are loaded and dumped once more: some change when they are loaded for the first time.
    ///
    /// # Errors
    /// The lines that differ.
    pub async fn is_like(&self, expected: &Self) -> Result<(), Failure> {
        if self.sorted == expected.sorted {
            return Ok(());
        }
        let (found, wanted) = (self.reloaded().await?, expected.reloaded().await?);
        if found == wanted { Ok(()) } else { Err(format!("pg_dump differs:\n{}", lines(&found, &wanted)).into()) }
    }

    async fn reloaded(&self) -> Result<String, Failure> {
        let database = Database::empty().await;
        let loaded = load::run(&database, &self.script).await;
        loaded.map_err(|error| format!("the dump does not load: {error}"))?;
        Ok(Self::taken(&database).sorted)
    }
}

/// The lines that one of two dumps has more often than the other.
fn lines(found: &str, expected: &str) -> String {
    only('+', found, expected) + &only('-', expected, found)
}

fn only(mark: char, one: &str, other: &str) -> String {
    let mut other: Vec<&str> = other.lines().collect();
    let mut out = String::new();
    for line in one.lines() {
        match other.iter().position(|known| *known == line) {
            Some(at) => drop(other.swap_remove(at)),
            None => drop(writeln!(out, "  {mark} {line}")),
        }
    }
    out
}
