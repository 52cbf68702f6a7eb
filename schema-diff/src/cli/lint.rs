//! `lint`: what a careful reader would not run as it is.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::args::Lint;
use super::{Context, Error, Outcome};
use crate::files::{self, Id, Script};
use crate::lint::{self, Finding, Level, Role};

/// A file that was read, or why it was not.
struct Read {
    path: PathBuf,
    script: Result<Script, Finding>,
}

pub(super) fn execute(cx: &Context<'_>, args: &Lint) -> Result<Outcome, Error> {
    let named = args.deny.iter().chain(&args.warn);
    if let Some(name) = named.into_iter().find(|name| *name != "all" && !lint::rules().any(|rule| rule == *name)) {
        return Err(Error::NoSuchRule { name: name.clone() });
    }
    let files = if args.files.is_empty() { of_folder(cx)? } else { of_names(&args.files)? };
    let mut findings: Vec<Finding> = files.iter().flat_map(|file| findings(file, &files)).collect();
    findings.retain(|finding| args.shows(finding));
    show(cx, args, files.len(), &findings);
    let mut rules: Vec<&str> = findings.iter().filter(|found| args.denies(found)).map(|found| found.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    if rules.is_empty() { Ok(Outcome::Done) } else { Err(Error::Denied { rules }) }
}

fn of_names(paths: &[PathBuf]) -> Result<Vec<Read>, Error> {
    paths.iter().map(|path| read(path)).collect()
}

/// Both files of every migration. A line that cannot be read in one is no reason to pass over the others.
fn of_folder(cx: &Context<'_>) -> Result<Vec<Read>, Error> {
    match cx.known_files() {
        Ok(migrations) => {
            let both = migrations.into_iter().flat_map(|migration| {
                [(migration.path.join("up.sql"), migration.up), (migration.path.join("down.sql"), migration.down)]
            });
            Ok(both.map(|(path, script)| Read { path, script: Ok(script) }).collect())
        }
        Err(Error::Files(error)) if error.place().is_some() => {
            let mut folders: Vec<PathBuf> = fs::read_dir(&cx.dir)
                .map(|entries| entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect())
                .unwrap_or_default();
            folders.sort_unstable();
            let both = folders.iter().flat_map(|folder| [folder.join("up.sql"), folder.join("down.sql")]);
            both.filter(|path| path.is_file()).map(|path| read(&path)).collect()
        }
        Err(error) => Err(error),
    }
}

fn read(path: &Path) -> Result<Read, Error> {
    let script = match files::read_script(path) {
        Ok(script) => Ok(script),
        Err(error) => match error.place() {
            Some((line, message)) => Err(lint::unreadable(path, line, message)),
            None => return Err(error.into()),
        },
    };
    Ok(Read { path: path.to_owned(), script })
}

fn findings(file: &Read, files: &[Read]) -> Vec<Finding> {
    match &file.script {
        Ok(script) => lint::lint(&file.path, script, role(&file.path, files)),
        Err(finding) => vec![finding.clone()],
    }
}

/// A migration's file is known by its name and its folder's.
fn role<'f>(path: &Path, files: &'f [Read]) -> Role<'f> {
    let folder = path.parent();
    let is_migration = folder.and_then(Path::file_name).and_then(|name| name.to_str()).and_then(Id::parse).is_some();
    match path.file_name().and_then(|name| name.to_str()) {
        Some("down.sql") if is_migration => {
            let up = files.iter().find(|file| file.path.parent() == folder && file.path.ends_with("up.sql"));
            up.and_then(|up| up.script.as_ref().ok()).map_or(Role::Up, Role::Down)
        }
        Some("up.sql") if is_migration => Role::Up,
        Some(_) | None => Role::Alone,
    }
}

fn show(cx: &Context<'_>, args: &Lint, count: usize, findings: &[Finding]) {
    findings.iter().for_each(|finding| cx.output.finding(finding));
    cx.output.line(&format!("files: {count}, findings: {}", findings.len()));
    let found: Value = findings.iter().map(|finding| entry(finding, args.denies(finding))).collect();
    cx.output.answer(&json!({ "files": count, "findings": found }));
}

fn entry(finding: &Finding, denied: bool) -> Value {
    let Finding { rule, level, message, help, fix, path, line } = finding;
    let level = match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Policy => "policy",
    };
    json!({
        "rule": rule, "level": level, "message": message, "help": help, "fix": fix, "path": path, "line": line,
        "denied": denied,
    })
}

impl Lint {
    /// Whether somebody wants to know.
    fn shows(&self, finding: &Finding) -> bool {
        let is_asked = || names(&self.warn, finding.rule) || self.deny.iter().any(|name| name == finding.rule);
        match finding.level {
            Level::Error | Level::Warning => true,
            Level::Policy => is_asked(),
        }
    }

    fn denies(&self, finding: &Finding) -> bool {
        finding.level == Level::Error || names(&self.deny, finding.rule)
    }
}

fn names(list: &[String], rule: &str) -> bool {
    list.iter().any(|name| name == "all" || name == rule)
}
