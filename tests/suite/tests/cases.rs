//! Every folder of `tests/cases` goes up, down and up again, and `pg_dump` is asked for a second opinion.
//!
//! A case is `<kind>/<case>/{before,after}.sql`, with an optional file `flags` of lines `rename FROM=TO` and
//! `accept-loss NAME`. `CASES=folder` runs other folders of that shape instead, and `CASES_ONLY=text` those whose path
//! holds the text.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use entity_core::schema::{Catalog, Subject};
use harness::{Columns, Database, dump};
use schema_diff::compare::{Comparison, compare, is_same, named};
use schema_diff::describe::groups;
use schema_diff::files::{Script, Via};
use schema_diff::plan::Step;
use schema_diff::server::{Connection, Refusal, Target, execute};
use schema_diff::source::scratch::Scratch;
use schema_diff::source::{Source, live};
use schema_diff::{plan, rename};

/// How many cases run at once.
const LANES: usize = 4;

/// Why a case fails.
type Failure = Box<dyn std::error::Error + Send + Sync>;

#[test]
fn every_case_goes_up_and_down_and_up() {
    let root = std::env::var_os("CASES").map_or_else(own_cases, PathBuf::from);
    let only = std::env::var("CASES_ONLY").unwrap_or_default();
    let mut cases = folders(&root);
    cases.retain(|case| case.display().to_string().contains(&only));
    assert!(!cases.is_empty(), "there are no cases in {}", root.display());
    let lanes: Vec<Vec<PathBuf>> =
        (0..LANES).map(|lane| cases.iter().skip(lane).step_by(LANES).cloned().collect()).collect();
    let failures: Vec<String> = std::thread::scope(|scope| {
        let lanes: Vec<_> = lanes.iter().map(|lane| scope.spawn(|| run_all(lane))).collect();
        lanes.into_iter().flat_map(|lane| lane.join().expect("a lane ends")).collect()
    });
    let (failed, all) = (failures.len(), cases.len());
    assert!(failures.is_empty(), "{failed} of {all} cases fail:\n{}", failures.join("\n"));
}

fn own_cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../cases")
}

/// The folders two levels down that hold a `before.sql`, sorted.
fn folders(root: &Path) -> Vec<PathBuf> {
    let inside =
        |folder: &Path| fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    let kinds: Vec<PathBuf> = inside(root);
    let mut cases: Vec<PathBuf> = kinds.iter().flat_map(|kind| -> Vec<PathBuf> { inside(kind) }).collect();
    cases.retain(|case| case.join("before.sql").is_file());
    cases.sort();
    cases
}

fn run_all(cases: &[PathBuf]) -> Vec<String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let failed = |case: &PathBuf| {
        let error = runtime.block_on(run(case)).err()?;
        Some(format!("--- {}\n{error}", case.display()))
    };
    cases.iter().filter_map(failed).collect()
}

async fn run(folder: &Path) -> Result<(), Failure> {
    let case = Case::load(folder).await?;
    case.holds().await.map_err(|error| format!("{}{error}", case.beyond()).into())
}

/// A case with its databases.
struct Case {
    scratch: Scratch,
    before_sql: PathBuf,
    after_sql: PathBuf,
    before: Catalog,
    after: Catalog,
    flags: Vec<(String, String)>,
}

impl Case {
    async fn load(folder: &Path) -> Result<Self, Failure> {
        let server =
            std::env::var("TEST_DATABASE_URL").expect("TEST_DATABASE_URL: run the tests by `cargo xtask test`");
        let scratch = Scratch::open(&Target::parse(&server)?).await?;
        let (before_sql, after_sql) = (folder.join("before.sql"), folder.join("after.sql"));
        let before = Source::Script(before_sql.clone()).catalog(&scratch, None).await?;
        let after = Source::Script(after_sql.clone()).catalog(&scratch, None).await?;
        Ok(Self { scratch, before_sql, after_sql, before, after, flags: flags(folder) })
    }

    async fn holds(&self) -> Result<(), Failure> {
        let comparison = self.compared().await?;
        self.is_decided(&comparison)?;
        self.is_stable(&comparison).await?;
        self.migrates(&comparison.up()?, &comparison.down()?).await
    }

    /// Tells a failure for want of a model from the others.
    fn beyond(&self) -> String {
        let kinds: BTreeSet<&str> = [&self.before, &self.after]
            .into_iter()
            .flat_map(|side| &side.unmodelled)
            .map(|one| one.kind.as_str())
            .collect();
        if kinds.is_empty() {
            return String::new();
        }
        format!("[not modelled: {}] ", kinds.into_iter().collect::<Vec<_>>().join(", "))
    }

    async fn compared(&self) -> Result<Comparison, Failure> {
        let renames = self.flagged("rename").map(|text| named(text, &self.before, &self.after));
        let renames = renames.collect::<Result<Vec<_>, _>>()?;
        Ok(compare(&self.scratch, &self.before, &self.after, &renames).await?)
    }

