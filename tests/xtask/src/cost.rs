//! What it costs to compile an application: the same one written with this library and with diesel-async.
//!
//! Everything is built in debug mode, in a folder of its own, and so with nothing that was compiled before. The times of
//! one machine say little; those of two libraries on one machine do.

mod app;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use app::Library;

/// How many entities the application has that both libraries are measured with.
const ENTITIES: usize = 10;

/// How many times a small change is compiled. The median counts.
const CHANGES: usize = 5;

/// An application in a folder of its own.
struct Project {
    folder: PathBuf,
    library: Library,
}

/// Seconds, and the number of crates.
struct Cost {
    crates: usize,
    clean: f64,
    application: f64,
    change: f64,
}

/// Measures both, then this library with more and more entities.
pub(crate) fn cost() -> Result<(), String> {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/cost"));
    println!("{:<14} {:>8} {:>7} {:>9} {:>12} {:>9}", "", "entities", "crates", "clean, s", "the app, s", "change, s");
    for library in [Library::Ours, Library::DieselAsync] {
        let project = Project { folder: root.join(library.name()), library };
        let cost = project.measure(ENTITIES)?;
        row(library.name(), ENTITIES, &cost);
    }
    let project = Project { folder: root.join(Library::Ours.name()), library: Library::Ours };
    for entities in [50, 100, 200] {
        project.write(entities, 0)?;
        let (application, change) = (project.application()?, project.change(entities)?);
        println!("{:<14} {entities:>8} {:>7} {:>9} {application:>12.2} {change:>9.2}", Library::Ours.name(), "", "");
    }
    Ok(())
}

fn row(name: &str, entities: usize, cost: &Cost) {
    let Cost { crates, clean, application, change } = cost;
    println!("{name:<14} {entities:>8} {crates:>7} {clean:>9.1} {application:>12.2} {change:>9.2}");
}

impl Project {
    fn measure(&self, entities: usize) -> Result<Cost, String> {
        self.write(entities, 0)?;
        let _ = fs::remove_dir_all(self.folder.join("target"));
        self.cargo(&["fetch", "--quiet"])?;
        let clean = timed(|| self.build())?;
        let crates = self.crates()?;
        Ok(Cost { crates, clean, application: self.application()?, change: self.change(entities)? })
    }

    /// The application alone, its dependencies compiled.
    fn application(&self) -> Result<f64, String> {
        self.build()?;
        let mut times = Vec::new();
        for _ in 0..3 {
            self.cargo(&["clean", "--quiet", "--package", "app"])?;
            times.push(timed(|| self.build())?);
        }
        Ok(median(times))
    }

    /// One query was changed.
    fn change(&self, entities: usize) -> Result<f64, String> {
        let mut times = Vec::new();
        for change in 1..=CHANGES {
            self.write(entities, change)?;
            times.push(timed(|| self.build())?);
        }
        Ok(median(times))
    }

    fn write(&self, entities: usize, change: usize) -> Result<(), String> {
        let write = |path: &str, text: String| {
            let path = self.folder.join(path);
            fs::create_dir_all(path.parent().unwrap_or(&self.folder)).map_err(|error| error.to_string())?;
            // An equal file keeps its date.
            if fs::read_to_string(&path).is_ok_and(|old| old == text) {
                return Ok(());
            }
            fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))
        };
        write("Cargo.toml", self.library.manifest())?;
        write("src/main.rs", self.library.main(entities))?;
        (0..entities).try_for_each(|entity| {
            write(&format!("src/entity_{entity}.rs"), self.library.entity(entity))?;
            let change = if entity == 0 { change } else { 0 };
            write(&format!("src/queries_{entity}.rs"), self.library.queries(entity, change))
        })
    }

    fn build(&self) -> Result<(), String> {
        self.cargo(&["build", "--quiet"])
    }

    fn crates(&self) -> Result<usize, String> {
        let arguments = ["tree", "--prefix", "none", "--edges", "normal,build", "--no-dedupe"];
        let output = self.command(&arguments).output().map_err(|error| error.to_string())?;
        let names: std::collections::BTreeSet<String> = String::from_utf8_lossy(&output.stdout)
            .lines()
            .map(|line| line.split_whitespace().take(2).collect::<Vec<_>>().join(" "))
            .collect();
        Ok(names.len() - 1)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.args(arguments).current_dir(&self.folder).env("CARGO_TARGET_DIR", self.folder.join("target"));
        command
    }

    fn cargo(&self, arguments: &[&str]) -> Result<(), String> {
        let status = self.command(arguments).stdout(Stdio::null()).status().map_err(|error| error.to_string())?;
        if status.success() { Ok(()) } else { Err(format!("`cargo {}` failed", arguments.join(" "))) }
    }
}

fn timed(work: impl FnOnce() -> Result<(), String>) -> Result<f64, String> {
    let start = Instant::now();
    work()?;
    Ok(start.elapsed().as_secs_f64())
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
