//! What a plan says of its locks is what the server says of them.

use std::collections::BTreeMap;

use entity_core::schema::ObjectId;
use harness::Database;
use schema_diff::plan::{self, Change, Lock, LockLevel, Pace, Step, Transaction};
use schema_diff::server::Target;
use schema_diff::source::Source;
use schema_diff::source::scratch::Scratch;
use tokio_postgres::Client;

const BEFORE: &str = "
CREATE TABLE owners (id bigint PRIMARY KEY, name text);
CREATE TABLE rooms (id bigint PRIMARY KEY, width integer NOT NULL);
CREATE TABLE \"Odd Pets\" (
  id bigint NOT NULL, owner_id bigint, name varchar(20), born date, mood text DEFAULT 'calm',
  CONSTRAINT pets_name_length CHECK (length(name) > 1)
);
CREATE INDEX idx_pets_born ON \"Odd Pets\" (born);
CREATE TABLE visits (day date NOT NULL, pet bigint) PARTITION BY RANGE (day);
CREATE TABLE visits_may PARTITION OF visits FOR VALUES FROM ('2030-05-01') TO ('2030-06-01');
CREATE TABLE trips (day date NOT NULL, pet bigint);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER touch_rooms BEFORE UPDATE ON rooms FOR EACH ROW EXECUTE FUNCTION touch();
CREATE MATERIALIZED VIEW wide AS SELECT id FROM rooms WHERE width > 3;";

const AFTER: &str = "
CREATE TABLE owners (id bigint PRIMARY KEY, name text NOT NULL, CONSTRAINT owners_name_key UNIQUE (name));
CREATE TABLE rooms (id bigint PRIMARY KEY, width bigint NOT NULL, depth integer) WITH (fillfactor = 70);
ALTER TABLE rooms ALTER COLUMN width SET STATISTICS 500;
ALTER TABLE rooms ENABLE ROW LEVEL SECURITY;
CREATE POLICY everybody ON rooms USING (true);
CREATE TABLE \"Odd Pets\" (
  id bigint NOT NULL, owner_id bigint, name varchar(40), born date,
  CONSTRAINT fk_pets_owners FOREIGN KEY (owner_id) REFERENCES owners (id)
);
CREATE INDEX idx_pets_name ON \"Odd Pets\" (name);
CREATE STATISTICS pets_stats ON owner_id, born FROM \"Odd Pets\";
COMMENT ON TABLE \"Odd Pets\" IS 'all of them';
CREATE TABLE visits (day date NOT NULL, pet bigint) PARTITION BY RANGE (day);
CREATE TABLE visits_may PARTITION OF visits FOR VALUES FROM ('2030-05-01') TO ('2030-06-01');
CREATE TABLE visits_june PARTITION OF visits FOR VALUES FROM ('2030-06-01') TO ('2030-07-01');
CREATE TABLE trips (day date NOT NULL, pet bigint, far boolean) INHERITS (owners);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER touch_pets BEFORE UPDATE ON \"Odd Pets\" FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TABLE notes (id bigint PRIMARY KEY, room_id bigint REFERENCES rooms (id));
CREATE MATERIALIZED VIEW wide AS SELECT id FROM rooms WHERE width > 3;
CREATE INDEX idx_wide_id ON wide (id);";

/// The strongest lock on each table that stood before the step, as far as others feel it.
const HELD: &str = "
SELECT c.oid::regclass::text, l.mode
FROM pg_locks AS l JOIN pg_class AS c ON c.oid = l.relation
WHERE l.pid = pg_backend_pid() AND l.granted AND c.relkind IN ('r', 'p', 'm')
  AND c.oid = ANY($1)";

fn level(mode: &str) -> Option<LockLevel> {
    match mode {
        "ShareUpdateExclusiveLock" => Some(LockLevel::ShareUpdateExclusive),
        "ShareLock" => Some(LockLevel::Share),
        "ShareRowExclusiveLock" => Some(LockLevel::ShareRowExclusive),
        "AccessExclusiveLock" => Some(LockLevel::AccessExclusive),
        _ => None,
    }
}

async fn held(client: &Client, tables: &[u32]) -> BTreeMap<String, LockLevel> {
    let mut held = BTreeMap::new();
    for row in client.query(HELD, &[&tables]).await.expect("the locks") {
        if let Some(level) = level(row.get(1)) {
            let strongest = held.entry(row.get(0)).or_insert(level);
            *strongest = level.max(*strongest);
        }
    }
    held
}

/// What the step drops is no longer there to be asked about.
fn said(step: &Step) -> BTreeMap<String, LockLevel> {
    let is_gone = |lock: &&Lock| {
        let ids = [ObjectId::Table(lock.table.clone()), ObjectId::MaterializedView(lock.table.clone())];
        step.change == Change::Drop && ids.iter().any(|id| step.objects.first() == Some(id))
    };
    let there = step.locks.iter().filter(|lock| !is_gone(lock));
    there.map(|lock| (lock.table.to_string(), lock.level)).collect()
}

async fn compare(from: &str, to: &str, pace: Pace) {
    let (live, wanted) = (Database::filled(from).await, Database::filled(to).await);
    let (here, there) = (Target::parse(&live.url()).expect("a URL"), Target::parse(&wanted.url()).expect("a URL"));
    let scratch = Scratch::open(&here).await.expect("a scratch server");
    let from = Source::Live(here).catalog(&scratch, None).await.expect("a catalog");
    let to = Source::Live(there).catalog(&scratch, None).await.expect("a catalog");
    let plan = plan::paced(&from, &to, pace).expect("no circle");
    assert!(plan.steps.len() > 10, "{plan:#?}");
    let client = live.client().await;
    let rows = client.query("SELECT oid FROM pg_class WHERE relkind IN ('r', 'p', 'm')", &[]).await.expect("tables");
    let tables: Vec<u32> = rows.iter().map(|row| row.get(0)).collect();
    let mut wrong = Vec::new();
    for step in plan.steps {
        // What runs outside a transaction has let go of its locks when it is over.
        if step.transaction == Transaction::None {
            client.batch_execute(&step.sql).await.expect("a statement");
            continue;
        }
        client.batch_execute("BEGIN").await.expect("a transaction");
        client.batch_execute(&step.sql).await.expect("a statement");
        let (said, held) = (said(&step), held(&client, &tables).await);
        if said != held {
            wrong.push(format!("{}\n  said {said:?}\n  held {held:?}", step.sql));
        }
        client.batch_execute("COMMIT").await.expect("a commit");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn locks_are_as_the_server_takes_them() {
    compare(BEFORE, AFTER, Pace::Fast).await;
    compare(BEFORE, AFTER, Pace::Online).await;
}

#[tokio::test]
async fn locks_are_so_on_the_way_back() {
    compare(AFTER, BEFORE, Pace::Fast).await;
}
