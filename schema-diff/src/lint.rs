//! Finds statements that a careful reader would not run as they are.
//!
//! In: the statements of a file, as `files` cuts them, and what the file is for. Out: [`Finding`]s in the order of their
//! lines. Never: talks to a server, changes a file, decides what is refused.
//! Start at [`lint()`]. A rule is a file in `lint/` and a line in `lint/rules.rs`; it asks its `Place` for the
//! statement's shape (`shape.rs`), which is read once, or for its words (`words.rs`).
//!
//! `syntax.rs` asks a parser whether a statement is SQL at all: `squawk-syntax`, written in Rust for PostgreSQL's grammar
//! of all majors. PostgreSQL's own parser as a library (`pg_query`) wants libclang on the machine that builds, and more
//! time than the rest of the crate. Rules read words, because DDL is led by keywords: a parser that lags behind a new
//! major then misses no hazard.
#![doc = include_str!("../docs/lint.md")]

mod allow;
mod empty_down;
mod file;
mod rules;
mod shape;
mod statement;
mod syntax;
#[cfg(test)]
mod tests;
mod words;

use std::path::{Path, PathBuf};

use crate::files::Script;
use file::{File, Place};

/// Something that a reader should know before running a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static str,
    /// Whether everybody wants to know.
    pub level: Level,
    /// What is wrong, naming the object.
    pub message: String,
    /// What to do about it.
    pub help: &'static str,
    /// The SQL to write instead, where it follows from the statement.
    pub fix: Option<String>,
    /// The file.
    pub path: PathBuf,
    /// The line of the statement, from 1.
    pub line: usize,
}

/// Who wants to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// The file cannot run. No reader wants to pass over it.
    Error,
    /// Everybody: it locks, rewrites, loses data, breaks running code or is refused by the server.
    Warning,
    /// Who asks for the rule: a matter of taste, or of a house's policy.
    Policy,
}

/// What a file is for.
#[derive(Clone, Copy, Debug)]
pub enum Role<'a> {
    /// A migration's way forth, which our runner runs.
    Up,
    /// A migration's way back. The way forth stands beside it.
    Down(&'a Script),
    /// Any file, run by anything.
    Alone,
}

/// A rule.
struct Rule {
    /// Its name, as `allow`, `--warn` and `--deny` use it.
    id: &'static str,
    level: Level,
    /// What to do about what it finds.
    help: &'static str,
    find: Find,
}

/// What a rule says about a statement.
enum Find {
    /// One thing at most.
    One(fn(&Place<'_>) -> Option<Found>),
    /// A thing for each column, constraint or name.
    Each(fn(&Place<'_>) -> Vec<Found>),
}

/// One thing that a rule says.
struct Found {
    message: String,
    fix: Option<String>,
}

impl Found {
    fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), fix: None }
    }

    fn fix(self, sql: Option<String>) -> Self {
        Self { fix: sql, ..self }
    }
}

impl Find {
    fn about(&self, place: &Place<'_>) -> Vec<Found> {
        match self {
            Self::One(find) => find(place).into_iter().collect(),
            Self::Each(find) => find(place),
        }
    }
}

/// The names of all rules.
pub fn rules() -> impl Iterator<Item = &'static str> {
    rules::RULES.iter().map(|rule| rule.id).chain([syntax::RULE, allow::RULE, empty_down::RULE])
}

/// Looks at every statement of a file, with all rules.
///
/// # Shape
/// Sorted by line. What an `allow` line with a reason answers is left out.
pub fn lint(path: &Path, script: &Script, role: Role<'_>) -> Vec<Finding> {
    let tokens = statement::tokenized(script);
    let file = File::new(script, role, &tokens);
    let errors = syntax::errors(script);
    let mut findings = Vec::new();
    for place in file.places() {
        match errors.get(&place.at) {
            Some(error) => findings.push((Some(place), error.finding(path))),
            None => findings.extend(about(path, &place).map(|finding| (Some(place.clone()), finding))),
        }
    }
    findings.extend(empty_down::finding(path, script, role).map(|finding| (None, finding)));
    let mut findings = allow::unanswered(path, script, findings);
    findings.sort_by_key(|found| (found.line, found.rule));
    findings
}

/// A line that keeps a file from being read, as a finding.
pub fn unreadable(path: &Path, line: usize, message: String) -> Finding {
    syntax::finding(path, line, message)
}

fn about(path: &Path, place: &Place<'_>) -> impl Iterator<Item = Finding> {
    let line = place.statement().line;
    rules::RULES.iter().flat_map(move |rule| {
        let Rule { id, level, help, find } = rule;
        let finding = |Found { message, fix }| Finding {
            rule: id,
            level: *level,
            message,
            help,
            fix,
            path: path.to_owned(),
            line,
        };
        find.about(place).into_iter().map(finding).collect::<Vec<_>>()
    })
}
