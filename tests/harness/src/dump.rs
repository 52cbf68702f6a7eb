//! `pg_dump` as an independent witness.

use std::process::Command;
use std::sync::OnceLock;

use crate::database::major;
use crate::server::{bin_dir, major_of};

/// Whether the order of columns counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Columns {
    /// As they are.
    InOrder,
    /// Sorted, for comparisons after a column was taken away and put back.
    Sorted,
}

/// Stands above each entry of a dump.
const HEAD: &str = "\n--\n-- Name: ";

/// Stands below the last.
const END: &str = "\n--\n-- PostgreSQL database dump complete";

/// The schema of a database as `pg_dump` writes it, without the ledger, the owner and noise.
///
/// # Panics
/// When `pg_dump` is not there or refuses.
pub fn dump(url: &str, columns: Columns) -> String {
    normal(&script(url), columns)
}

/// The same as it can be loaded.
///
/// # Panics
/// As [`dump`].
pub fn script(url: &str) -> String {
    let output = Command::new(program())
        .args(["--schema-only", "--no-owner", "--exclude-schema=schema_diff", "--dbname", url])
        .output()
        .expect("pg_dump runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("a dump is UTF-8");
    // The two lines hold a random word.
    let lines = text.lines().filter(|line| !line.starts_with("\\restrict") && !line.starts_with("\\unrestrict"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether there is a `pg_dump` that knows the server's major. Without one, the catalog reader alone judges.
///
/// # Panics
/// When the server does not answer.
pub async fn has_witness() -> bool {
    static OWN: OnceLock<Option<u32>> = OnceLock::new();
    let server = major().await;
    OWN.get_or_init(|| major_of(&program())).is_some_and(|own| own >= server)
}

fn program() -> std::path::PathBuf {
    let beside = bin_dir().map(|folder| folder.join("pg_dump")).filter(|program| program.is_file());
    beside.unwrap_or_else(|| "pg_dump".into())
}

/// A script without comments and empty lines, its entries and columns in the order that is asked for.
pub fn normal(script: &str, columns: Columns) -> String {
    let script = script.split_once(END).map_or(script, |(script, _)| script);
    let mut pieces = script.split(HEAD);
    let settings = pieces.next().map(|piece| lines(piece).filter(|line| !line.starts_with("--")).collect::<Vec<_>>());
    // The rest of the name's line, and the line that closes the comment.
    let entries = pieces.map(|piece| lines(piece).skip(2).collect::<Vec<_>>());
    let entries = settings.into_iter().chain(entries);
    match columns {
        Columns::InOrder => entries.map(|lines| lines.join("\n")).collect::<Vec<_>>().join("\n"),
        Columns::Sorted => {
            let mut entries: Vec<String> = entries.map(|lines| sorted(&lines).join("\n")).collect();
            // The server's order of entries follows the columns where these are all that tells entries apart.
            entries.sort();
            entries.join("\n")
        }
    }
}

/// How many objects a script makes.
pub fn entries(script: &str) -> usize {
    script.matches(HEAD).count()
}

fn lines(piece: &str) -> impl Iterator<Item = &str> {
    piece.lines().filter(|line| !line.is_empty())
}

/// Sorts the lines between `CREATE TABLE … (` and `);`, their commas taken off.
fn sorted(lines: &[&str]) -> Vec<String> {
    let mut out = Vec::new();
    let mut inside: Option<Vec<String>> = None;
    // Rights have no order; the server keeps them as they came.
    let mut lines = lines.to_vec();
    if lines.iter().all(|line| line.starts_with("GRANT ") || line.starts_with("ALTER DEFAULT PRIVILEGES ")) {
        lines.sort_unstable();
    }
    for line in &lines {
        match &mut inside {
            Some(columns) if line.starts_with(')') => {
                columns.sort();
                out.append(columns);
                out.push((*line).to_owned());
                inside = None;
            }
            Some(columns) => columns.push(line.trim_end_matches(',').to_owned()),
            None => {
                out.push(statistics(line).unwrap_or_else(|| (*line).to_owned()));
                let opens = ["CREATE TABLE", "CREATE UNLOGGED TABLE", "CREATE FOREIGN TABLE"];
                let opens = line.ends_with('(') && opens.iter().any(|words| line.starts_with(words));
                inside = opens.then(Vec::new);
            }
        }
    }
    out
}

/// Statistics name their columns in the order of the table's.
fn statistics(line: &str) -> Option<String> {
    let (head, rest) = line.strip_prefix("CREATE STATISTICS ")?.split_once(" ON ")?;
    let (columns, table) = rest.split_once(" FROM ")?;
    let mut columns: Vec<&str> = columns.split(", ").collect();
    columns.sort_unstable();
    Some(format!("CREATE STATISTICS {head} ON {} FROM {table}", columns.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = "--\n-- PostgreSQL database dump\n--\n\nSET a = b;\n
--\n-- Name: t; Type: TABLE; Schema: public; Owner: -\n--\n\nCREATE TABLE public.t (\n    b integer,\n    a integer\n);\n
--\n-- Name: f(); Type: FUNCTION; Schema: public; Owner: -\n--\n\nCREATE FUNCTION public.f()\n-- kept\n;\n
--\n-- PostgreSQL database dump complete\n--\n";

    #[test]
    fn comments_of_the_dump_go_and_those_of_bodies_stay() {
        let text = normal(SCRIPT, Columns::InOrder);
        assert_eq!(
            text,
            "SET a = b;\nCREATE TABLE public.t (\n    b integer,\n    a integer\n);\nCREATE FUNCTION public.f()\n-- kept\n;"
        );
    }

    #[test]
    fn entries_and_columns_are_sorted() {
        let text = normal(SCRIPT, Columns::Sorted);
        assert_eq!(
            text,
            "CREATE FUNCTION public.f()\n-- kept\n;\nCREATE TABLE public.t (\n    a integer\n    b integer\n);\nSET a = b;"
        );
    }
}
