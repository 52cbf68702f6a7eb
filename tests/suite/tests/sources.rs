//! Any two sources can be compared: databases, files, folders of migrations, entities.

use harness::Database;
use serde_json::Value;
use suite::{AEGIS_SQL, Tool};

const BEFORE: &str = "CREATE TABLE pets (id bigint PRIMARY KEY, name text NOT NULL);";
const AFTER: &str = "CREATE TABLE pets (id bigint PRIMARY KEY, name text NOT NULL, age integer CHECK (age >= 0));
COMMENT ON COLUMN pets.age IS 'In years.';";

#[tokio::test]
async fn two_files_become_a_migration_and_equal_files_become_nothing() {
    let database = Database::empty().await;
    let tool = Tool::bare(&database);
    let (before, after) = (tool.file("before.sql", BEFORE), tool.file("after.sql", AFTER));
    let equal = tool.ok(&["generate", "Nothing", "--from", &before, "--to", &before]);
    assert!(equal.contains("nothing to do"), "{equal}");
    assert_eq!(tool.count(), 0, "nothing was written");

    tool.ok(&["generate", "AddAge", "--from", &before, "--to", &after]);
    database.run(BEFORE).await;
    tool.ok(&["run"]);
    let url = database.url();
    tool.ok(&["diff", "--from", &url, "--to", &after]);
    let told = tool.ends(2, &["diff", "--from", &url, "--to", &before]).stdout;
    assert!(told.contains("- age"), "{told}");
}

#[tokio::test]
async fn the_statements_of_a_diff_can_be_run_as_they_are() {
    let database = Database::empty().await;
    let tool = Tool::bare(&database);
    let (before, after) = (tool.file("before.sql", BEFORE), tool.file("after.sql", AFTER));
    let sql = tool.ends(2, &["diff", "--from", &before, "--to", &after, "--sql"]).stdout;
    database.run(BEFORE).await;
    database.run(&sql).await;
    tool.ok(&["diff", "--from", &database.url(), "--to", &after]);
}

#[tokio::test]
async fn a_diff_as_json_says_what_differs() {
    let database = Database::empty().await;
    let tool = Tool::bare(&database);
    let (before, after) = (tool.file("before.sql", BEFORE), tool.file("after.sql", AFTER));
    let answer = tool.ends(2, &["diff", "--from", &before, "--to", &after, "--json"]).stdout;
    let answer: Value = serde_json::from_str(&answer).expect("JSON and nothing else");
    assert!(answer.to_string().contains("pets.age"), "{answer:#}");
}

#[tokio::test]
async fn migrations_entities_and_the_database_agree() {
    let database = Database::empty().await;
    let tool = Tool::aegis(&database);
    tool.ok(&["generate", "InitialSchema"]);
    tool.ok(&["run"]);
    let (url, folder) = (database.url(), tool.migrations());
    tool.ok(&["diff", "--from", &url, "--to", &folder]);
    tool.ok(&["diff", "--from", "entities", "--to", &folder]);
    // The reference has no comments, and that is all that differs.
    let reference = tool.file("reference.sql", AEGIS_SQL);
    let answer = tool.ends(2, &["diff", "--from", &reference, "--to", "entities", "--sql"]).stdout;
    assert!(answer.contains("COMMENT ON TABLE users"), "{answer}");
    assert!(!answer.contains("CREATE") && !answer.contains("ALTER") && !answer.contains("DROP"), "{answer}");
}
