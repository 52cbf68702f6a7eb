//! What a user may get wrong: each says what is wrong, names it, says what to do, and changes nothing.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use harness::{Columns, Database, Run, binary, dump};
use schema_diff::ledger;
use schema_diff::server::{Connection, Target};

const FIRST: &str = "1700000000001-AddUsers";
const SECOND: &str = "1700000000002-AddPets";

fn tool(url: &str, dir: &Path, arguments: &[&str]) -> Run {
    Run::of(command(url, dir).args(arguments))
}

fn command(url: &str, dir: &Path) -> Command {
    let mut command = Command::new(binary("schema-diff"));
    command.env_remove("DATABASE_URL").args(["--url", url, "--dir"]).arg(dir);
    command
}

/// Writes a migration by hand.
fn migration(dir: &Path, id: &str, up: &str, down: &str) {
    let folder = dir.join(id);
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("up.sql"), up).expect("a file");
    fs::write(folder.join("down.sql"), down).expect("a file");
}

fn users(dir: &Path) {
    migration(dir, FIRST, "CREATE TABLE users (id bigint);", "DROP TABLE users;");
}

fn pets(dir: &Path) {
    migration(dir, SECOND, "CREATE TABLE pets (id bigint);", "DROP TABLE pets;");
}

#[track_caller]
fn assert_refused(run: &Run, parts: &[&str]) {
    assert_eq!(run.code, 1, "{run:?}");
    for part in parts.iter().chain(&["error: ", "help: "]) {
        assert!(run.stderr.contains(part), "`{part}` is not in:\n{}", run.stderr);
    }
}

/// Runs the tool and shows that it refuses and that the database stays as it is.
#[track_caller]
fn refuses(database: &Database, dir: &Path, arguments: &[&str], parts: &[&str]) {
    let before = dump(&database.url(), Columns::InOrder);
    assert_refused(&tool(&database.url(), dir, arguments), parts);
    assert_eq!(dump(&database.url(), Columns::InOrder), before);
}

#[track_caller]
fn succeeds(database: &Database, dir: &Path, arguments: &[&str]) {
    let run = tool(&database.url(), dir, arguments);
    assert_eq!(run.code, 0, "{run:?}");
}

#[test]
fn usage_errors_exit_1() {
    let dir = tempfile::tempdir().expect("a folder");
    for arguments in [&["bogus"][..], &["generate"], &["diff", "--from", "x.sql"], &[]] {
        assert_eq!(tool("postgres://nobody@127.0.0.1:1/x", dir.path(), arguments).code, 1, "{arguments:?}");
    }
}

#[test]
fn no_server() {
    let dir = tempfile::tempdir().expect("a folder");
    let run = tool("postgres://ann:s3cret@127.0.0.1:1/shop", dir.path(), &["run"]);
    assert_refused(&run, &["127.0.0.1:1", "is it running?"]);
    assert!(!run.stderr.contains("s3cret"));
}

#[test]
fn no_url() {
    let run = Run::of(Command::new(binary("schema-diff")).env_remove("DATABASE_URL").arg("show"));
    assert_refused(&run, &["no database is named", "DATABASE_URL"]);
}

#[tokio::test]
async fn wrong_password() {
    let (database, dir) = (Database::empty().await, tempfile::tempdir().expect("a folder"));
    let run = tool(&database.url_as("postgres", "wr0ng"), dir.path(), &["run"]);
    assert_refused(&run, &["user postgres", "check the user and password"]);
    assert!(!run.stderr.contains("wr0ng"));
}

#[tokio::test]
async fn no_such_database() {
    let (database, dir) = (Database::empty().await, tempfile::tempdir().expect("a folder"));
    let url = database.url().replace(database.name(), "nonesuch");
    assert_refused(&tool(&url, dir.path(), &["show"]), &["database nonesuch does not exist", "createdb nonesuch"]);
}

#[tokio::test]
async fn no_extension() {
    let (database, dir) = (Database::empty().await, tempfile::tempdir().expect("a folder"));
    let wanted = dir.path().join("wanted.sql");
    fs::write(&wanted, "CREATE EXTENSION nonesuch;").expect("a file");
    let wanted = wanted.display().to_string();
    let migrations = dir.path().join("migrations");
    refuses(&database, &migrations, &["generate", "AddIt", "--to", &wanted], &["nonesuch", "install the package"]);
    assert!(!migrations.exists());
    migration(&migrations, FIRST, "SELECT 1;\nCREATE EXTENSION nonesuch;", "");
    refuses(&database, &migrations, &["run"], &[FIRST, "up.sql:2", "0A000", "nonesuch", "install the package"]);
}

