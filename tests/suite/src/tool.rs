//! A schema binary at work on one database and one folder.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use harness::{Database, Run, binary};
use tempfile::TempDir;

/// A schema binary with a database and a migrations folder.
#[derive(Debug)]
pub struct Tool {
    program: &'static str,
    url: String,
    folder: Arc<TempDir>,
    /// A variable of the environment.
    variable: Option<(&'static str, &'static str)>,
}

impl Tool {
    /// The binary of Aegis, which has the entities.
    pub fn aegis(database: &Database) -> Self {
        Self::of("schema", database)
    }

    /// The bare binary, for databases and files.
    pub fn bare(database: &Database) -> Self {
        Self::of("schema-diff", database)
    }

    /// A binary with a folder of its own.
    pub fn of(program: &'static str, database: &Database) -> Self {
        let folder = Arc::new(tempfile::tempdir().expect("a folder"));
        Self { program, url: database.url(), folder, variable: None }
    }

    /// The same binary and folder, with a variable in its environment.
    #[must_use]
    pub fn with(&self, name: &'static str, value: &'static str) -> Self {
        let Self { program, url, folder, variable: _ } = self;
        Self { program, url: url.clone(), folder: Arc::clone(folder), variable: Some((name, value)) }
    }

    /// Runs a command, whatever its end.
    pub fn run(&self, arguments: &[&str]) -> Run {
        let mut command = Command::new(binary(self.program));
        command.args(arguments).arg("--dir").arg(self.migrations()).env("DATABASE_URL", &self.url).envs(self.variable);
        Run::of(&mut command)
    }

    /// Runs a command that ends well, and gives its output.
    #[track_caller]
    pub fn ok(&self, arguments: &[&str]) -> String {
        self.ends(0, arguments).stdout
    }

    /// Runs a command that ends with this code.
    #[track_caller]
    pub fn ends(&self, code: i32, arguments: &[&str]) -> Run {
        let run = self.run(arguments);
        assert_eq!(run.code, code, "{arguments:?}\n{}\n{}", run.stdout, run.stderr);
        run
    }

    /// Writes a file beside the migrations and gives its path.
    pub fn file(&self, name: &str, text: &str) -> String {
        let path = self.folder.path().join(name);
        fs::write(&path, text).expect("a file");
        path.display().to_string()
    }

    /// The `up.sql` and `down.sql` of the newest migration, its id replaced by its name.
    pub fn newest(&self) -> (String, String) {
        let folders = fs::read_dir(self.migrations()).expect("a folder").map(|entry| entry.expect("an entry").path());
        let newest = folders.max().expect("a migration");
        let id = newest.file_name().expect("a name").to_string_lossy().into_owned();
        let name = id.split_once('-').map_or("", |(_, name)| name).to_owned();
        let read = |file: &str| fs::read_to_string(Path::new(&newest).join(file)).expect("a file").replace(&id, &name);
        (read("up.sql"), read("down.sql"))
    }

    /// Writes both files of the newest migration.
    pub fn write_newest(&self, up: &str, down: &str) {
        let folders = fs::read_dir(self.migrations()).expect("a folder").map(|entry| entry.expect("an entry").path());
        let newest = folders.max().expect("a migration");
        for (file, text) in [("up.sql", up), ("down.sql", down)] {
            fs::write(newest.join(file), text).expect("a file");
        }
    }

    /// How many migrations there are.
    pub fn count(&self) -> usize {
        fs::read_dir(self.migrations()).map_or(0, Iterator::count)
    }

    /// The migrations folder.
    pub fn migrations(&self) -> String {
        self.folder.path().join("migrations").display().to_string()
    }
}
