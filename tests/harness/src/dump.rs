//! `pg_dump` as an independent witness.

use std::process::Command;

use crate::server::bin_dir;

/// Whether the order of columns counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Columns {
    /// As they are.
    InOrder,
    /// Sorted, for comparisons after a column was taken away and put back.
    Sorted,
}

/// The schema of a database as `pg_dump` writes it, without the ledger, the owner and noise.
///
/// # Panics
/// When `pg_dump` is not there or refuses.
pub fn dump(url: &str, columns: Columns) -> String {
    let program = bin_dir().map_or_else(|| "pg_dump".into(), |folder| folder.join("pg_dump"));
    let output = Command::new(program)
        .args(["--schema-only", "--no-owner", "--exclude-schema=schema_diff", "--dbname", url])
        .output()
        .expect("pg_dump runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("a dump is UTF-8");
    // The two lines hold a random word.
    let lines = text.lines().filter(|line| !line.starts_with("\\restrict") && !line.starts_with("\\unrestrict"));
    let lines: Vec<&str> = lines.filter(|line| !line.starts_with("--") && !line.is_empty()).collect();
    match columns {
        Columns::InOrder => lines.join("\n"),
        Columns::Sorted => sorted(&lines).join("\n"),
    }
}

/// Sorts the lines between `CREATE TABLE … (` and `);`, their commas taken off.
fn sorted(lines: &[&str]) -> Vec<String> {
    let mut out = Vec::new();
    let mut inside: Option<Vec<String>> = None;
    for line in lines {
        match &mut inside {
            Some(columns) if line.starts_with(')') => {
                columns.sort();
                out.append(columns);
                out.push((*line).to_owned());
                inside = None;
            }
            Some(columns) => columns.push(line.trim_end_matches(',').to_owned()),
            None => {
                out.push((*line).to_owned());
                let opens =
                    line.ends_with('(') && (line.contains("CREATE TABLE") || line.contains("CREATE UNLOGGED TABLE"));
                inside = opens.then(Vec::new);
            }
        }
    }
    out
}
