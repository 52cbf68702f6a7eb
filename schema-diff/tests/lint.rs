//! `lint` as a user runs it. It needs no server.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn lint(dir: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_schema-diff"));
    command.env_remove("DATABASE_URL").current_dir(dir).arg("lint").args(arguments);
    let Output { status, stdout, stderr } = command.output().expect("the binary starts");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (status.code(), text(&stdout), text(&stderr))
}

fn migration(dir: &Path, up: &str) {
    let folder = dir.join("migrations/1700000000001-DropPets");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("up.sql"), up).expect("a file");
    fs::write(folder.join("down.sql"), "CREATE TABLE pets ();").expect("a file");
}

#[test]
fn warnings_end_well_unless_they_are_denied() {
    let dir = tempfile::tempdir().expect("a folder");
    migration(dir.path(), "-- all pets go\nDROP TABLE pets CASCADE;");
    let (code, stdout, _) = lint(dir.path(), &[]);
    assert_eq!(code, Some(0));
    assert!(stdout.contains("migrations/1700000000001-DropPets/up.sql:2: drop-cascade: "), "{stdout}");
    assert!(stdout.contains("  help: "), "{stdout}");
    assert_eq!(lint(dir.path(), &["--deny", "index-without-concurrently"]).0, Some(0));
    for deny in ["drop-cascade", "all"] {
        let (code, _, stderr) = lint(dir.path(), &["--deny", deny]);
        assert_eq!(code, Some(1));
        assert!(stderr.contains("error: denied: drop-cascade\nhelp: "), "{stderr}");
    }
}

#[test]
fn programs_get_all_of_a_finding() {
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join("one.sql"), "DROP TABLE pets CASCADE;").expect("a file");
    let (_, stdout, _) = lint(dir.path(), &["one.sql", "--json", "--deny", "all"]);
    let answer: serde_json::Value = serde_json::from_str(&stdout).expect("JSON");
    let finding = &answer["findings"][0];
    assert_eq!((&finding["rule"], &finding["line"]), (&"drop-cascade".into(), &1.into()));
    assert_eq!((&finding["path"], &finding["denied"]), (&"one.sql".into(), &true.into()));
}

#[test]
fn a_missing_file_and_an_unknown_rule_are_errors() {
    let dir = tempfile::tempdir().expect("a folder");
    for (arguments, part) in [(["none.sql"].as_slice(), "none.sql is missing"), (&["--deny", "drops"], "`drops`")] {
        let (code, _, stderr) = lint(dir.path(), arguments);
        assert_eq!(code, Some(1));
        assert!(stderr.contains(part) && stderr.contains("help: "), "{stderr}");
    }
}
