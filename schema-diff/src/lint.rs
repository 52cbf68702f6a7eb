//! Finds statements that a careful reader would not run as they are.
//!
//! In: the statements of a migration's file, as `files` cuts them. Out: [`Finding`]s in the order of their lines.
//! Never: talks to a server, changes a file, decides what is refused.
//! Start at [`lint()`]. A rule is a file in `lint/` and a line in `RULES`. Rules look at `Statement` alone, so that what
//! it knows can grow, up to a parsed tree, without touching those that need no more.

mod add_not_null_without_default;
mod allow;
mod concurrently_in_transaction;
mod drop_cascade;
mod enum_value_used_in_its_transaction;
mod index_without_concurrently;
mod statement;

use std::path::{Path, PathBuf};

use crate::files::{Script, Via};
use statement::Statement;

/// Something that a reader should know before running a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static str,
    /// What is wrong, naming the object.
    pub message: String,
    /// What to do about it.
    pub help: &'static str,
    /// The file.
    pub path: PathBuf,
    /// The line of the statement, from 1.
    pub line: usize,
}

/// A rule.
struct Rule {
    /// Its name, as `allow` and `--deny` use it.
    id: &'static str,
    /// What to do about what it finds.
    help: &'static str,
    /// What it says about a statement.
    find: fn(&Place<'_>, &Statement<'_>) -> Option<String>,
}

/// Where a statement stands.
struct Place<'a> {
    /// How its segment runs.
    via: Via,
    /// The statements before it in the file.
    before: &'a [Statement<'a>],
    /// Those of them in its own transaction.
    beside: &'a [Statement<'a>],
}

const RULES: [Rule; 5] = [
    add_not_null_without_default::RULE,
    concurrently_in_transaction::RULE,
    drop_cascade::RULE,
    enum_value_used_in_its_transaction::RULE,
    index_without_concurrently::RULE,
];

/// The names of all rules.
pub fn rules() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|rule| rule.id).chain([allow::RULE])
}

/// Looks at every statement of a file.
///
/// # Shape
/// Sorted by line. What an `allow` line with a reason answers is left out.
pub fn lint(path: &Path, script: &Script) -> Vec<Finding> {
    let statements: Vec<Statement<'_>> = script.statements().map(Statement::new).collect();
    let mut findings = allow::check(path, script);
    let mut start = 0;
    for segment in &script.segments {
        let end = start + segment.statements.len();
        for at in start..end {
            let beside = match segment.via {
                Via::Transaction => &statements[start..at],
                Via::Single => &[],
            };
            let place = Place { via: segment.via, before: &statements[..at], beside };
            findings.extend(about(path, &place, &statements[at]).filter(|found| !allow::covers(script, &place, found)));
        }
        start = end;
    }
    findings.sort_by_key(|found| (found.line, found.rule));
    findings
}

fn about(path: &Path, place: &Place<'_>, statement: &Statement<'_>) -> impl Iterator<Item = Finding> {
    RULES.iter().filter_map(|rule| {
        let message = (rule.find)(place, statement)?;
        Some(Finding { rule: rule.id, message, help: rule.help, path: path.to_owned(), line: statement.line })
    })
}

/// The rules and lines of what is found in a text.
#[cfg(test)]
fn found(text: &str) -> Vec<(&'static str, usize)> {
    let script = Script::parse(text).expect("known lines");
    lint(Path::new("up.sql"), &script).into_iter().map(|found| (found.rule, found.line)).collect()
}
