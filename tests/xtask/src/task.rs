//! The tasks.

use std::process::Command;

use harness::server;

use crate::{install, matrix};

/// The address of a server, and the server itself where it is ours.
fn address(variable: &str) -> Result<(String, Option<server::Server>), String> {
    if let Ok(url) = std::env::var(variable) {
        println!("using the server of {variable}");
        return Ok((url, None));
    }
    let folder = install::ensure()?;
    println!("starting a throw-away PostgreSQL {}", server::major(&folder).unwrap_or_default());
    let server = server::start(&folder);
    Ok((server::url(&server), Some(server)))
}

/// Runs the main job.
pub(crate) fn demo() -> Result<(), String> {
    let (url, _server) = address("DATABASE_URL")?;
    // The demo runs the user's own `schema` binary.
    run(&mut cargo(&["build", "--quiet", "--package", "aegis", "--bins"]))?;
    run(cargo(&["run", "--quiet", "--package", "aegis", "--bin", "aegis"]).env("DATABASE_URL", url))
}

/// Checks and tests everything. Further arguments go to the test runner.
pub(crate) fn test(filter: &[String]) -> Result<(), String> {
    let (url, _server) = address("TEST_DATABASE_URL")?;
    if filter.is_empty() {
        run(&mut cargo(&["fmt", "--all", "--check"]))?;
        run(&mut cargo(&["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"]))?;
        let mut doc = cargo(&["doc", "--workspace", "--no-deps", "--document-private-items"]);
        run(doc.env("RUSTDOCFLAGS", "--deny warnings"))?;
    }
    build()?;
    let nextest = cargo(&["nextest", "--version"]).output().is_ok_and(|output| output.status.success());
    let runner: &[&str] = if nextest {
        &["nextest", "run", "--workspace"]
    } else {
        &["test", "--workspace", "--lib", "--bins", "--tests"]
    };
    run(cargo(runner).args(filter).env("TEST_DATABASE_URL", &url))?;
    if filter.is_empty() {
        run(cargo(&["test", "--workspace", "--doc"]).env("TEST_DATABASE_URL", &url))?;
        matrix::newest()?;
    }
    Ok(())
}

/// Builds the binaries that tests run.
pub(crate) fn build() -> Result<(), String> {
    run(&mut cargo(&["build", "--workspace", "--bins"]))
}

/// Runs the benchmarks.
pub(crate) fn bench(arguments: &[String]) -> Result<(), String> {
    let (url, server) = address("TEST_DATABASE_URL")?;
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../bench");
    run(&mut cargo(&["build", "--release", "--quiet", "--manifest-path", &format!("{folder}/Cargo.toml")]))?;
    let program = format!("{folder}/target/release/bench");
    let mut bench = Command::new(&program);
    if server.as_ref().is_some_and(server::pin) {
        bench = Command::new("taskset");
        bench.args(["-c", "0", &program]);
    } else {
        println!("client and server share the processors, so the ratios of single round trips are unsteady");
    }
    run(bench.args(arguments).env("TEST_DATABASE_URL", url))
}

fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments);
    command
}

pub(crate) fn run(command: &mut Command) -> Result<(), String> {
    let words: Vec<_> = command.get_args().map(|word| word.to_string_lossy().into_owned()).collect();
    let program = command.get_program().to_string_lossy().into_owned();
    let program = if program.ends_with("cargo") { "cargo" } else { &program };
    let name = format!("{program} {}", words.join(" "));
    println!("> {name}");
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{name}` ended with {status}")),
        Err(error) => Err(format!("`{name}` did not start: {error}")),
    }
}
