//! One folder of migrations and many databases.

use std::fs;
use std::path::Path;

use harness::Database;
use serde_json::Value;
use suite::Tool;

fn write(tool: &Tool, id: &str, up: &str) {
    let folder = Path::new(&tool.migrations()).join(id);
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("up.sql"), up).expect("a file");
    fs::write(folder.join("down.sql"), "DROP TABLE users;").expect("a file");
}

#[tokio::test]
async fn each_database_stands_for_itself() {
    let mut databases = Vec::new();
    for _ in 0..6 {
        databases.push(Database::empty().await);
    }
    let tool = Tool::bare(&databases[0]);
    write(&tool, "1700000000001-AddUsers", "CREATE TABLE users (id bigint);");
    write(&tool, "1700000000002-AddName", "ALTER TABLE users ADD name text;");
    // One is in the way, one does not exist, one is there twice.
    databases[3]
        .run("CREATE FUNCTION users() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE TABLE users (name text)")
        .await;
    let mut urls: Vec<String> = databases.iter().map(Database::url).collect();
    urls.push(urls[0].replace(databases[0].name(), "nonesuch"));
    urls.push(urls[1].clone());
    let file = tool.file("urls.txt", &format!("# all of them\n\n{}\n", urls.join("\n")));
    let run = tool.ends(1, &["tenants", "run", "--urls-from", &file, "--jobs", "3"]);
    assert!(run.stdout.contains("7 databases: 5 migrated, 0 had nothing to run, 2 failed"), "{run:?}");
    assert!(run.stdout.contains("database nonesuch does not exist"), "{run:?}");
    assert!(run.stderr.contains("2 of 7 databases failed") && run.stderr.contains("help: "), "{run:?}");
    // Again: those that failed are tried, the others have nothing to do.
    databases[3].run("DROP TABLE users").await;
    let query = format!("SELECT unnest(ARRAY['{}'])", urls[..6].join("', '"));
    let again = tool.ok(&["tenants", "run", "--urls-from", &query, "--json"]);
    let again: Value = serde_json::from_str(&again).expect("JSON");
    assert_eq!((&again["migrated"], &again["idle"], &again["failed"]), (&1.into(), &5.into(), &0.into()), "{again:#}");
    for database in &databases {
        let row = database.client().await.query_one("SELECT count(*) FROM schema_diff.ledger", &[]).await;
        assert_eq!(row.expect("answers").get::<_, i64>(0), 2);
    }
    let wrong = tool.ends(1, &["tenants", "run", "--urls-from", "nonesuch.txt"]);
    assert!(wrong.stderr.contains("cannot read nonesuch.txt") && wrong.stderr.contains("help: "), "{wrong:?}");
}
