//! What the runner prints and writes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::Verdict;

/// What the manifest of a suite says of a case.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Note {
    case: String,
    /// The kinds that it holds.
    pub kinds: Vec<String>,
    /// Whether all of them are within the model.
    pub core: bool,
}

/// The notes of all suites, by `suite/case`.
pub type Notes = BTreeMap<String, Note>;

/// Reads the manifests of the suites below `root`. A suite without one has no notes.
pub fn notes(root: &Path) -> Notes {
    let mut all = Notes::new();
    for suite in fs::read_dir(root).into_iter().flatten().flatten() {
        let text = fs::read_to_string(suite.path().join("manifest.json")).unwrap_or_default();
        let notes: Vec<Note> = serde_json::from_str(&text).unwrap_or_default();
        let suite = suite.file_name().to_string_lossy().into_owned();
        all.extend(notes.into_iter().map(|note| (format!("{suite}/{}", note.case), note)));
    }
    all
}

/// How many of a row passed.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    passed: usize,
    all: usize,
}

impl Tally {
    fn add(&mut self, verdict: &Verdict) {
        self.all += 1;
        self.passed += usize::from(*verdict == Verdict::Passed);
    }
}

/// One table by suite and one by kind, each with the cases of the core apart.
pub fn table(verdicts: &[(String, Verdict)], notes: &Notes) -> String {
    let mut suites: BTreeMap<String, [Tally; 2]> = BTreeMap::new();
    let mut kinds: BTreeMap<String, [Tally; 2]> = BTreeMap::new();
    let plain = Note { core: true, ..Note::default() };
    for (name, verdict) in verdicts {
        let note = notes.get(name).unwrap_or(&plain);
        let column = usize::from(!note.core);
        let suite = name.split_once('/').map_or(name.as_str(), |(suite, _)| suite);
        for key in [suite, "all"] {
            suites.entry(key.to_owned()).or_default()[column].add(verdict);
        }
        for kind in note.kinds.iter().collect::<BTreeSet<_>>() {
            kinds.entry(kind.clone()).or_default()[column].add(verdict);
        }
    }
    rows("suite", &suites) + "\n" + &rows("kind", &kinds)
}

fn rows(head: &str, rows: &BTreeMap<String, [Tally; 2]>) -> String {
    let mut out = format!("{head:<22}{:>16}{:>16}\n", "core", "not core");
    for (name, [core, other]) in rows {
        let _ = writeln!(out, "{name:<22}{:>16}{:>16}", cell(*core), cell(*other));
    }
    out
}

fn cell(tally: Tally) -> String {
    let Tally { passed, all } = tally;
    if all == 0 { "–".to_owned() } else { format!("{passed} of {all}") }
}

/// The last line.
pub fn total(verdicts: &[(String, Verdict)]) -> String {
    let count = |wanted: fn(&Verdict) -> bool| verdicts.iter().filter(|(_, verdict)| wanted(verdict)).count();
    let passed = count(|verdict| *verdict == Verdict::Passed);
    let failed = count(|verdict| matches!(verdict, Verdict::Failed(_)));
    let skipped = count(|verdict| matches!(verdict, Verdict::Skipped(_)));
    let skipped = if skipped == 0 { String::new() } else { format!(", {skipped} skipped") };
    format!("{passed} passed, {failed} failed{skipped}")
}

/// The cases that fail, each with its reason.
pub fn failures(verdicts: &[(String, Verdict)]) -> String {
    let reason = |(name, verdict): &(String, Verdict)| match verdict {
        Verdict::Passed | Verdict::Skipped(_) => None,
        Verdict::Failed(reason) => Some(format!("--- {name}\n{reason}\n")),
    };
    verdicts.iter().filter_map(reason).collect()
}

/// The names in a list that [`failures`] wrote.
pub fn names(failures: &str) -> BTreeSet<&str> {
    failures.lines().filter_map(|line| line.strip_prefix("--- ")).collect()
}

/// The cases that were not tried, each with its reason.
pub fn skipped(verdicts: &[(String, Verdict)]) -> String {
    let reason = |(name, verdict): &(String, Verdict)| match verdict {
        Verdict::Passed | Verdict::Failed(_) => None,
        Verdict::Skipped(reason) => Some(format!("skipped: {name} {reason}\n")),
    };
    verdicts.iter().filter_map(reason).collect()
}
