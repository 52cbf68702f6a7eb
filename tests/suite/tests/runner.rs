//! What `run` and `revert` can be told, and how they go on after a crash.

use std::fs;
use std::path::Path;
use std::time::Duration;

use harness::{Columns, Database, Run, dump};
use suite::Tool;

const USERS: &str = "1700000000001-AddUsers";
const PETS: &str = "1700000000002-AddPets";
const TOYS: &str = "1700000000003-AddToys";

/// Writes a migration by hand.
fn write(tool: &Tool, id: &str, up: &str, down: &str) {
    let folder = Path::new(&tool.migrations()).join(id);
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("up.sql"), up).expect("a file");
    fs::write(folder.join("down.sql"), down).expect("a file");
}

/// A database and three migrations of one table each.
async fn three() -> (Database, Tool) {
    let database = Database::empty().await;
    let tool = Tool::bare(&database);
    for (id, table) in [(USERS, "users"), (PETS, "pets"), (TOYS, "toys")] {
        let down = format!("-- schema-diff: loses {table}\nDROP TABLE {table};");
        write(&tool, id, &format!("CREATE TABLE {table} (id bigint);"), &down);
    }
    (database, tool)
}

async fn tables(database: &Database) -> Vec<String> {
    let sql = "SELECT relname::text FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace \
               ORDER BY relname";
    let rows = database.client().await.query(sql, &[]).await.expect("answers");
    rows.iter().map(|row| row.get(0)).collect()
}

#[track_caller]
fn says(run: &Run, parts: &[&str]) {
    for part in parts {
        assert!(run.stderr.contains(part) || run.stdout.contains(part), "`{part}` is not in {run:?}");
    }
}

#[tokio::test]
async fn a_run_stops_where_it_is_told_to() {
    let (database, tool) = three().await;
    tool.ok(&["run", "--steps", "1"]);
    assert_eq!(tables(&database).await, ["users"]);
    tool.ok(&["run", "--to", "AddPets"]);
    assert_eq!(tables(&database).await, ["pets", "users"]);
    says(&tool.ends(1, &["run", "--to", "AddPets"]), &["no pending migration is called `AddPets`", TOYS]);
    tool.ok(&["run"]);
    tool.ok(&["revert", "--to", USERS, "--accept-loss", "all"]);
    assert_eq!(tables(&database).await, ["users"]);
}

#[tokio::test]
async fn a_dry_run_says_all_and_touches_nothing() {
    let (database, tool) = three().await;
    let told = tool.ok(&["run", "--dry-run"]);
    assert!(told.contains("CREATE TABLE toys (id bigint);") && told.contains(USERS), "{told}");
    let json: serde_json::Value = serde_json::from_str(&tool.ok(&["run", "--dry-run", "--json"])).expect("JSON");
    assert_eq!(json["migrations"][1]["sections"][0]["statements"][0], "CREATE TABLE pets (id bigint)");
    let empty = Database::empty().await;
    assert_eq!(dump(&database.url(), Columns::InOrder), dump(&empty.url(), Columns::InOrder));
    tool.ok(&["run"]);
    let told = tool.ok(&["revert", "--dry-run", "--steps", "2"]);
    assert!(told.contains("-- loses toys") && told.contains("DROP TABLE pets;"), "{told}");
    assert_eq!(tables(&database).await, ["pets", "toys", "users"]);
}

#[tokio::test]
async fn a_fake_is_recorded_and_does_not_run() {
    let (database, tool) = three().await;
    database.run("CREATE TABLE users (id bigint)").await;
    says(&tool.ends(1, &["run", "--fake", "AddPets"]), &[USERS, "out of order"]);
    assert!(tool.ok(&["run", "--fake", "AddUsers"]).contains("recorded 1700000000001-AddUsers without running it"));
    tool.ok(&["run"]);
    assert_eq!(tables(&database).await, ["pets", "toys", "users"]);
    assert!(tool.ok(&["show"]).contains("faked"));
}

