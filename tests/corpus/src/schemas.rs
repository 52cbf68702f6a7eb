//! Judges the tool on whole databases.
//!
//! In: scripts, each a database. Out: for each, what was shown of it, and what was not.
//! Shown is: dumped and reloaded it is the same; a history that was generated from nothing makes it and takes it away;
//! the entities that are pulled from it compile, and are it.
//! Start at [`judge`].

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use harness::{Columns, Database, Run, dump};
use schema_diff::compare::compare;
use schema_diff::describe::groups;
use schema_diff::server::Target;
use schema_diff::source::live;
use schema_diff::source::scratch::Scratch;

use crate::pulled::Package;
use crate::{Dump, Failure, lanes, load};

/// What is asked, in order.
const QUESTIONS: [&str; 5] = ["reload", "history", "pull", "compile", "equal"];

/// What a question was answered with.
type Answer = Result<(), String>;

/// What was shown of one database.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The name of its script.
    pub name: String,
    /// What the entities do not say, as `pull` counts it.
    pub notes: usize,
    answers: BTreeMap<&'static str, Answer>,
}

impl Shown {
    /// Whether everything was.
    pub fn is_all(&self) -> bool {
        QUESTIONS.iter().all(|question| matches!(self.answers.get(question), Some(Ok(()))))
    }

    fn cell(&self, question: &str) -> &'static str {
        match self.answers.get(question) {
            Some(Ok(())) => "yes",
            Some(Err(_)) => "NO",
            None => "–",
        }
    }
}

/// Judges every script of the folder whose name holds `only`.
///
/// # Errors
/// The folder cannot be read; the tool cannot be built.
pub fn judge(server: &Target, jobs: usize, folder: &Path, only: &str) -> Result<Vec<Shown>, Failure> {
    let mut scripts: Vec<PathBuf> = fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect();
    scripts.retain(|path| path.extension().is_some_and(|extension| extension == "sql") && name(path).contains(only));
    scripts.sort();
    let package = Package::new()?;
    let tool = package.tool()?;
    let first =
        lanes::run(server, jobs, &scripts, async |scratch, script| look(scratch, script, &tool, &package).await);
    let mut all: Vec<Shown> = scripts.iter().zip(first).map(|(script, shown)| shown_of(script, shown)).collect();
    compile(server, jobs, &scripts, &package, &mut all)?;
    Ok(all)
}

fn name(script: &Path) -> String {
    script.file_stem().unwrap_or_default().to_string_lossy().replace('-', "_")
}

fn shown_of(script: &Path, shown: Result<Shown, String>) -> Shown {
    shown.unwrap_or_else(|reason| Shown {
        name: name(script),
        notes: 0,
        answers: BTreeMap::from([(QUESTIONS[0], Err(reason))]),
    })
}

/// All that needs no compiler.
async fn look(scratch: &Scratch, script: &Path, tool: &Path, package: &Package) -> Result<Shown, Failure> {
    let database = filled(script).await?;
    let answer = |done: Result<(), Failure>| done.map_err(|error| error.to_string());
    let mut shown = Shown { name: name(script), notes: 0, answers: BTreeMap::new() };
    shown.answers.insert("reload", answer(reloaded(scratch, &database).await));
    shown.answers.insert("history", answer(history(script, &database, tool).await));
    let pull = ["pull", "--json", "--out"];
    let run = run(Command::new(tool).args(pull).arg(package.module(&shown.name)), &database.url());
    let ends_well = well(run);
    if let Ok(run) = &ends_well {
        shown.notes = notes(&run.stdout);
    }
    shown.answers.insert("pull", answer(ends_well.map(drop)));
    Ok(shown)
}

async fn filled(script: &Path) -> Result<Database, Failure> {
    let database = Database::empty().await;
    load(&database, script).await?;
    Ok(database)
}

/// The diff of a database with its dump, loaded elsewhere, is empty both ways.
async fn reloaded(scratch: &Scratch, database: &Database) -> Result<(), Failure> {
    let dump = Dump::of(database).await.ok_or("there is no pg_dump for this server")?;
    let copy = dump.loaded().await?;
    let (from, to) =
        (live::catalog(&Target::parse(&database.url())?).await?, live::catalog(&Target::parse(&copy.url())?).await?);
    for (from, to) in [(&from, &to), (&to, &from)] {
        let comparison = compare(scratch, from, to, &[]).await?;
        if !comparison.is_equal() {
            return Err(format!("{:#?}", groups(&comparison.from, &comparison.to, &[])).into());
        }
    }
    Ok(())
}

