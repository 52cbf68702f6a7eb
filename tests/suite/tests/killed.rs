//! A runner that is killed at any moment, and run again, ends in the right catalog.
//!
//! A database counts the moments by itself: triggers before each statement and before each write of the ledger take a
//! lock that the test holds at the moment in question. There the runner is killed, and its session ends or lives on.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use entity_core::schema::Catalog;
use harness::{Database, Run, binary};
use schema_diff::compare::compare;
use schema_diff::files::{self, Draft, Id, Script, Via};
use schema_diff::ledger::{self, Progress};
use schema_diff::plan::{Step, Transaction};
use schema_diff::server::Target;
use schema_diff::source::scratch::Scratch;
use schema_diff::source::{Source, live};
use tokio_postgres::Client;

const STATEMENTS: usize = 40;
const LANES: usize = 4;
const PATIENCE: Duration = Duration::from_secs(60);

/// Counts the moments of a session, and waits at the one that is asked for. A sequence would not do: `nextval` sometimes
/// begins a transaction, which `DROP INDEX CONCURRENTLY` refuses.
const MOMENTS: &str = "
CREATE SCHEMA moment;
CREATE TABLE moment.target (number int NOT NULL, passed int);
INSERT INTO moment.target VALUES (0);
CREATE FUNCTION moment.pass() RETURNS int LANGUAGE plpgsql AS $$
DECLARE passed int := coalesce(nullif(current_setting('moment.passed', true), '')::int, 0) + 1;
BEGIN
  PERFORM set_config('moment.passed', passed::text, false);
  IF passed = (SELECT number FROM moment.target) THEN
    PERFORM pg_advisory_xact_lock(20261122);
  END IF;
  RETURN passed;
END $$;
CREATE FUNCTION moment.statement() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN PERFORM moment.pass(); END';
CREATE FUNCTION moment.note() RETURNS trigger LANGUAGE plpgsql AS
'BEGIN UPDATE moment.target SET passed = moment.pass(); RETURN NULL; END';
CREATE TRIGGER note BEFORE INSERT ON schema_diff.ledger FOR EACH STATEMENT EXECUTE FUNCTION moment.note();
CREATE EVENT TRIGGER statement ON ddl_command_start EXECUTE FUNCTION moment.statement();";

/// What the migration starts from, and where it leads.
fn schemas() -> (String, String) {
    let (mut before, mut after) = (String::new(), String::new());
    for table in ["birds", "cats", "dogs", "fish"] {
        let head = format!("CREATE TABLE {table} (id bigint PRIMARY KEY, name text, age integer");
        before += &format!("{head}); CREATE INDEX idx_{table}_name ON {table} (name);\n");
        after += &format!("{head} CHECK (age > 0), token uuid NOT NULL DEFAULT gen_random_uuid());\n");
        for key in ["age", "age, name", "name, age", "age DESC"] {
            let name = key.replace(", ", "_").replace(' ', "_").to_lowercase();
            after += &format!("CREATE INDEX idx_{table}_on_{name} ON {table} ({key});\n");
        }
        after += &format!("CREATE TYPE {table}_mood AS ENUM ('good', 'bad');\n");
        after += &format!("CREATE TABLE {table}_visits (id bigint PRIMARY KEY, mood {table}_mood NOT NULL);\n");
        after += &format!("CREATE INDEX idx_{table}_visits_mood ON {table}_visits (mood);\n");
        after += &format!("COMMENT ON TABLE {table}_visits IS 'Who came when.';\n");
    }
    (before, after)
}

/// A migration of 40 statements, some of them outside transactions, and a database for it.
struct Stage {
    template: Database,
    dir: tempfile::TempDir,
    expected: Catalog,
    moments: i32,
    statements: usize,
}

impl Stage {
    async fn set() -> Self {
        let (before, after) = schemas();
        let dir = tempfile::tempdir().expect("a folder");
        let template = Database::empty().await;
        let statements = write(dir.path(), &before, &after, &template.url()).await;
        template.run(&before).await;
        template.run("INSERT INTO cats VALUES (1, 'Tom', 3)").await;
        ledger::ensure(&template.client().await).await.expect("a ledger");
        template.run(MOMENTS).await;
        let whole = Database::copy_of(&template).await;
        let run = Run::of(&mut runner(&whole, &dir.path().join("migrations")));
        assert_eq!(run.code, 0, "{run:?}");
        let expected = live::catalog(&Target::parse(&whole.url()).expect("a URL")).await.expect("a catalog");
        let passed = whole.client().await.query_one("SELECT passed FROM moment.target", &[]).await;
        Self { template, dir, expected, moments: passed.expect("answers").get(0), statements }
    }

    fn migrations(&self) -> PathBuf {
        self.dir.path().join("migrations")
    }

