//! Judges the tool on pairs of scripts that nobody wrote for it.
//!
//! `cargo run -p corpus --bin corpus -- DIR` runs on `TEST_DATABASE_URL`, or else on a throw-away server of its own.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it talks to a person")]

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use clap::Parser;
use corpus::{Case, Failure, Flags, Side, Trips, Verdict, folders, lanes, report, roles, schemas};
use schema_diff::server::Target;
use schema_diff::source::scratch::Scratch;

/// What to judge.
#[derive(Debug, Parser)]
struct Arguments {
    /// The corpus, with `pairs/<suite>/<case>/{before,after}.sql`, or such a folder of suites itself.
    dir: PathBuf,
    /// How many cases run at once.
    #[arg(long, default_value_t = 4)]
    jobs: usize,
    /// Only cases whose name holds this text.
    #[arg(long, default_value = "")]
    only: String,
    /// Only pairs that failed by this list, which an earlier run wrote.
    #[arg(long)]
    again: Option<PathBuf>,
    /// Where to write the cases that fail, with reasons.
    #[arg(long)]
    failures: Option<PathBuf>,
    /// Judge the whole databases of `schemas/<name>.sql` instead of the pairs.
    #[arg(long)]
    schemas: bool,
}

fn main() -> ExitCode {
    match judge(&Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            println!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn judge(arguments: &Arguments) -> Result<bool, Failure> {
    let (url, _server) = corpus::address()?;
    let target = Target::parse(&harness::serve(Some(url)))?;
    if arguments.schemas { whole(arguments, &target) } else { pairs(arguments, &target) }
}

fn pairs(arguments: &Arguments, target: &Target) -> Result<bool, Failure> {
    let nested = arguments.dir.join("pairs");
    let root = if nested.is_dir() { nested } else { arguments.dir.clone() };
    let mut cases = folders::find(&root);
    let again = arguments.again.as_ref().map(fs::read_to_string).transpose()?;
    let failed = again.as_ref().map(|list| report::names(list));
    cases.retain(|case| {
        let name = folders::name(case);
        name.contains(&arguments.only) && failed.as_ref().is_none_or(|failed| failed.contains(name.as_str()))
    });
    let runtime = tokio::runtime::Runtime::new()?;
    let before = runtime.block_on(roles::all(target))?;
    let live = Live::new(arguments.failures.as_deref(), cases.len())?;
    let judge = async |scratch: &Scratch, folder: &Path| {
        let verdict = pair(scratch, folder).await;
        live.tell(folder, &verdict);
        verdict
    };
    let verdicts = lanes::run(target, arguments.jobs, &cases, judge).into_iter().map(Verdict::from);
    let verdicts: Vec<(String, Verdict)> = cases.iter().map(|case| folders::name(case)).zip(verdicts).collect();
    runtime.block_on(roles::tidy(target, &before, &texts(&cases)))?;
    arguments.write(&report::failures(&verdicts))?;
    println!("{}\n{}", report::table(&verdicts, &report::notes(&root)), report::total(&verdicts));
    Ok(verdicts.iter().all(|(_, verdict)| *verdict == Verdict::Passed))
}

fn whole(arguments: &Arguments, target: &Target) -> Result<bool, Failure> {
    let shown = schemas::judge(target, arguments.jobs, &arguments.dir.join("schemas"), &arguments.only)?;
    arguments.write(&schemas::failures(&shown))?;
    let passed = shown.iter().filter(|shown| shown.is_all()).count();
    println!("{}\n{passed} passed, {} failed", schemas::table(&shown), shown.len() - passed);
    Ok(passed == shown.len())
}

impl Arguments {
    fn write(&self, failures: &str) -> Result<(), Failure> {
        Ok(self.failures.as_ref().map_or(Ok(()), |path| fs::write(path, failures))?)
    }
}

/// Both directions of a pair.
async fn pair(scratch: &Scratch, folder: &Path) -> Result<Verdict, Failure> {
    let loaded = |error| format!("does not load: {error}");
    let before = Side::load(&folder.join("before.sql")).await.map_err(loaded)?;
    let after = Side::load(&folder.join("after.sql")).await.map_err(loaded)?;
    let (flags, trips) = (Flags::foreign(), Trips::Two);
    let forth = Case { scratch, before: &before, after: &after, flags: &flags, trips }.holds().await;
    let back = Case { scratch, before: &after, after: &before, flags: &flags, trips }.holds().await;
    Ok(match (forth, back) {
        (Ok(()), Ok(())) => Verdict::Passed,
        (Err(error), Ok(())) => Verdict::Failed(format!("forth: {error}")),
        (Ok(()), Err(error)) => Verdict::Failed(format!("back: {error}")),
        (Err(forth), Err(back)) => Verdict::Failed(format!("forth: {forth}\nback: {back}")),
    })
}

/// What somebody sees who waits. The list of failures is written again, sorted, at the end.
struct Live {
    list: Mutex<Option<File>>,
    done: AtomicUsize,
    failed: AtomicUsize,
    all: usize,
}

impl Live {
    fn new(list: Option<&Path>, all: usize) -> Result<Self, Failure> {
        let list = Mutex::new(list.map(File::create).transpose()?);
        Ok(Self { list, done: AtomicUsize::new(0), failed: AtomicUsize::new(0), all })
    }

    fn tell(&self, folder: &Path, verdict: &Result<Verdict, Failure>) {
        let reason = match verdict {
            Ok(Verdict::Passed | Verdict::Skipped(_)) => None,
            Ok(Verdict::Failed(reason)) => Some(reason.clone()),
            Err(error) => Some(error.to_string()),
        };
        if let Some(reason) = reason {
            self.failed.fetch_add(1, Ordering::Relaxed);
            if let Some(file) = self.list.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
                // Nothing is lost: the whole list is written at the end.
                let _ = writeln!(file, "--- {}\n{reason}", folders::name(folder));
            }
        }
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if done.is_multiple_of(25) {
            eprintln!("{done} of {}, {} failed", self.all, self.failed.load(Ordering::Relaxed));
        }
    }
}

/// All that the scripts say, in which the roles that they make are named.
fn texts(cases: &[PathBuf]) -> String {
    let files = cases.iter().flat_map(|case| [case.join("before.sql"), case.join("after.sql")]);
    files.map(|file| fs::read_to_string(file).unwrap_or_default()).collect()
}