/// Files that were generated from nothing make the database, and take it away again.
async fn history(script: &Path, database: &Database, tool: &Path) -> Result<(), Failure> {
    let work = Database::empty().await;
    let folder = tempfile::tempdir()?;
    let empty = folder.path().join("empty.sql");
    fs::write(&empty, "")?;
    let dir = folder.path().join("migrations");
    let said = |arguments: &[&str]| well(run(Command::new(tool).args(arguments).arg("--dir").arg(&dir), &work.url()));
    let (empty, script) = (empty.display().to_string(), script.display().to_string());
    let nothing = dump(&work.url(), Columns::Sorted);
    let written = said(&["generate", "Initial", "--json", "--from", &empty, "--to", &script])?;
    if !written.stdout.contains("\"proved\":true") && !written.stdout.contains("\"proved\": true") {
        return Err(format!("not proved: {}", written.stdout).into());
    }
    said(&["run", "--accept-loss", "all"])?;
    same("run", &dump(&work.url(), Columns::Sorted), &dump(&database.url(), Columns::Sorted))?;
    said(&["revert", "--accept-loss", "all"])?;
    same("revert", &dump(&work.url(), Columns::Sorted), &nothing)
}

fn same(after: &str, found: &str, expected: &str) -> Result<(), Failure> {
    if found == expected {
        Ok(())
    } else {
        Err(format!("after {after}, {}", crate::dump::differ(found, expected)).into())
    }
}

fn run(command: &mut Command, url: &str) -> Run {
    Run::of(command.env_remove("DATABASE_URL").args(["--url", url]))
}

fn well(run: Run) -> Result<Run, Failure> {
    if run.code == 0 { Ok(run) } else { Err(format!("exit code {}\n{}{}", run.code, run.stdout, run.stderr).into()) }
}

fn notes(json: &str) -> usize {
    let answer: serde_json::Value = serde_json::from_str(json).unwrap_or_default();
    answer["notes"].as_array().map_or(0, Vec::len)
}

/// What needs the compiler: the pulled entities, all in one package.
fn compile(
    server: &Target,
    jobs: usize,
    scripts: &[PathBuf],
    package: &Package,
    all: &mut [Shown],
) -> Result<(), Failure> {
    let is_pulled = |shown: &&Shown| matches!(shown.answers.get("pull"), Some(Ok(())));
    let modules: Vec<String> = all.iter().filter(is_pulled).map(|shown| shown.name.clone()).collect();
    let (program, bad) = package.build(&modules)?;
    for shown in all.iter_mut().filter(|shown| modules.contains(&shown.name)) {
        let errors = bad.iter().find(|(name, _)| *name == shown.name).map(|(_, errors)| errors.clone());
        shown.answers.insert("compile", errors.map_or(Ok(()), Err));
    }
    let built: Vec<PathBuf> = scripts.iter().filter(|script| modules.contains(&name(script))).cloned().collect();
    let built: Vec<PathBuf> =
        built.into_iter().filter(|script| !bad.iter().any(|(bad, _)| *bad == name(script))).collect();
    let equal = lanes::run(server, jobs, &built, async |_, script| is_database(&program, script).await);
    for (script, answer) in built.iter().zip(equal) {
        if let Some(shown) = all.iter_mut().find(|shown| shown.name == name(script)) {
            shown.answers.insert("equal", answer);
        }
    }
    Ok(())
}

/// The diff between the database and the pulled entities is empty.
async fn is_database(program: &Path, script: &Path) -> Result<(), Failure> {
    let database = filled(script).await?;
    let url = database.url();
    let arguments = ["diff", "--from", &url, "--to", "entities"];
    well(run(Command::new(program).args(arguments).env("PULLED", name(script)), &url)).map(drop)
}

/// A row a database.
pub fn table(all: &[Shown]) -> String {
    let mut out = format!("{:<22}", "schema");
    for question in QUESTIONS {
        let _ = write!(out, "{question:>9}");
    }
    out.push_str("  not said by the entities\n");
    for shown in all {
        let _ = write!(out, "{:<22}", shown.name);
        for question in QUESTIONS {
            let _ = write!(out, "{:>9}", shown.cell(question));
        }
        let _ = writeln!(out, "{:>9}", shown.notes);
    }
    out
}

/// The reasons of what was not shown.
pub fn failures(all: &[Shown]) -> String {
    let of = |shown: &Shown| -> String {
        let reasons = shown.answers.iter().filter_map(|(question, answer)| {
            answer.as_ref().err().map(|reason| format!("--- schemas/{}\n{question}: {reason}\n", shown.name))
        });
        reasons.collect()
    };
    all.iter().map(of).collect()
}
