//! The binaries that the workspace builds, run as a user would.

use std::path::PathBuf;
use std::process::Command;

/// What a run of a binary left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The exit code.
    pub code: i32,
    /// The standard output.
    pub stdout: String,
    /// The standard error.
    pub stderr: String,
}

/// The path of a built binary of the workspace.
///
/// # Panics
/// When it was not built: `cargo xtask test` builds all of them first.
pub fn binary(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("a test knows its own path");
    // target/debug/deps/test-0123456789abcdef
    let folder = test.parent().and_then(|deps| deps.parent()).expect("tests are built in target/<profile>/deps");
    let path = folder.join(name);
    assert!(path.is_file(), "{} is not built: run the tests by `cargo xtask test`", path.display());
    path
}

impl Run {
    /// Runs a command to its end. The environment's own database is hidden from it.
    ///
    /// # Panics
    /// When it cannot be started.
    pub fn of(command: &mut Command) -> Self {
        let output = command.output().expect("the binary starts");
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}