#[tokio::test]
async fn what_comes_late_runs_only_when_it_is_allowed() {
    let (database, tool) = three().await;
    let late = Path::new(&tool.migrations()).join(PETS);
    let away = Path::new(&tool.migrations()).join(".away");
    fs::rename(&late, &away).expect("moved");
    tool.ok(&["run"]);
    fs::rename(&away, &late).expect("moved back");
    says(&tool.ends(1, &["run"]), &["out of order", "--out-of-order allow"]);
    says(&tool.ends(0, &["run", "--out-of-order", "warn"]), &["note: 1700000000002-AddPets is out of order", "ran"]);
    assert_eq!(tables(&database).await, ["pets", "toys", "users"]);
    tool.ok(&["run"]);
}

/// Lets the ledger say that a run was cut off after it had sent the second statement.
async fn cut_off(database: &Database, tool: &Tool) {
    let up = "-- schema-diff: no-transaction\nSET work_mem = '5MB';\nCREATE TABLE users (id bigint);\n\
              INSERT INTO users VALUES (1);\nCREATE TABLE nonesuch (id nonesuch);";
    write(tool, USERS, up, "DROP TABLE users;");
    tool.ends(1, &["run"]);
    // As a crash leaves it: sent, and not done.
    let third = "UPDATE schema_diff.ledger SET statements_done = 2, statements_sent = 3";
    database.run(third).await;
}

#[tokio::test]
async fn a_statement_in_doubt_is_a_persons_to_decide() {
    let database = Database::empty().await;
    let tool = Tool::bare(&database);
    cut_off(&database, &tool).await;
    let stopped = tool.ends(1, &["run"]);
    says(&stopped, &["cut off in statement 3", "up.sql:4", "INSERT INTO users VALUES (1)", "--resume-at 4"]);
    says(&tool.ends(1, &["run", "--resume-at", "2"]), &["stopped at statement 3", "--resume-at 3"]);
    // After it: the fourth fails as before, and no row comes twice.
    says(&tool.ends(1, &["run", "--resume-at", "4"]), &["up.sql:5", "nonesuch"]);
    let count = "SELECT count(*) FROM users";
    let row = database.client().await.query_one(count, &[]).await.expect("answers");
    assert_eq!(row.get::<_, i64>(0), 1);
    says(&tool.ends(1, &["revert", "--resume-at", "1"]), &["stopped half-way"]);
}