#[tokio::test]
async fn no_right_to_create_databases() {
    let (database, dir) = (Database::empty().await, tempfile::tempdir().expect("a folder"));
    let role = format!("plain_{}", std::process::id());
    database.run(&format!("CREATE ROLE {role} LOGIN PASSWORD 'p'")).await;
    users(dir.path());
    let run = tool(&database.url_as(&role, "p"), dir.path(), &["check"]);
    database.run(&format!("DROP ROLE {role}")).await;
    assert_refused(&run, &[&format!("user {role} may not create databases"), "CREATEDB"]);
}

#[tokio::test]
async fn a_migration_edited_after_it_ran() {
    let (database, dir) = (Database::empty().await, tempfile::tempdir().expect("a folder"));
    users(dir.path());
    succeeds(&database, dir.path(), &["run"]);
    migration(dir.path(), FIRST, "CREATE TABLE users (id bigint, x int);", "DROP TABLE users;");
    pets(dir.path());
    for command in ["run", "revert", "check"] {
        refuses(&database, dir.path(), &[command], &[FIRST, "was edited after it was applied", "restore the file"]);
    }
}

#[tokio::test]
async fn other_line_ends_are_no_edit() {
    let (database, dir) = (Database::empty().await, tempfile::tempdir().expect("a folder"));
    migration(dir.path(), FIRST, "CREATE TABLE users (\n  id bigint\n);\n", "DROP TABLE users;\n");
    succeeds(&database, dir.path(), &["run"]);
    migration(dir.path(), FIRST, "CREATE TABLE users (\r\n  id bigint\r\n);\r\n", "DROP TABLE users;\r\n");
    succeeds(&database, dir.path(), &["run"]);
}

#[tokio::test]
async fn a_missing_file() {
    let (database, dir) = (Database::empty().await, tempfile::tempdir().expect("a folder"));
    users(dir.path());
    succeeds(&database, dir.path(), &["run"]);
    fs::remove_file(dir.path().join(FIRST).join("down.sql")).expect("a file");
    refuses(&database, dir.path(), &["revert"], &["down.sql is missing", "restore"]);
    fs::remove_dir_all(dir.path().join(FIRST)).expect("a folder");
    refuses(&database, dir.path(), &["run"], &[FIRST, "files are missing", "version control"]);
}

#[tokio::test]
async fn a_file_out_of_order() {
    let (database, dir) = (Database::empty().await, tempfile::tempdir().expect("a folder"));
    pets(dir.path());
    succeeds(&database, dir.path(), &["run"]);
    users(dir.path());
    refuses(&database, dir.path(), &["run"], &[FIRST, "out of order", SECOND, "later number"]);
}

#[tokio::test]
async fn a_folder_with_another_name() {
    let (database, dir) = (Database::empty().await, tempfile::tempdir().expect("a folder"));
    migration(dir.path(), "add_users", "", "");
    refuses(&database, dir.path(), &["run"], &["add_users", "not named like a migration"]);
}

#[tokio::test]
async fn two_runs_at_once() {
    let (database, dir) = (Database::empty().await, tempfile::tempdir().expect("a folder"));
    migration(dir.path(), FIRST, "SELECT pg_sleep(1);\nCREATE TABLE users (id bigint);", "DROP TABLE users;");
    let url = database.url();
    let both = std::thread::scope(|scope| {
        let start = || scope.spawn(|| tool(&url, dir.path(), &["run"]));
        let both = [start(), start()];
        both.map(|run| run.join().expect("the tool runs"))
    });
    let ran = |run: &&Run| run.stdout.contains(&format!("ran {FIRST}"));
    assert!(both.iter().all(|run| run.code == 0), "{both:?}");
    assert_eq!(both.iter().filter(ran).count(), 1, "{both:?}");
    assert!(both.iter().any(|run| run.stderr.contains("waiting for another run: process ")), "{both:?}");
}

#[tokio::test]
async fn a_run_that_waits_too_long() {
    let (database, dir) = (Database::empty().await, tempfile::tempdir().expect("a folder"));
    users(dir.path());
    let target = Target::parse(&database.url()).expect("a good URL");
    let holder = Connection::open(&target).await.expect("a server");
    ledger::lock(&holder, Duration::ZERO, |_| {}).await.expect("nobody holds it");
    refuses(
        &database,
        dir.path(),
        &["run", "--lock-wait", "0"],
        &["another run holds the lock", "schema-diff", "--lock-wait"],
    );
}

