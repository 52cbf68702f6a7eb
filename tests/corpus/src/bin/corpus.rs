//! Judges the tool on pairs of scripts that nobody wrote for it.
//!
//! `cargo run -p corpus --bin corpus -- DIR` runs on `TEST_DATABASE_URL`, or else on a throw-away server of its own.
#![allow(clippy::print_stdout, reason = "it talks to a person")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use corpus::{Case, Failure, Flags, Side, Verdict, folders, lanes, report, roles};
use harness::server;
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
    /// Where to write the cases that fail, with reasons.
    #[arg(long)]
    failures: Option<PathBuf>,
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
    let (url, _server) = address()?;
    let target = Target::parse(&harness::serve(Some(url)))?;
    let nested = arguments.dir.join("pairs");
    let root = if nested.is_dir() { nested } else { arguments.dir.clone() };
    let mut cases = folders::find(&root);
    cases.retain(|case| folders::name(case).contains(&arguments.only));
    let runtime = tokio::runtime::Runtime::new()?;
    let before = runtime.block_on(roles::all(&target))?;
    let verdicts = lanes::run(&target, arguments.jobs, &cases, pair);
    runtime.block_on(roles::tidy(&target, &before, &texts(&cases)))?;
    let verdicts: Vec<(String, Verdict)> = cases.iter().map(|case| folders::name(case)).zip(verdicts).collect();
    if let Some(path) = &arguments.failures {
        fs::write(path, report::failures(&verdicts))?;
    }
    println!("{}\n{}", report::table(&verdicts, &report::notes(&root)), report::total(&verdicts));
    Ok(verdicts.iter().all(|(_, verdict)| *verdict == Verdict::Passed))
}

fn address() -> Result<(String, Option<server::Server>), Failure> {
    if let Ok(url) = std::env::var("TEST_DATABASE_URL") {
        return Ok((url, None));
    }
    let missing = "PostgreSQL is not installed: install it, or set TEST_DATABASE_URL";
    let server = server::start(&server::bin_dir().ok_or(missing)?);
    Ok((server::url(&server), Some(server)))
}

/// Both directions of a pair.
async fn pair(scratch: &Scratch, folder: &Path) -> Result<Verdict, Failure> {
    let loaded = |error| format!("does not load: {error}");
    let before = Side::load(&folder.join("before.sql")).await.map_err(loaded)?;
    let after = Side::load(&folder.join("after.sql")).await.map_err(loaded)?;
    let flags = Flags::foreign();
    let forth = Case { scratch, before: &before, after: &after, flags: &flags }.holds().await;
    let back = Case { scratch, before: &after, after: &before, flags: &flags }.holds().await;
    Ok(match (forth, back) {
        (Ok(()), Ok(())) => Verdict::Passed,
        (Err(error), Ok(())) => Verdict::Failed(format!("forth: {error}")),
        (Ok(()), Err(error)) => Verdict::Failed(format!("back: {error}")),
        (Err(forth), Err(back)) => Verdict::Failed(format!("forth: {forth}\nback: {back}")),
    })
}

/// All that the scripts say, in which the roles that they make are named.
fn texts(cases: &[PathBuf]) -> String {
    let files = cases.iter().flat_map(|case| [case.join("before.sql"), case.join("after.sql")]);
    files.map(|file| fs::read_to_string(file).unwrap_or_default()).collect()
}
