//! Whole folders: verified, squashed, and taken over from databases and tools that were there before.

use std::fs;
use std::path::Path;

use harness::{Columns, Database, Run, dump};
use suite::Tool;

fn write(tool: &Tool, id: &str, up: &str, down: &str) {
    let folder = Path::new(&tool.migrations()).join(id);
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("up.sql"), up).expect("a file");
    fs::write(folder.join("down.sql"), down).expect("a file");
}

#[track_caller]
fn says(run: &Run, parts: &[&str]) {
    for part in parts {
        assert!(run.stderr.contains(part) || run.stdout.contains(part), "`{part}` is not in {run:?}");
    }
}

const USERS: &str = "1700000000001-AddUsers";
const PETS: &str = "1700000000002-AddPets";
const NAMES: &str = "1700000000003-RenameThem";

/// Three migrations that build on each other.
async fn three() -> (Database, Tool) {
    let database = Database::empty().await;
    let tool = Tool::bare(&database);
    let users = "CREATE TYPE mood AS ENUM ('good', 'bad');
        CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL UNIQUE, mood mood NOT NULL DEFAULT 'good');";
    write(&tool, USERS, users, "-- schema-diff: loses users\nDROP TABLE users; DROP TYPE mood;");
    let pets = "CREATE TABLE pets (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name varchar(20) NOT NULL,
        owner bigint NOT NULL REFERENCES users (id), tags text[] NOT NULL, seen timestamptz, weight numeric(5, 2));";
    write(&tool, PETS, pets, "-- schema-diff: loses pets\nDROP TABLE pets;");
    let names = "ALTER TABLE pets RENAME name TO called; ALTER TABLE pets ALTER called TYPE text;
        ALTER TABLE pets ALTER weight TYPE numeric(9, 4);";
    let back = "ALTER TABLE pets ALTER weight TYPE numeric(5, 2); ALTER TABLE pets ALTER called TYPE varchar(20);
        ALTER TABLE pets RENAME called TO name;";
    write(&tool, NAMES, names, back);
    (database, tool)
}

#[tokio::test]
async fn a_history_is_verified_with_rows_in_its_tables() {
    let (database, tool) = three().await;
    let told = tool.ok(&["verify"]);
    assert!(told.contains("1700000000002-AddPets: up, down, up; 3 rows in 1 tables survive"), "{told}");
    assert!(told.contains("1700000000003-RenameThem: up, down, up; 6 rows in 2 tables survive"), "{told}");
    assert!(told.contains("written again: pets"), "{told}");
    assert!(told.contains("3 migrations verified; pg_dump"), "{told}");
    let json: serde_json::Value = serde_json::from_str(&tool.ok(&["verify", "--json"])).expect("JSON");
    assert_eq!(json["migrations"][2]["rows"], 6);
    let empty = Database::empty().await;
    assert_eq!(dump(&database.url(), Columns::InOrder), dump(&empty.url(), Columns::InOrder), "nothing ran there");
}

#[tokio::test]
async fn a_way_back_that_forgets_something_is_found() {
    let (_database, tool) = three().await;
    write(&tool, "1700000000004-AddIndex", "CREATE INDEX idx_pets_seen ON pets (seen);", "SELECT 1;");
    let found = tool.ends(1, &["verify"]);
    says(&found, &["migration 1700000000004-AddIndex", "down.sql leaves differences", "idx_pets_seen"]);
    // A rule is seen by pg_dump, whatever the model knows of it.
    let rule = "CREATE OR REPLACE RULE quiet AS ON DELETE TO pets DO INSTEAD NOTHING;";
    write(&tool, "1700000000004-AddIndex", rule, "SELECT 1;");
    says(&tool.ends(1, &["verify"]), &["migration 1700000000004-AddIndex", "help: "]);
}

