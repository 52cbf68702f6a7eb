//! `lint`: what a careful reader would not run as it is.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::args::Lint;
use super::{Context, Error, Outcome};
use crate::files::{self, Script};
use crate::lint::{self, Finding};

pub(super) fn execute(cx: &Context<'_>, args: &Lint) -> Result<Outcome, Error> {
    if let Some(name) = args.deny.iter().find(|name| *name != "all" && !lint::rules().any(|rule| rule == *name)) {
        return Err(Error::NoSuchRule { name: name.clone() });
    }
    let scripts = scripts(cx, &args.files)?;
    let findings: Vec<Finding> = scripts.iter().flat_map(|(path, script)| lint::lint(path, script)).collect();
    show(cx, args, scripts.len(), &findings);
    let mut rules: Vec<&str> = findings.iter().map(|found| found.rule).filter(|rule| args.denies(rule)).collect();
    rules.sort_unstable();
    rules.dedup();
    if rules.is_empty() { Ok(Outcome::Done) } else { Err(Error::Denied { rules }) }
}

/// The named files, else both files of every migration.
fn scripts(cx: &Context<'_>, named: &[PathBuf]) -> Result<Vec<(PathBuf, Script)>, Error> {
    if !named.is_empty() {
        let read = named.iter().map(|path| Ok((path.clone(), files::read_script(path)?)));
        return read.collect();
    }
    let both = cx.known_files()?.into_iter().flat_map(|migration| {
        [(migration.path.join("up.sql"), migration.up), (migration.path.join("down.sql"), migration.down)]
    });
    Ok(both.collect())
}

fn show(cx: &Context<'_>, args: &Lint, count: usize, findings: &[Finding]) {
    findings.iter().for_each(|finding| cx.output.finding(finding));
    cx.output.line(&format!("files: {count}, findings: {}", findings.len()));
    let found: Value = findings.iter().map(|finding| entry(finding, args.denies(finding.rule))).collect();
    cx.output.answer(&json!({ "files": count, "findings": found }));
}

fn entry(finding: &Finding, denied: bool) -> Value {
    let Finding { rule, message, help, path, line } = finding;
    json!({ "rule": rule, "message": message, "help": help, "path": path, "line": line, "denied": denied })
}

impl Lint {
    fn denies(&self, rule: &str) -> bool {
        self.deny.iter().any(|denied| denied == "all" || denied == rule)
    }
}
