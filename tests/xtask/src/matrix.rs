//! The own cases on several majors of PostgreSQL, and what is about majors.

use std::process::Command;

use harness::server;

use crate::{binaries, install, task};

/// What became of a major.
enum Outcome {
    Passed,
    Skipped(String),
    Failed(String),
}

/// Runs the cases on the given majors, or on all that are known, and prints a line a major.
///
/// # Errors
/// A case fails somewhere. A major whose server cannot be had is skipped, with the reason.
pub(crate) fn matrix(arguments: &[String]) -> Result<(), String> {
    // Its user is the one as whom servers run, also those that were not installed.
    install::ensure()?;
    let parse = |text: &String| text.parse().map_err(|_| format!("`{text}` is no major version of PostgreSQL"));
    let given = arguments.iter().map(parse).collect::<Result<Vec<u32>, String>>()?;
    let majors = if given.is_empty() { binaries::majors() } else { given };
    task::build()?;
    let outcomes: Vec<(u32, Outcome)> = majors.into_iter().map(|major| (major, on(major))).collect();
    println!();
    for (major, outcome) in &outcomes {
        match outcome {
            Outcome::Passed => println!("PostgreSQL {major}  passed{}", witness(*major)),
            Outcome::Skipped(reason) => println!("PostgreSQL {major}  skipped: {reason}"),
            Outcome::Failed(reason) => println!("PostgreSQL {major}  FAILED: {reason}"),
        }
    }
    let failed = outcomes.iter().any(|(_, outcome)| matches!(outcome, Outcome::Failed(_)));
    if failed { Err("the cases fail on a major".to_owned()) } else { Ok(()) }
}

/// Runs the cases on the newest major, unless that is the installed one, on which they ran.
///
/// # Errors
/// A case fails.
pub(crate) fn newest() -> Result<(), String> {
    let newest = binaries::majors().last().copied().unwrap_or_default();
    let installed = server::bin_dir().and_then(|folder| server::major(&folder));
    if installed == Some(newest.to_string()) { Ok(()) } else { matrix(&[newest.to_string()]) }
}

fn on(major: u32) -> Outcome {
    let folder = match binaries::of_major(major) {
        Ok(folder) => folder,
        Err(reason) => return Outcome::Skipped(reason),
    };
    println!("the cases on PostgreSQL {major}, from {}", folder.display());
    let server = server::start(&folder);
    let mut done = test("cases", "", &[("TEST_DATABASE_URL", server::url(&server))]);
    done = done.and_then(|()| test("values", "a_virtual_column", &[("TEST_DATABASE_URL", server::url(&server))]));
    // The newest server here may be the installed one.
    let installed = server::bin_dir().filter(|own| server::major(own).is_some_and(|own| own != major.to_string()));
    if let Some(installed) = installed {
        let other = server::start(&installed);
        let urls = [("TEST_DATABASE_URL", server::url(&server)), ("OTHER_DATABASE_URL", server::url(&other))];
        done = done.and_then(|()| test("majors", "", &urls));
    }
    done.map_or_else(Outcome::Failed, |()| Outcome::Passed)
}

/// Runs the tests of one file whose names hold a text.
fn test(file: &str, only: &str, variables: &[(&str, String)]) -> Result<(), String> {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    let arguments = ["test", "--quiet", "--package", "suite", "--test", file, "--", "--nocapture", only];
    task::run(cargo.args(arguments).envs(variables.iter().map(|(name, value)| (name, value))))
}

fn witness(major: u32) -> String {
    let own = server::bin_dir().and_then(|folder| server::major_of(&folder.join("pg_dump")));
    if own.is_some_and(|own| own >= major) {
        String::new()
    } else {
        " by the catalog reader alone: there is no pg_dump of this major".to_owned()
    }
}