#[tokio::test]
async fn rows_that_a_migration_destroys_or_refuses_are_told() {
    let (_database, tool) = three().await;
    let narrow = "ALTER TABLE pets ADD CONSTRAINT long_names CHECK (length(called) > 100);";
    write(&tool, "1700000000004-Narrow", narrow, "ALTER TABLE pets DROP CONSTRAINT long_names;");
    let update = "UPDATE pets SET seen = now(); ALTER TABLE users DROP COLUMN email;";
    let back = "ALTER TABLE users ADD email text; UPDATE users SET email = id::text;
        ALTER TABLE users ALTER email SET NOT NULL, ADD UNIQUE (email);";
    write(&tool, "1700000000005-Update", update, back);
    let told = tool.ok(&["verify"]);
    assert!(told.contains("1700000000004-Narrow: up, down, up; 0 rows in 0 tables"), "{told}");
    assert!(told.contains("shown on empty tables"), "{told}");
    assert!(told.contains("rows are lost without a line `-- schema-diff: loses …`: users.email"), "{told}");
}

#[tokio::test]
async fn one_migration_takes_the_place_of_several() {
    let (database, tool) = three().await;
    tool.ok(&["run"]);
    let before = dump(&database.url(), Columns::InOrder);
    let half = Database::empty().await;
    let (url, half_url) = (database.url(), half.url());
    tool.ok(&["run", "--steps", "1", "--url", &half_url]);
    let told = tool.ok(&["squash", "Everything"]);
    assert!(told.contains("1700000000003-Everything makes what 3 migrations made"), "{told}");
    let folders = fs::read_dir(tool.migrations()).expect("a folder").flatten();
    let names: Vec<String> = folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    assert_eq!(names.iter().filter(|name| !name.starts_with('.')).collect::<Vec<_>>(), ["1700000000003-Everything"]);
    // A database that ran all of them has nothing to do, and its ledger learns the new name.
    assert!(tool.ok(&["check"]).contains("no migration is pending"));
    let run = tool.ends(0, &["run"]);
    says(&run, &["1700000000003-Everything takes the place of 3 migrations", "nothing to run"]);
    assert!(tool.ok(&["show"]).contains("squashed"));
    assert_eq!(dump(&url, Columns::InOrder), before);
    // One that ran only some is told how to get there.
    says(&tool.ends(1, &["run", "--url", &half_url]), &["only some of them ran here", PETS, "version control"]);
    // A new one runs only the squashed one.
    let fresh = Database::empty().await;
    tool.ok(&["run", "--url", &fresh.url()]);
    assert_eq!(dump(&fresh.url(), Columns::Sorted), dump(&url, Columns::Sorted));
}

#[tokio::test]
async fn statements_about_rows_are_not_squashed_away_unasked() {
    let (_database, tool) = three().await;
    write(&tool, "1700000000004-Fill", "INSERT INTO users VALUES (1, 'a@b.c');", "DELETE FROM users;");
    says(&tool.ends(3, &["squash", "All"]), &["1700000000004-Fill/up.sql:1: INSERT INTO users", "--accept-loss rows"]);
    tool.ok(&["squash", "All", "--accept-loss", "rows"]);
}

#[tokio::test]
async fn a_database_that_exists_becomes_the_first_migration() {
    let database = Database::empty().await;
    let tool = Tool::bare(&database);
    database.run("CREATE TABLE users (id bigint PRIMARY KEY); INSERT INTO users VALUES (1)").await;
    let before = dump(&database.url(), Columns::InOrder);
    tool.ok(&["baseline", "Start"]);
    assert_eq!(dump(&database.url(), Columns::InOrder), before);
    tool.ok(&["check"]);
    assert!(tool.ok(&["run"]).contains("nothing to run"));
    assert!(tool.ok(&["show"]).contains("baseline"));
    says(&tool.ends(1, &["baseline", "Again"]), &["holds migrations already", "--mark"]);
    let fresh = Database::empty().await;
    tool.ok(&["run", "--url", &fresh.url()]);
    assert_eq!(dump(&fresh.url(), Columns::InOrder), before);
}

#[tokio::test]
async fn migrations_that_a_database_has_already_are_marked() {
    let (database, tool) = three().await;
    database.run("CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL UNIQUE)").await;
    says(
        &tool.ends(1, &["baseline", "--mark", "AddUsers"]),
        &["is not what the migrations up to AddUsers make", "mood"],
    );
    let more = "CREATE TYPE mood AS ENUM ('good', 'bad'); ALTER TABLE users ADD mood mood NOT NULL DEFAULT 'good'";
    database.run(more).await;
    tool.ok(&["baseline", "--mark", "AddUsers"]);
    tool.ok(&["run"]);
    tool.ok(&["check"]);
}