    /// Runs up to a moment, kills the runner there, runs again, and looks. True where an index statement came next.
    async fn survives(&self, moment: i32, death: Death) -> bool {
        let place = format!("moment {moment} of {}, {death:?}", self.moments);
        let database = Database::copy_of(&self.template).await;
        let (holder, watcher) = (database.client().await, database.client().await);
        holder.batch_execute("SELECT pg_advisory_lock(20261122)").await.expect("a lock");
        watcher.execute("UPDATE moment.target SET number = $1", &[&moment]).await.expect("a target");
        let mut child = start(&mut runner(&database, &self.migrations()));
        let query = waits(&watcher, "l.locktype = 'advisory'").await.unwrap_or_else(|| panic!("nobody waits: {place}"));
        let is_index = query.contains("INDEX CONCURRENTLY");
        match death {
            Death::SessionEnds => {
                kill(&mut child);
                end_others(&watcher, 0).await;
            }
            Death::SessionGoesOn => {
                kill(&mut child);
                holder.batch_execute("SELECT pg_advisory_unlock(20261122)").await.expect("given back");
            }
            Death::InTheStatement => {
                let mut blocker = database.client().await;
                let open = blocker.transaction().await.expect("a transaction");
                open.batch_execute("LOCK TABLE birds, cats, dogs, fish IN ROW EXCLUSIVE MODE").await.expect("a lock");
                holder.batch_execute("SELECT pg_advisory_unlock(20261122)").await.expect("given back");
                let inside = waits(&watcher, "l.locktype IN ('virtualxid', 'relation')").await;
                assert!(inside.is_some(), "the statement does not wait: {place}");
                kill(&mut child);
                let blocker: i32 = open.query_one("SELECT pg_backend_pid()", &[]).await.expect("a pid").get(0);
                end_others(&watcher, blocker).await;
            }
        }
        drop(holder);
        watcher.execute("UPDATE moment.target SET number = 0", &[]).await.expect("no target");
        let again = Run::of(&mut runner(&database, &self.migrations()));
        assert_eq!(again.code, 0, "{place}: {again:?}");
        self.is_right(&database, &watcher, &place).await;
        is_index
    }

    async fn is_right(&self, database: &Database, client: &Client, place: &str) {
        let found = live::catalog(&Target::parse(&database.url()).expect("a URL")).await.expect("a catalog");
        assert!(found == self.expected, "{place}: the catalog is another");
        let invalid = client.query_one("SELECT count(*) FROM pg_index WHERE NOT indisvalid", &[]).await;
        assert_eq!(invalid.expect("answers").get::<_, i64>(0), 0, "{place}: an index is invalid");
        let applied = ledger::applied(client).await.expect("a ledger");
        assert!(matches!(applied.as_slice(), [only] if only.progress == Progress::Done), "{place}: {applied:?}");
    }
}

/// How a runner dies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Death {
    /// Its session ends with it.
    SessionEnds,
    /// The server finishes the statement before it notices.
    SessionGoesOn,
    /// Its session ends while an index is half built or half dropped.
    InTheStatement,
}

/// Writes the migration and counts its statements. Indexes of tables with rows are built and dropped outside transactions.
async fn write(dir: &Path, before: &str, after: &str, url: &str) -> usize {
    let file = |name: &str, text: &str| {
        let path = dir.join(name);
        fs::write(&path, text).expect("a file");
        Source::Script(path)
    };
    let scratch = Scratch::open(&Target::parse(url).expect("a URL")).await.expect("a server");
    let (before, after) = (file("before.sql", before), file("after.sql", after));
    let from = before.catalog(&scratch, None).await.expect("a catalog");
    let to = after.catalog(&scratch, None).await.expect("a catalog");
    let comparison = compare(&scratch, &from, &to, &[]).await.expect("compared");
    let up: Vec<Step> = comparison.up().expect("a plan").into_iter().map(outside).collect();
    let down: Vec<Step> = comparison.down().expect("a plan").into_iter().map(outside).collect();
    let id = Id::new(1_700_000_000_001, "Pets").expect("a Pascal name");
    let texts = Draft { id: &id, up: &up, down: &down, up_summary: &[], down_summary: &[] }.texts().expect("texts");
    let script = Script::parse(&texts.up).expect("known lines");
    let count = |via| script.segments.iter().filter(|segment| segment.via == via).count();
    assert!(up.len() >= STATEMENTS, "{}", texts.up);
    assert!(count(Via::Transaction) > 1 && count(Via::Single) > 1, "{}", texts.up);
    files::write(&dir.join("migrations"), &id, &texts).expect("a folder");
    up.len()
}

