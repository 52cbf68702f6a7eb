//! Random databases: built from nothing and taken away, and turned into each other and back.
//!
//! `RANDOM_SEED=n` begins with another seed, `RANDOM_ROUNDS=n` goes on longer.
#![allow(clippy::print_stdout, reason = "the seed is said, so that a failure can be had again")]

use std::fs;
use std::path::{Path, PathBuf};

use corpus::random::script;
use corpus::{Case, Failure, Flags, Side, Trips, lanes};
use schema_diff::server::Target;
use schema_diff::source::scratch::Scratch;

/// How many cases run at once.
const LANES: usize = 4;

/// How many databases.
const ROUNDS: u64 = 12;

#[test]
fn up_leaves_nothing_and_down_restores() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let (first, rounds) = (number("RANDOM_SEED").unwrap_or(1), number("RANDOM_ROUNDS").unwrap_or(ROUNDS));
    println!("RANDOM_SEED={first} RANDOM_ROUNDS={rounds}");
    let folder = tempfile::tempdir().expect("a folder");
    let server = Target::parse(&harness::serve(None)).expect("a good URL");
    let seeds: Vec<PathBuf> = (first..first + rounds).map(|seed| written(folder.path(), seed)).collect();
    let answers = lanes::run(&server, LANES, &seeds, judge);
    let failures: Vec<String> = seeds.iter().zip(answers).filter_map(|(seed, answer)| failure(seed, answer)).collect();
    assert!(failures.is_empty(), "{} of {rounds} fail:\n{}", failures.len(), failures.join("\n"));
}

/// The pair of a seed and the next, `before.sql` and `after.sql` in a folder of its own.
fn written(folder: &Path, seed: u64) -> PathBuf {
    let folder = folder.join(seed.to_string());
    fs::create_dir(&folder).expect("a folder");
    fs::write(folder.join("nothing.sql"), "").expect("a file");
    fs::write(folder.join("before.sql"), script(2 * seed)).expect("a file");
    fs::write(folder.join("after.sql"), script(2 * seed + 1)).expect("a file");
    folder
}

async fn judge(scratch: &Scratch, folder: &Path) -> Result<(), Failure> {
    let flags = Flags::foreign();
    let nothing = Side::load(&folder.join("nothing.sql")).await?;
    let before = Side::load(&folder.join("before.sql")).await?;
    let after = Side::load(&folder.join("after.sql")).await?;
    let trips = Trips::Two;
    let built = Case { scratch, before: &nothing, after: &before, flags: &flags, trips }.holds().await;
    built.map_err(|error| format!("from nothing: {error}"))?;
    let turned = Case { scratch, before: &before, after: &after, flags: &flags, trips }.holds().await;
    Ok(turned.map_err(|error| format!("to another: {error}"))?)
}

fn failure(folder: &Path, answer: Result<(), String>) -> Option<String> {
    let reason = answer.err()?;
    let seed = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Some(format!("--- RANDOM_SEED={seed} RANDOM_ROUNDS=1\n{reason}"))
}
