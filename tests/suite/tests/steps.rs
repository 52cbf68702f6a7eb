//! Steps in Rust beside migrations in SQL.

use std::fs;

use harness::Database;
use schema_diff::files::{self, Migration};
use schema_diff::ledger::{self, Progress};
use schema_diff::runner::{self, Error, Order, Steps};
use schema_diff::server::{Connection, Target};
use suite::Tool;

async fn run(database: &Database, files: &[Migration], steps: &Steps) -> Result<(), Error> {
    let mut connection = Connection::open(&Target::parse(&database.url()).expect("a URL")).await.expect("a server");
    let applied = ledger::applied(&*connection).await.expect("a ledger");
    let pending = runner::pending(files, &applied, Order::Strict)?;
    runner::apply(&mut connection, &pending, steps, &mut |_| {}).await
}

async fn names(database: &Database) -> Vec<Option<String>> {
    let rows = database.client().await.query("SELECT name FROM pets ORDER BY id", &[]).await.expect("answers");
    rows.iter().map(|row| row.get(0)).collect()
}

#[tokio::test]
async fn a_step_runs_once_and_is_remembered() {
    let database = Database::empty().await;
    database.run("CREATE TABLE pets (id int, name text); INSERT INTO pets VALUES (1), (2)").await;
    let tool = Tool::bare(&database);
    let told = tool.ok(&["create", "NamePets", "--rust"]);
    assert!(told.contains("schema_diff::cli::Main::new(SCHEMA).step("), "{told}");
    let unknown = tool.ends(1, &["run"]);
    assert!(unknown.stderr.contains("is not in this program") && unknown.stderr.contains("help: register it"));
    let read = || files::read(tool.migrations().as_ref()).expect("a folder");
    let folder = read()[0].path.clone();

    let mut failing = Steps::default();
    failing.add("NamePets", async |client| {
        client.execute("UPDATE pets SET name = 'half'", &[]).await?;
        Err("the service does not answer".into())
    });
    let error = run(&database, &read(), &failing).await.expect_err("it fails").to_string();
    assert!(error.contains("NamePets failed: the service does not answer"), "{error}");
    assert_eq!(names(&database).await, [None, None], "its transaction is undone");

    let mut steps = Steps::default();
    steps.add("NamePets", async |client| {
        client.execute("UPDATE pets SET name = coalesce(name, '') || 'Tom'", &[]).await?;
        Ok(())
    });
    for _ in 0..2 {
        run(&database, &read(), &steps).await.expect("it runs, once");
        assert_eq!(names(&database).await, [Some("Tom".into()), Some("Tom".into())]);
    }
    fs::write(folder.join("step.json"), "{\"version\": 2, \"transaction\": true}").expect("a file");
    let edited = run(&database, &read(), &steps).await.expect_err("another version").to_string();
    assert!(edited.contains("was edited after it was applied"), "{edited}");
}

#[tokio::test]
async fn a_step_outside_a_transaction_runs_again_after_a_crash() {
    let database = Database::empty().await;
    database.run("CREATE TABLE pets (id int, name text); INSERT INTO pets VALUES (1), (2)").await;
    let tool = Tool::bare(&database);
    tool.ok(&["create", "NamePets", "--rust"]);
    let read = || files::read(tool.migrations().as_ref()).expect("a folder");
    fs::write(read()[0].path.join("step.json"), "{\"version\": 1, \"transaction\": false}").expect("a file");
    let mut steps = Steps::default();
    steps.add("NamePets", async |client| {
        let left = client.execute("UPDATE pets SET name = 'Tom' WHERE id = 1 AND name IS NULL", &[]).await?;
        if left > 0 {
            return Err("cut off".into());
        }
        client.execute("UPDATE pets SET name = 'Tom' WHERE name IS NULL", &[]).await?;
        Ok(())
    });
    run(&database, &read(), &steps).await.expect_err("cut off");
    assert_eq!(names(&database).await, [Some("Tom".into()), None], "what it did stays");
    run(&database, &read(), &steps).await.expect("it goes on");
    assert_eq!(names(&database).await, [Some("Tom".into()), Some("Tom".into())]);
    let applied = ledger::applied(&database.client().await).await.expect("a ledger");
    assert!(matches!(applied.as_slice(), [one] if one.progress == Progress::Done), "{applied:?}");
}