/// Each tool's table, as the tool makes it, with two migrations in it.
const TOOLS: [(&str, &str, &str); 5] = [
    (
        "typeorm",
        "CREATE TABLE \"migrations\" (\"id\" SERIAL NOT NULL, \"timestamp\" bigint NOT NULL, \"name\" character varying \
         NOT NULL, CONSTRAINT \"PK_8c82d7f526340ab734260ea46be\" PRIMARY KEY (\"id\"));
         INSERT INTO \"migrations\" (\"timestamp\", \"name\") VALUES (1699564321234, 'InitialSchema1699564321234'),
         (1699564321999, 'AddNames1699564321999');",
        "AddNames1699564321999",
    ),
    (
        "diesel",
        "CREATE TABLE IF NOT EXISTS __diesel_schema_migrations (version VARCHAR(50) PRIMARY KEY NOT NULL, run_on \
         TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP);
         INSERT INTO __diesel_schema_migrations (version) VALUES ('00000000000000'), ('20240101120000');",
        "20240101120000",
    ),
    (
        "sqlx",
        "CREATE TABLE IF NOT EXISTS _sqlx_migrations (version BIGINT PRIMARY KEY, description TEXT NOT NULL, \
         installed_on TIMESTAMPTZ NOT NULL DEFAULT now(), success BOOLEAN NOT NULL, checksum BYTEA NOT NULL, \
         execution_time BIGINT NOT NULL);
         INSERT INTO _sqlx_migrations VALUES (20240101120000, 'users', now(), true, '\\x00', 5),
         (20240102120000, 'add names', now(), true, '\\x01', 7);",
        "20240102120000 add names",
    ),
    (
        "refinery",
        "CREATE TABLE IF NOT EXISTS refinery_schema_history(version INT4 PRIMARY KEY, name VARCHAR(255), applied_on \
         VARCHAR(255), checksum VARCHAR(255));
         INSERT INTO refinery_schema_history VALUES (1, 'users', '2024-01-01T12:00:00Z', '123'),
         (2, 'names', '2024-01-02T12:00:00Z', '456');",
        "V2__names",
    ),
    (
        "seaorm",
        "CREATE TABLE IF NOT EXISTS \"seaql_migrations\" (\"version\" varchar NOT NULL PRIMARY KEY, \"applied_at\" \
         bigint NOT NULL);
         INSERT INTO \"seaql_migrations\" VALUES ('m20240101_000001_users', 1704067200), ('m20240102_000001_names', \
         1704153600);",
        "m20240102_000001_names",
    ),
];

#[tokio::test]
async fn the_ledgers_of_other_tools_are_taken_over() {
    for (name, ledger, last) in TOOLS {
        let database = Database::empty().await;
        let tool = Tool::bare(&database);
        says(&tool.ends(1, &["baseline", "Start", "--from", name]), &["has not run here: there is no table"]);
        database.run(&format!("CREATE TABLE users (id bigint PRIMARY KEY); {ledger}")).await;
        let before = dump(&database.url(), Columns::InOrder);
        let run = tool.ends(0, &["baseline", "Start", "--from", name]);
        says(&run, &["ran 2 migrations here", last, "recorded ", "drop the table "]);
        assert_eq!(dump(&database.url(), Columns::InOrder), before, "{name}: nothing but our ledger changes");
        let (up, _) = tool.newest();
        assert!(up.contains("CREATE TABLE users") && up.matches("CREATE").count() == 1, "{name}: {up}");
        assert!(tool.ok(&["run"]).contains("nothing to run"), "{name}");
    }
    let database = Database::empty().await;
    let (_, sqlx, _) = TOOLS[2];
    database.run(&format!("{sqlx} UPDATE _sqlx_migrations SET success = false WHERE description = 'users'")).await;
    let failed = Tool::bare(&database).ends(1, &["baseline", "Start", "--from", "sqlx"]);
    says(&failed, &["20240101120000 users did not run to its end", "repair it with sqlx"]);
}