#[tokio::test]
async fn statements_that_ran_must_stay_as_they_were() {
    let database = Database::empty().await;
    let tool = Tool::bare(&database);
    cut_off(&database, &tool).await;
    let up = |second: &str, last: &str| {
        format!(
            "-- schema-diff: no-transaction\nSET work_mem = '5MB';\nCREATE TABLE users (id {second});\n\
             INSERT INTO users VALUES (1);\n{last}"
        )
    };
    database.run("UPDATE schema_diff.ledger SET statements_done = 3").await;
    write(&tool, USERS, &up("integer", "SELECT 1;"), "DROP TABLE users;");
    says(&tool.ends(1, &["run"]), &["stopped after 3 statements", "edited since", "restore the statements that ran"]);
    write(&tool, USERS, &up("bigint", "CREATE TABLE other (id bigint);"), "DROP TABLE users;");
    tool.ok(&["run"]);
    assert_eq!(tables(&database).await, ["other", "users"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_that_is_held_is_waited_for_in_several_tries() {
    let database = Database::empty().await;
    let tool = Tool::bare(&database);
    database.run("CREATE TABLE users (id bigint)").await;
    for (id, up) in [
        (USERS, "SET lock_timeout = '200ms';\nALTER TABLE users ADD name text;"),
        (
            PETS,
            "-- schema-diff: no-transaction\nSET lock_timeout = '200ms';\nCREATE INDEX CONCURRENTLY i ON users (id);",
        ),
    ] {
        write(&tool, id, up, "SELECT 1;");
        let client = database.client().await;
        client.batch_execute("BEGIN; LOCK TABLE users IN SHARE ROW EXCLUSIVE MODE").await.expect("a lock");
        let watcher = database.client().await;
        let held = tokio::spawn(async move {
            let waits = "SELECT FROM pg_locks WHERE NOT granted AND relation = 'users'::regclass";
            while watcher.query(waits, &[]).await.expect("answers").is_empty() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            // Longer than the wait lasts.
            tokio::time::sleep(Duration::from_millis(400)).await;
            client.batch_execute("COMMIT").await.expect("given back");
        });
        let run = tokio::task::block_in_place(|| tool.ends(0, &["run"]));
        held.await.expect("ended");
        says(&run, &["lock timeout", "try 1 of 4", "ran"]);
    }
    let row = database.client().await.query_one("SELECT count(*) FROM pg_index WHERE NOT indisvalid", &[]).await;
    assert_eq!(row.expect("answers").get::<_, i64>(0), 0);
}

#[tokio::test]
async fn a_user_without_rights_is_told_what_is_missing() {
    let database = Database::empty().await;
    let tool = Tool::bare(&database);
    let role = format!("runner_plain_{}", std::process::id());
    database.run(&format!("CREATE ROLE {role} LOGIN PASSWORD 'p'")).await;
    let url = database.url_as(&role, "p");
    write(&tool, USERS, "SELECT 1;", "SELECT 1;");
    let denied = tool.ends(1, &["run", "--url", &url]);
    says(&denied, &["the ledger cannot be made", "CREATE SCHEMA schema_diff AUTHORIZATION"]);
    // With a namespace of its own it needs no other right, and keeps its ledger when the last migration goes.
    database.run(&format!("CREATE SCHEMA schema_diff AUTHORIZATION {role}")).await;
    for command in ["run", "revert", "run"] {
        tool.ok(&[command, "--url", &url]);
    }
    database.run(&format!("REASSIGN OWNED BY {role} TO CURRENT_USER; DROP ROLE {role}")).await;
}

/// Starts a run that sleeps in its second statement, and does something to the database meanwhile.
fn disturbed(database: &Database, tool: &Tool, disturb: &str) -> Run {
    let up = "CREATE TABLE users (id bigint);\nSELECT pg_sleep(60);";
    write(tool, USERS, up, "DROP TABLE users;");
    let server = std::env::var("TEST_DATABASE_URL").expect("a server");
    std::thread::scope(|scope| {
        let run = scope.spawn(|| tool.run(&["run"]));
        let watch = scope.spawn(|| watch(&server, database.name(), disturb));
        watch.join().expect("it was disturbed");
        run.join().expect("it ends")
    })
}

fn watch(server: &str, name: &str, disturb: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let (client, connection) = tokio_postgres::connect(server, tokio_postgres::NoTls).await.expect("a server");
        drop(tokio::spawn(connection));
        let sleeps =
            format!("SELECT FROM pg_stat_activity WHERE datname = '{name}' AND query LIKE '%pg_sleep(60)%' AND pid <> pg_backend_pid()");
        while client.query(&sleeps, &[]).await.expect("answers").is_empty() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        client.batch_execute(disturb).await.expect("done");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_is_lost_loses_nothing() {
    let database = Database::empty().await;
    let tool = Tool::bare(&database);
    let end = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}'", database.name());
    let run = tokio::task::block_in_place(|| disturbed(&database, &tool, &end));
    assert_eq!(run.code, 1, "{run:?}");
    says(&run, &[USERS, "up.sql:2", "the session ended; nothing is lost"]);
    assert!(tables(&database).await.is_empty());
    write(&tool, USERS, "CREATE TABLE users (id bigint);", "DROP TABLE users;");
    tool.ok(&["run"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_is_dropped_meanwhile_is_named() {
    let database = Database::empty().await;
    let tool = Tool::bare(&database);
    let drop = format!("DROP DATABASE {} WITH (FORCE)", database.name());
    let run = tokio::task::block_in_place(|| disturbed(&database, &tool, &drop));
    assert_eq!(run.code, 1, "{run:?}");
    says(&run, &[USERS, "help: "]);
    says(&tool.ends(1, &["run"]), &[&format!("database {} does not exist", database.name()), "createdb"]);
}
