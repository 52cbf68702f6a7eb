//! `pg_dump` of the server's major as an independent witness: the catalog's reader would pass over its own blind spots.

use std::path::PathBuf;
use std::process::Command;

use tokio_postgres::GenericClient;

use crate::files::Script;
use crate::server::{Refusal, Target};
use crate::source::scratch::{Database, Scratch};
use crate::source::{self, script};

/// A `pg_dump` that speaks this server's major.
#[derive(Clone, Debug)]
pub(super) struct Witness {
    program: PathBuf,
}

impl Witness {
    /// Looks for it. Else the major that is wanted.
    pub(super) async fn find(client: &impl GenericClient) -> Result<Result<Self, u32>, Refusal> {
        let row = client.query_one("SELECT current_setting('server_version_num')::int / 10000", &[]).await?;
        let major: i32 = row.try_get(0)?;
        let major = u32::try_from(major).unwrap_or_default();
        let found = places(major).into_iter().find(|program| major_of(program) == Some(major));
        Ok(found.map(|program| Self { program }).ok_or(major))
    }

    /// What it says about a database. `None` when it refuses to speak.
    pub(super) fn testimony(&self, target: &Target) -> Option<String> {
        let mut command = Command::new(&self.program);
        command.args(["--schema-only", "--no-owner", "--no-password"]);
        let output = target.for_program(&mut command).output().ok().filter(|output| output.status.success())?;
        String::from_utf8(output.stdout).ok()
    }

    /// Whether two dumps say the same. Texts that differ are loaded and dumped once more: some change when they are
    /// loaded for the first time.
    pub(super) async fn agrees(&self, scratch: &Scratch, one: &str, other: &str) -> Result<bool, source::Error> {
        if canonical(one) == canonical(other) {
            return Ok(true);
        }
        let (one, other) = (self.reloaded(scratch, one).await?, self.reloaded(scratch, other).await?);
        Ok(one.as_deref().map(canonical) == other.as_deref().map(canonical))
    }

    async fn reloaded(&self, scratch: &Scratch, dump: &str) -> Result<Option<String>, source::Error> {
        let Ok(script) = Script::parse(dump) else { return Ok(None) };
        let script = Script { segments: script.in_one_piece().segments, ..script };
        scratch
            .with(Vec::new(), async |database: &mut Database| {
                script::run(database, "pg_dump", &script).await?;
                Ok(self.testimony(database.target()))
            })
            .await
    }
}

fn places(major: u32) -> Vec<PathBuf> {
    let mut places: Vec<PathBuf> = vec![format!("/usr/lib/postgresql/{major}/bin/pg_dump").into()];
    places.push(format!("/usr/pgsql-{major}/bin/pg_dump").into());
    places.push("pg_dump".into());
    places
}

fn major_of(program: &PathBuf) -> Option<u32> {
    let output = Command::new(program).arg("--version").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.split_whitespace().find_map(|word| word.split('.').next()?.parse().ok())
}

/// The statements without comments and noise, the columns of each table in the order of their names: a column that was
/// taken away and put back stands elsewhere.
fn canonical(dump: &str) -> Vec<String> {
    let is_noise = |line: &&str| line.is_empty() || line.starts_with("--") || line.starts_with('\\');
    let mut lines = Vec::new();
    let mut inside: Option<Vec<String>> = None;
    for line in dump.lines().filter(|line| !is_noise(line)) {
        match &mut inside {
            Some(columns) if line.starts_with(')') => {
                columns.sort_unstable();
                lines.append(columns);
                lines.push(line.to_owned());
                inside = None;
            }
            Some(columns) => columns.push(line.trim_end_matches(',').to_owned()),
            None => {
                lines.push(line.to_owned());
                let opens = line.ends_with('(') && line.starts_with("CREATE") && line.contains(" TABLE ");
                inside = opens.then(Vec::new);
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_columns_does_not_count() {
        let dump = |columns: &str| format!("-- noise\n\\restrict x\nCREATE TABLE a (\n{columns}\n);\nALTER TABLE a;\n");
        assert_eq!(canonical(&dump("    b int,\n    c int")), canonical(&dump("    c int,\n    b int")));
        assert_ne!(canonical(&dump("    b int")), canonical(&dump("    b text")));
    }
}