#[tokio::test]
async fn a_database_that_is_not_empty() {
    let (database, dir) = (Database::empty().await, tempfile::tempdir().expect("a folder"));
    let (wanted, migrations) = (dir.path().join("wanted.sql"), dir.path().join("migrations"));
    fs::write(&wanted, "CREATE TABLE users (id bigint); CREATE TABLE pets (id bigint);").expect("a file");
    let wanted = wanted.display().to_string();
    succeeds(&database, &migrations, &["generate", "AddUsers", "--to", &wanted]);
    database.run("CREATE TABLE pets (name text)").await;
    refuses(&database, &migrations, &["run"], &["the database is not empty", "table pets", "empty database"]);
}

#[tokio::test]
async fn a_database_that_lacks_what_is_changed() {
    let (database, dir) = (Database::empty().await, tempfile::tempdir().expect("a folder"));
    let (wanted, migrations) = (dir.path().join("wanted.sql"), dir.path().join("migrations"));
    database.run("CREATE TABLE users (id bigint, name text); CREATE TABLE pets (id bigint)").await;
    fs::write(&wanted, "CREATE TABLE pets (id bigint, age int); CREATE INDEX pets_age ON pets (age);").expect("a file");
    let wanted = wanted.display().to_string();
    succeeds(&database, &migrations, &["generate", "Age", "--to", &wanted, "--accept-loss", "users"]);
    database.run("DROP TABLE users").await;
    let said = ["made from another database", "table users is not there", "`check`"];
    refuses(&database, &migrations, &["run"], &said);
    let client = database.client().await;
    let columns = client.query("SELECT FROM pg_attribute WHERE attrelid = 'pets'::regclass AND attnum > 0", &[]).await;
    assert_eq!(columns.expect("columns").len(), 1, "nothing ran");
    database.run("CREATE TABLE users (id bigint)").await;
    succeeds(&database, &migrations, &["run", "--accept-loss", "users"]);
}

#[tokio::test]
async fn a_second_generate_before_run() {
    let (database, dir) = (Database::empty().await, tempfile::tempdir().expect("a folder"));
    let (wanted, migrations) = (dir.path().join("wanted.sql"), dir.path().join("migrations"));
    fs::write(&wanted, "CREATE TABLE users (id bigint);").expect("a file");
    users(&migrations);
    let arguments = ["generate", "Again", "--to", &wanted.display().to_string()];
    refuses(&database, &migrations, &arguments, &[FIRST, "not run yet", "`run` first"]);
    assert_eq!(fs::read_dir(&migrations).expect("a folder").count(), 1);
}

#[tokio::test]
async fn a_statement_that_fails_leaves_nothing_behind() {
    let (database, dir) = (Database::empty().await, tempfile::tempdir().expect("a folder"));
    migration(dir.path(), FIRST, "CREATE TABLE users (id bigint);\n\nALTER TABLE users\n  DROP COLUMN nope;", "");
    let all = [FIRST, "up.sql:3", "42703", "nothing of this migration was kept"];
    refuses(&database, dir.path(), &["run"], &all);
    migration(dir.path(), FIRST, "CREATE TABLE users (id bigint);", "DROP TABLE users;");
    succeeds(&database, dir.path(), &["run"]);
}

#[tokio::test]
async fn single_statements_go_on_where_they_stopped() {
    let (database, dir) = (Database::empty().await, tempfile::tempdir().expect("a folder"));
    database.run("CREATE TABLE pets (id bigint); INSERT INTO pets VALUES (1), (1)").await;
    let up = "-- schema-diff: no-transaction\nCREATE TABLE one (id bigint);\n\
              CREATE UNIQUE INDEX CONCURRENTLY uniq_pets_id ON pets (id);";
    migration(
        dir.path(),
        FIRST,
        up,
        "-- schema-diff: no-transaction\nDROP INDEX CONCURRENTLY uniq_pets_id;\nDROP TABLE one;",
    );
    let failed = tool(&database.url(), dir.path(), &["run"]);
    assert_refused(&failed, &[FIRST, "up.sql:3", "23505", "goes on after them"]);
    assert!(!failed.stderr.contains("(id)=(1)"), "the row is shown: {}", failed.stderr);
    refuses(&database, dir.path(), &["revert"], &["stopped half-way", "`run` finishes it"]);
    database.run("DELETE FROM pets").await;
    succeeds(&database, dir.path(), &["run"]);
    succeeds(&database, dir.path(), &["revert"]);
}

