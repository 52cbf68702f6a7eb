//! `migra`, the yardstick, from the Python registry.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The exact versions, because the newest changes. `migra` needs the older `pkg_resources`, and an SQLAlchemy that takes
/// `psycopg2` for PostgreSQL by itself.
const PACKAGES: [&str; 4] = ["migra==3.0.1663481299", "psycopg2-binary", "setuptools<81", "sqlalchemy<2.1"];

/// Where it is, or why it is not.
#[derive(Clone, Debug)]
pub struct Migra(Result<PathBuf, String>);

impl Migra {
    /// Installs it into a folder of its own.
    pub fn install(folder: &Path) -> Self {
        Self(installed(folder))
    }

    /// How long it takes from one database to the other.
    pub(super) fn time(&self, from: &str, to: &str) -> Result<Duration, String> {
        let program = self.0.as_ref().map_err(Clone::clone)?;
        let started = Instant::now();
        let output = Command::new(program).args(["--unsafe", from, to]).output().map_err(|error| error.to_string())?;
        // It ends with 2 where there is a difference.
        match output.status.code() {
            Some(0 | 2) => Ok(started.elapsed()),
            _ => Err(last_line(&output.stderr)),
        }
    }
}

fn installed(folder: &Path) -> Result<PathBuf, String> {
    run(Command::new("python3").args(["-m", "venv"]).arg(folder))?;
    run(Command::new(folder.join("bin/pip")).args(["install", "--quiet"]).args(PACKAGES))?;
    Ok(folder.join("bin/migra"))
}

fn run(command: &mut Command) -> Result<(), String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.stdin(Stdio::null()).output().map_err(|error| format!("{program} does not run: {error}"))?;
    if output.status.success() { Ok(()) } else { Err(format!("{program}: {}", last_line(&output.stderr))) }
}

fn last_line(said: &[u8]) -> String {
    String::from_utf8_lossy(said).trim().lines().last().unwrap_or_default().to_owned()
}