    /// Nothing that looks like a rename is dropped without a word.
    fn is_decided(&self, comparison: &Comparison) -> Result<(), Failure> {
        let name = |subject: &Subject| match subject {
            Subject::Object(id) => id.plain(),
            Subject::Label { ty, label } => format!("{}.{label}", ty.plain()),
        };
        let accepted =
            |subject: &Subject| self.flagged("accept-loss").any(|loss| loss == "all" || loss == name(subject));
        let suspects = rename::suspects(&comparison.from, &comparison.to);
        let open: Vec<_> = suspects.iter().filter(|suspect| !accepted(&suspect.from)).collect();
        if open.is_empty() { Ok(()) } else { Err(format!("undecided: {open:?}").into()) }
    }

    /// Equal inputs give an empty plan.
    async fn is_stable(&self, comparison: &Comparison) -> Result<(), Failure> {
        for catalog in [&self.before, &self.after, &comparison.to] {
            let same = compare(&self.scratch, catalog, catalog, &[]).await?;
            let plan = plan::plan(catalog, catalog)?;
            if !same.is_equal() || !plan.steps.is_empty() {
                return Err("equal inputs give a plan".into());
            }
        }
        Ok(())
    }

    async fn migrates(&self, up: &[Step], down: &[Step]) -> Result<(), Failure> {
        let work = filled(&self.before_sql).await?;
        let (before, after) = (Dump::of(&work), Dump::of(&filled(&self.after_sql).await?));
        for (name, steps, catalog, dump) in [
            ("up", up, &self.after, &after),
            ("down", down, &self.before, &before),
            ("up again", up, &self.after, &after),
        ] {
            apply(&work, steps).await.map_err(|error| format!("{name}: {error}"))?;
            self.looks_like(&work, catalog, dump).await.map_err(|error| format!("{name}: {error}\n{}", text(steps)))?;
        }
        Ok(())
    }

    async fn looks_like(&self, work: &Database, catalog: &Catalog, dump: &Dump) -> Result<(), Failure> {
        let found = live::catalog(&Target::parse(&work.url())?).await?;
        if !is_same(&self.scratch, &found, catalog).await? {
            return Err(format!("the catalog differs: {:#?}", groups(&found, catalog, &[])).into());
        }
        Dump::of(work).is_like(dump).await
    }

    fn flagged(&self, flag: &'static str) -> impl Iterator<Item = &str> {
        self.flags.iter().filter(move |(name, _)| name == flag).map(|(_, value)| value.as_str())
    }
}

fn flags(folder: &Path) -> Vec<(String, String)> {
    let text = fs::read_to_string(folder.join("flags")).unwrap_or_default();
    let pairs = text.lines().filter_map(|line| line.trim().split_once(' '));
    pairs.map(|(name, value)| (name.to_owned(), value.trim().to_owned())).collect()
}

/// A database of the test's own that ran a file.
async fn filled(path: &Path) -> Result<Database, Failure> {
    let database = Database::empty().await;
    database.run(&fs::read_to_string(path)?).await;
    Ok(database)
}

/// What `pg_dump` says.
struct Dump {
    /// With columns in any order.
    sorted: String,
    /// As it can be loaded.
    script: String,
}

impl Dump {
    fn of(database: &Database) -> Self {
        let url = database.url();
        Self { sorted: dump(&url, Columns::Sorted), script: dump(&url, Columns::InOrder) }
    }

    /// Texts that differ are loaded and dumped once more: some change when they are loaded for the first time.
    async fn is_like(&self, expected: &Self) -> Result<(), Failure> {
        if self.sorted == expected.sorted {
            return Ok(());
        }
        let (found, wanted) = (self.reloaded().await.sorted, expected.reloaded().await.sorted);
        if found == wanted { Ok(()) } else { Err(format!("pg_dump differs:\n{}", lines(&found, &wanted)).into()) }
    }

    async fn reloaded(&self) -> Self {
        let database = Database::empty().await;
        database.run(&self.script).await;
        Self::of(&database)
    }
}

async fn apply(database: &Database, steps: &[Step]) -> Result<(), Failure> {
    let connection = Connection::open(&Target::parse(&database.url())?).await?;
    for segment in Script::from_steps(steps).segments {
        let together = segment.via == Via::Transaction;
        connection.batch_execute(if together { "BEGIN" } else { "" }).await?;
        for statement in &segment.statements {
            let done = execute(&connection, statement).await;
            done.map_err(|refusal: Refusal| format!("{refusal}\n{}\n{}", statement.sql, text(steps)))?;
        }
        connection.batch_execute(if together { "COMMIT" } else { "" }).await?;
    }
    Ok(())
}

fn text(steps: &[Step]) -> String {
    steps.iter().map(|step| format!("  {};\n", step.sql)).collect()
}

/// The lines that only one of two dumps has.
fn lines(found: &str, expected: &str) -> String {
    let only = |mark: char, one: &str, other: &str| -> String {
        let other: Vec<&str> = other.lines().collect();
        one.lines().filter(|line| !other.contains(line)).map(|line| format!("  {mark} {line}\n")).collect()
    };
    only('+', found, expected) + &only('-', expected, found)
}
