//! Aegis from structs to a migrated database and back, by the binary that a user builds.

use harness::{Columns, Database, dump};
use suite::{AEGIS_SQL, Tool};

/// The reference has no comments; the entities have them from their doc comments.
fn without_comments(dump: &str) -> String {
    dump.lines().filter(|line| !line.starts_with("COMMENT ON ")).collect::<Vec<_>>().join("\n")
}

/// A database with the first migration run.
async fn migrated() -> (Database, Tool) {
    let database = Database::empty().await;
    let tool = Tool::aegis(&database);
    tool.ok(&["generate", "InitialSchema"]);
    tool.ok(&["run"]);
    (database, tool)
}

#[tokio::test]
async fn the_entities_become_the_reference_schema() {
    let (database, _tool) = migrated().await;
    let reference = Database::filled(AEGIS_SQL).await;
    let ours = without_comments(&dump(&database.url(), Columns::InOrder));
    let theirs = without_comments(&dump(&reference.url(), Columns::InOrder));
    assert_eq!(ours, theirs);
}

#[tokio::test]
async fn a_second_generate_finds_nothing_and_a_change_by_hand_is_named() {
    let (database, tool) = migrated().await;
    assert!(tool.ok(&["generate", "Again"]).contains("nothing to do"));
    assert_eq!(tool.count(), 1, "no file was written");
    tool.ok(&["check"]);
    database.run("ALTER TABLE users ALTER email TYPE varchar(300); DROP INDEX idx_payments_status").await;
    let found = tool.ends(2, &["check"]).stdout;
    assert!(found.contains("email: type varchar(300) → varchar(255)"), "{found}");
    assert!(found.contains("+ index idx_payments_status (status)"), "{found}");
    let json: serde_json::Value = serde_json::from_str(&tool.ends(2, &["check", "--json"]).stdout).expect("JSON");
    assert!(json.to_string().contains("idx_payments_status"), "{json}");
}

#[tokio::test]
async fn all_of_it_goes_and_comes_again() {
    let (database, tool) = migrated().await;
    let full = dump(&database.url(), Columns::InOrder);
    let refused = tool.ends(3, &["revert"]);
    assert!(refused.stderr.contains("--accept-loss users"), "{}", refused.stderr);
    tool.ok(&["revert", "--accept-loss", "all"]);
    let empty = Database::empty().await;
    assert_eq!(dump(&database.url(), Columns::InOrder), dump(&empty.url(), Columns::InOrder));
    tool.ok(&["run"]);
    assert_eq!(dump(&database.url(), Columns::InOrder), full);
}

#[tokio::test]
async fn the_files_are_what_a_person_would_write() {
    let (_database, tool) = migrated().await;
    let (up, down) = tool.newest();
    insta::assert_snapshot!("initial_schema_up", up);
    insta::assert_snapshot!("initial_schema_down", down);
}

#[tokio::test]
async fn the_documents_change_is_one_alter_table_each_way() {
    let database = Database::empty().await;
    let tool = Tool::aegis(&database);
    let nothing = tool.file("nothing.sql", "");
    let all = tool.ends(2, &["diff", "--from", &nothing, "--to", "entities", "--sql"]).stdout;
    let before: Vec<_> = all.lines().filter(|line| !line.contains("mfa_")).collect();
    let before = tool.file("before.sql", &before.join("\n"));
    tool.ok(&["generate", "InitialSchema", "--to", &before]);
    tool.ok(&["run"]);
    let user = "INSERT INTO users (email, password_hash, first_name, last_name) VALUES ('a@b.c', 'hash', 'Ann', 'Lee')";
    database.run(user).await;
    let without = dump(&database.url(), Columns::Sorted);
    let told = tool.ok(&["generate", "AddMfaToUsers"]);
    assert!(told.contains("+ mfa_secret varchar(255)"), "{told}");
    assert!(told.contains("+ mfa_enabled boolean not null default false"), "{told}");
    let (up, down) = tool.newest();
    let count = |text: &str, what: &str| text.matches(what).count();
    assert_eq!((count(&up, "ALTER TABLE"), count(&up, "ADD COLUMN")), (1, 2), "{up}");
    assert_eq!((count(&down, "ALTER TABLE"), count(&down, "DROP COLUMN")), (1, 2), "{down}");
    for _ in 0..2 {
        tool.ok(&["run"]);
        tool.ok(&["check"]);
        tool.ends(3, &["revert"]);
        tool.ok(&["revert", "--accept-loss", "users.mfa_secret", "--accept-loss", "users.mfa_enabled"]);
        assert_eq!(dump(&database.url(), Columns::Sorted), without);
    }
    let rows = database.client().await.query_one("SELECT count(*) FROM users", &[]).await.expect("answers");
    assert_eq!(rows.get::<_, i64>(0), 1, "the row is still there");
}

#[tokio::test]
async fn what_structs_cannot_declare_is_left_alone() {
    let (database, tool) = migrated().await;
    let beside = "CREATE EXTENSION pg_trgm; CREATE SCHEMA audit; CREATE TABLE audit_log (id bigint);
        CREATE FUNCTION audit.note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
        CREATE TRIGGER audit_users AFTER UPDATE ON users FOR EACH ROW EXECUTE FUNCTION audit.note();
        COMMENT ON SCHEMA audit IS 'Who did what.'; DROP TABLE audit_log;";
    database.run(beside).await;
    let told = tool.ends(0, &["check"]);
    let all = format!("{}{}", told.stdout, told.stderr);
    assert!(all.contains("audit") && all.contains("pg_trgm"), "what is left alone is named: {all}");
    assert!(tool.ok(&["generate", "Nothing"]).contains("nothing to do"));
}