#[tokio::test]
async fn a_half_done_migration_can_be_corrected() {
    let (database, dir) = (Database::empty().await, tempfile::tempdir().expect("a folder"));
    let up = |second: &str| format!("-- schema-diff: no-transaction\nCREATE TABLE one (id bigint);\n{second}");
    migration(dir.path(), FIRST, &up("CREATE TABLE two (id nonesuch);"), "DROP TABLE two, one;");
    assert_refused(&tool(&database.url(), dir.path(), &["run"]), &[FIRST, "up.sql:3", "goes on after them"]);
    migration(dir.path(), FIRST, &up("CREATE TABLE two (id bigint);"), "DROP TABLE two, one;");
    succeeds(&database, dir.path(), &["run"]);
    succeeds(&database, dir.path(), &["revert"]);
}

#[tokio::test]
async fn a_migration_that_ends_its_transaction() {
    let (database, dir) = (Database::empty().await, tempfile::tempdir().expect("a folder"));
    migration(dir.path(), FIRST, "CREATE TABLE users (id bigint);\nROLLBACK;", "");
    refuses(&database, dir.path(), &["run"], &[FIRST, "up.sql:2", "ROLLBACK", "-- schema-diff: transaction"]);
}

#[tokio::test]
async fn values_are_not_in_errors() {
    let (database, dir) = (Database::empty().await, tempfile::tempdir().expect("a folder"));
    database.run("CREATE TABLE pets (ssn text); INSERT INTO pets VALUES ('123-45-6789')").await;
    migration(dir.path(), FIRST, "ALTER TABLE pets ALTER ssn TYPE integer USING ssn::integer;", "");
    let run = tool(&database.url(), dir.path(), &["run"]);
    assert_refused(&run, &[FIRST, "22P02", "invalid input syntax"]);
    assert!(!run.stderr.contains("123-45"), "{run:?}");
}

#[tokio::test]
async fn what_is_not_modelled_is_not_called_proved() {
    let (database, dir) = (Database::empty().await, tempfile::tempdir().expect("a folder"));
    let operator = "CREATE OPERATOR === (LEFTARG = integer, RIGHTARG = integer, FUNCTION = int4eq)";
    database.run(&format!("CREATE TABLE pets (id bigint); {operator}")).await;
    let wanted = dir.path().join("wanted.sql");
    fs::write(&wanted, format!("CREATE TABLE pets (id bigint, name text); {operator};")).expect("a file");
    let run =
        tool(&database.url(), &dir.path().join("new"), &["generate", "AddName", "--to", &wanted.display().to_string()]);
    assert!(run.code == 0 && run.stdout.contains("proved without: operator ==="), "{run:?}");
}

#[tokio::test]
async fn an_extension_that_goes_is_proved() {
    let (database, dir) = (Database::empty().await, tempfile::tempdir().expect("a folder"));
    let (from, to) = (dir.path().join("from.sql"), dir.path().join("to.sql"));
    fs::write(&from, "CREATE EXTENSION pg_trgm; CREATE TABLE pets (id bigint);").expect("a file");
    fs::write(&to, "CREATE TABLE pets (id bigint);").expect("a file");
    let (from, to) = (from.display().to_string(), to.display().to_string());
    succeeds(&database, &dir.path().join("new"), &["generate", "DropIt", "--from", &from, "--to", &to]);
}

#[tokio::test]
async fn losses_need_their_name() {
    let (database, dir) = (Database::empty().await, tempfile::tempdir().expect("a folder"));
    migration(dir.path(), FIRST, "CREATE TABLE users (id bigint);", "-- schema-diff: loses users\nDROP TABLE users;");
    succeeds(&database, dir.path(), &["run"]);
    let refused = tool(&database.url(), dir.path(), &["revert"]);
    assert_eq!(refused.code, 3, "{refused:?}");
    assert!(refused.stderr.contains("--accept-loss users"), "{refused:?}");
    succeeds(&database, dir.path(), &["revert", "--accept-loss", "users"]);
}

#[tokio::test]
async fn errors_are_json_on_request() {
    let dir = tempfile::tempdir().expect("a folder");
    let run = tool("postgres://ann@127.0.0.1:1/shop", dir.path(), &["run", "--json"]);
    let error: serde_json::Value = serde_json::from_str(&run.stderr).expect("an object");
    assert_eq!((run.code, &error["exit_code"]), (1, &1.into()));
    assert!(error["help"].as_str().is_some_and(|help| help.contains("is it running?")), "{error}");
}
