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
    migration(dir.path(), "-- all pets go\n-- schema-diff: loses pets\nDROP TABLE pets CASCADE;");
    let (code, stdout, _) = lint(dir.path(), &[]);
    assert_eq!(code, Some(0), "{stdout}");
    assert!(stdout.contains("migrations/1700000000001-DropPets/up.sql:3: drop-cascade: "), "{stdout}");
    assert!(stdout.contains("  help: ") && stdout.contains("files: 2, findings: 1"), "{stdout}");
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
    fs::write(dir.path().join("one.sql"), "SET lock_timeout = '1s';\nCREATE INDEX i ON pets (a);").expect("a file");
    let (_, stdout, _) = lint(dir.path(), &["one.sql", "--json", "--deny", "all"]);
    let answer: serde_json::Value = serde_json::from_str(&stdout).expect("JSON");
    assert_eq!(
        answer,
        serde_json::json!({ "files": 1, "findings": [{
            "rule": "index-without-concurrently", "level": "warning", "line": 2, "path": "one.sql", "denied": true,
            "message": "writes to pets wait until the index is built",
            "help": "write CREATE INDEX CONCURRENTLY under a line `-- schema-diff: no-transaction`, if the table is large",
            "fix": "CREATE INDEX CONCURRENTLY i ON pets (a);",
        }] })
    );
}

#[test]
fn policies_are_shown_where_they_are_asked_for() {
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join("one.sql"), "CREATE TABLE pets (id int);").expect("a file");
    for (arguments, code, shows) in [
        (["one.sql"].as_slice(), 0, false),
        (&["one.sql", "--deny", "all"], 0, false),
        (&["one.sql", "--warn", "prefer-bigint"], 0, true),
        (&["one.sql", "--warn", "all"], 0, true),
        (&["one.sql", "--deny", "prefer-bigint"], 1, true),
        (&["one.sql", "--warn", "all", "--deny", "all"], 1, true),
    ] {
        let (got, stdout, _) = lint(dir.path(), arguments);
        assert_eq!((got, stdout.contains("prefer-bigint: ")), (Some(code), shows), "{arguments:?} {stdout}");
    }
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_looked_at() {
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join("one.sql"), "CREATE TABLE pets (\n  id bigint,,);\nDROP DATABASE pets;").expect("a file");
    let (code, stdout, stderr) = lint(dir.path(), &["one.sql"]);
    assert_eq!(code, Some(1));
    assert!(stdout.contains("one.sql:2: syntax-error: ") && stdout.contains("one.sql:3: drop-database: "), "{stdout}");
    assert!(stderr.contains("denied: syntax-error"), "{stderr}");
    migration(dir.path(), "SELECT 1;\n\\i more.sql");
    let other = dir.path().join("migrations/1700000000002-DropAll");
    fs::create_dir_all(&other).expect("a folder");
    fs::write(other.join("up.sql"), "DROP SCHEMA shop;").expect("a file");
    fs::write(other.join("down.sql"), "").expect("a file");
    let (code, stdout, _) = lint(dir.path(), &[]);
    assert_eq!(code, Some(1));
    for part in [
        "DropPets/up.sql:2: syntax-error: `\\i more.sql`",
        "DropAll/up.sql:1: drop-schema",
        "DropAll/down.sql:1: empty-down",
    ] {
        assert!(stdout.contains(part), "{part} is not in {stdout}");
    }
}

#[test]
fn files_of_other_tools_say_themselves_what_is_a_transaction() {
    let dir = tempfile::tempdir().expect("a folder");
    let sql = "SET lock_timeout = '5s';\nBEGIN;\nALTER TABLE pets ADD COLUMN age bigint;\nCOMMIT;\n\
               CREATE INDEX CONCURRENTLY IF NOT EXISTS pets_age ON pets (age);\n";
    fs::write(dir.path().join("one.sql"), sql).expect("a file");
    let (code, stdout, _) = lint(dir.path(), &["one.sql", "--deny", "all"]);
    assert_eq!((code, stdout.trim()), (Some(0), "files: 1, findings: 0"));
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