fn outside(step: Step) -> Step {
    let new_table = step.sql.contains("_visits");
    let words = ["CREATE INDEX ", "DROP INDEX "];
    let Some(word) = words.into_iter().find(|word| step.sql.starts_with(word) && !new_table) else { return step };
    if step.sql.contains("CONCURRENTLY") {
        return step;
    }
    let sql = step.sql.replacen(word, &format!("{word}CONCURRENTLY "), 1);
    Step { sql, transaction: Transaction::None, ..step }
}

fn runner(database: &Database, dir: &Path) -> Command {
    let mut command = Command::new(binary("schema-diff"));
    command.env_remove("DATABASE_URL").args(["run", "--url", &database.url(), "--dir"]).arg(dir);
    command
}

fn start(command: &mut Command) -> Child {
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the binary starts")
}

fn kill(child: &mut Child) {
    child.kill().expect("it is alive");
    child.wait().expect("it ends");
}

/// Waits until a session waits for such a lock, and gives its statement.
async fn waits(client: &Client, lock: &str) -> Option<String> {
    let sql = format!(
        "SELECT a.query FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid \
         WHERE NOT l.granted AND {lock} AND a.datname = current_database()"
    );
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if let Some(row) = client.query(&sql, &[]).await.expect("answers").first() {
            return Some(row.get(0));
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    None
}

/// Ends the sessions of the tool, and waits until they are gone.
async fn end_others(client: &Client, spared: i32) {
    let others = "FROM pg_stat_activity WHERE datname = current_database() AND pid NOT IN (pg_backend_pid(), $1) \
                  AND application_name = 'schema-diff'";
    client.execute(&format!("SELECT pg_terminate_backend(pid) {others}"), &[&spared]).await.expect("ended");
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if client.query(&format!("SELECT {others}"), &[&spared]).await.expect("answers").is_empty() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("the session does not end");
}

/// Kills at these moments, some at once, and gives those where an index statement came next.
fn kill_all(runtime: &tokio::runtime::Runtime, stage: &Stage, moments: &[i32], death: Death) -> Vec<i32> {
    std::thread::scope(|scope| {
        let lane = |lane: usize| {
            scope.spawn(move || {
                let own = moments.iter().skip(lane).step_by(LANES).copied();
                own.filter(|moment| runtime.block_on(stage.survives(*moment, death))).collect::<Vec<_>>()
            })
        };
        let lanes: Vec<_> = (0..LANES).map(lane).collect();
        lanes.into_iter().flat_map(|lane| lane.join().expect("a lane ends")).collect()
    })
}

#[test]
fn killed_at_every_boundary_and_run_again_it_ends_right() {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    let stage = runtime.block_on(Stage::set());
    let moments: Vec<i32> = (1..=stage.moments).collect();
    assert!(moments.len() > STATEMENTS);
    let indexes = kill_all(&runtime, &stage, &moments, Death::SessionEnds);
    kill_all(&runtime, &stage, &moments, Death::SessionGoesOn);
    kill_all(&runtime, &stage, &indexes, Death::InTheStatement);
    assert!(indexes.len() >= 8, "{indexes:?}");
    println!(
        "{} statements, {all} moments; killed with its session {all} times, before the server noticed {all} \
         times, inside an index statement {} times: the catalog was right every time",
        stage.statements,
        indexes.len(),
        all = moments.len(),
    );
}

#[tokio::test]
async fn ten_runners_at_once_apply_each_migration_once() {
    let (database, dir) = (Database::empty().await, tempfile::tempdir().expect("a folder"));
    database.run("CREATE TABLE marks (number int)").await;
    for number in 1..=5 {
        let folder = dir.path().join(format!("170000000000{number}-Mark"));
        fs::create_dir(&folder).expect("a folder");
        let cut = if number % 2 == 0 { "-- schema-diff: no-transaction\n" } else { "" };
        let up = format!("{cut}INSERT INTO marks VALUES ({number});\nSELECT pg_sleep(0.05);\n");
        fs::write(folder.join("up.sql"), up).expect("a file");
        fs::write(folder.join("down.sql"), format!("DELETE FROM marks WHERE number = {number};\n")).expect("a file");
    }
    let runs: Vec<Run> = std::thread::scope(|scope| {
        let start = || scope.spawn(|| Run::of(&mut runner(&database, dir.path())));
        let runs: Vec<_> = (0..10).map(|_| start()).collect();
        runs.into_iter().map(|run| run.join().expect("the tool runs")).collect()
    });
    assert!(runs.iter().all(|run| run.code == 0), "{runs:?}");
    let rows = database.client().await.query("SELECT number FROM marks ORDER BY number", &[]).await.expect("answers");
    let marks: Vec<i32> = rows.iter().map(|row| row.get(0)).collect();
    let told: usize = runs.iter().map(|run| run.stdout.matches("ran 17").count()).sum();
    println!("10 runners, 5 migrations: {} rows, {told} reported as run", marks.len());
    assert_eq!((marks, told), (vec![1, 2, 3, 4, 5], 5));
}
