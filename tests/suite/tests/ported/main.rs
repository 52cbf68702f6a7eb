//! What two peers test of their queries, asked of this library. `SCENARIOS.md` is the list.

mod diesel;
mod seaorm;
mod world;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const SCENARIOS: &str = include_str!("SCENARIOS.md");

/// The cells of a line of a table.
fn cells(line: &'static str) -> Option<Vec<&'static str>> {
    let inner = line.strip_prefix("| ")?.strip_suffix(" |")?;
    Some(inner.split(" | ").collect())
}

/// The scenarios of a peer: each line whose last cell is the name of a test.
fn scenarios(peer: &str) -> Vec<Vec<&'static str>> {
    let (_, after) = SCENARIOS.split_once(&format!("\n## {peer}\n")).expect("a chapter of each peer");
    let chapter = after.split("\n## ").next().unwrap_or_default();
    chapter.lines().filter_map(cells).filter(|cells| cells.last().is_some_and(|test| test.starts_with('`'))).collect()
}

/// The text of every source beside this one.
fn sources(folder: &Path) -> String {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries
        .map(|path| match path.extension().and_then(|extension| extension.to_str()) {
            Some("rs") => fs::read_to_string(&path).expect("a source"),
            None if path.is_dir() => sources(&path),
            Some(_) | None => String::new(),
        })
        .collect()
}

/// The names of the tests that need a server.
fn tests() -> BTreeSet<String> {
    let sources = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ported"));
    let tests = sources.split("#[tokio::test]\nasync fn ").skip(1);
    tests.filter_map(|test| test.split_once('(')).map(|(name, _)| name.to_owned()).collect()
}

#[test]
fn every_scenario_names_a_test_and_every_test_has_a_scenario() {
    let tests = tests();
    let mut named = BTreeSet::new();
    for cells in ["Diesel", "SeaORM"].into_iter().flat_map(scenarios) {
        let [scenario, theirs, ours, verdict, test] = cells.as_slice() else { panic!("five cells: {cells:?}") };
        assert!([scenario, theirs, ours].iter().all(|cell| !cell.trim().is_empty()), "{cells:?}");
        let (word, why) = verdict.split_once(": ").unwrap_or((verdict, ""));
        let is_said = if word == "works" { why.is_empty() } else { !why.is_empty() };
        assert!(["works", "better", "not offered"].contains(&word) && is_said, "{verdict} of {scenario}");
        let test = test.trim_matches('`');
        assert!(tests.contains(test), "{scenario}: there is no test {test}");
        named.insert(test.to_owned());
    }
    assert_eq!(tests.difference(&named).collect::<Vec<_>>(), [] as [&String; 0], "tests without a scenario");
}

#[test]
fn the_counts_are_those_of_the_tables() {
    let (diesel, seaorm) = (scenarios("Diesel"), scenarios("SeaORM"));
    assert!(diesel.len() >= 65 && seaorm.len() >= 65 && diesel.len() + seaorm.len() >= 130);
    let both = [diesel.clone(), seaorm.clone()].concat();
    for (peer, scenarios) in [("Diesel", &diesel), ("SeaORM", &seaorm), ("both", &both)] {
        let of = |verdict: &str| scenarios.iter().filter(|cells| cells[3].starts_with(verdict)).count();
        let [works, better, absent] = ["works", "better", "not offered"].map(of);
        let line = format!("| {peer} | {} | {works} | {better} | {absent} |", scenarios.len());
        assert!(SCENARIOS.contains(&line), "the head does not say `{line}`");
    }
}
