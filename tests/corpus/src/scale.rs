//! Large databases, and what reading and comparing them costs.
//!
//! In: a number of tables. Out: a [`Cost`].
//! Never: judges; times differ from machine to machine.
//! Start at [`measure`].

mod counted;
mod rival;

use std::time::{Duration, Instant};

use harness::Database;
use schema_diff::compare::compare;
use schema_diff::introspect;
use schema_diff::server::{Connection, Target};
use schema_diff::source::scratch::Scratch;

use crate::Failure;

/// What one size costs.
#[derive(Clone, Debug)]
pub struct Cost {
    /// How many tables there are.
    pub tables: usize,
    /// How many objects the catalog holds.
    pub objects: usize,
    /// How many messages with a statement one reading sends.
    pub queries: usize,
    /// One reading.
    pub read: Duration,
    /// Two readings and the comparison of what is equal.
    pub equal: Duration,
    /// The comparison and the plan where a hundredth of the tables differs.
    pub differing: Duration,
    /// The peak of memory so far, in megabytes, where the system tells it.
    pub memory: Option<usize>,
    /// The time of `migra` for the same two databases, or why there is none.
    pub migra: Result<Duration, String>,
}

/// Makes two databases of that size, and compares them.
///
/// # Errors
/// No server, or it refuses.
pub async fn measure(tables: usize, with_migra: rival::Migra) -> Result<Cost, Failure> {
    let (first, second, third) = (filled(tables).await?, filled(tables).await?, filled(tables).await?);
    third.run(&changed(tables)).await;
    let scratch = Scratch::open(&Target::parse(&harness::serve(None))?).await?;
    let started = Instant::now();
    let current = read(&first).await?;
    let read_in = started.elapsed();
    let wanted = read(&second).await?;
    let is_equal = compare(&scratch, &current, &wanted, &[]).await?.is_equal();
    let equal = started.elapsed();
    if !is_equal {
        return Err("equal databases differ".into());
    }
    let wanted = read(&third).await?;
    let memory = peak();
    let started = Instant::now();
    let plan = compare(&scratch, &current, &wanted, &[]).await?.up()?;
    let differing = started.elapsed();
    if plan.is_empty() {
        return Err("databases that differ give no plan".into());
    }
    let migra = with_migra.time(&first.url(), &third.url());
    let (objects, queries) = (current.objects.len(), counted::queries(&first).await?);
    Ok(Cost { tables, objects, queries, read: read_in, equal, differing, memory, migra })
}

pub use rival::Migra;

async fn read(database: &Database) -> Result<entity_core::schema::Catalog, Failure> {
    let mut client = Connection::open(&Target::parse(&database.url())?).await?;
    Ok(introspect::read(&mut client).await?)
}

/// Ten columns and five indexes a table, and a foreign key from each to the one before.
async fn filled(tables: usize) -> Result<Database, Failure> {
    let database = Database::empty().await;
    let client = database.client().await;
    for number in 0..tables {
        let before = number.saturating_sub(1);
        let sql = format!(
            "CREATE TABLE t{number} (id bigint PRIMARY KEY, parent bigint REFERENCES t{before}, a text NOT NULL DEFAULT '', \
             b integer CHECK (b > 0), c timestamptz DEFAULT now(), d jsonb, e uuid, f numeric(10,2), g boolean DEFAULT false, h date); \
             CREATE INDEX ON t{number} (parent); CREATE INDEX ON t{number} (lower(a)); \
             CREATE INDEX ON t{number} (c DESC) WHERE g; CREATE UNIQUE INDEX ON t{number} (e, h)"
        );
        client.batch_execute(&sql).await?;
    }
    Ok(database)
}

fn changed(tables: usize) -> String {
    let every = (0..tables).step_by(100);
    every.map(|number| format!("ALTER TABLE t{number} ADD COLUMN extra text, ALTER b SET DEFAULT 7;")).collect()
}

/// The peak of this process, as Linux counts it.
fn peak() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<usize>().ok().map(|kilobytes| kilobytes / 1024)
}

/// A row a size.
pub fn table(costs: &[Cost]) -> String {
    let millis = |time: Duration| format!("{:.0} ms", time.as_secs_f64() * 1e3);
    let head = "| tables | objects | queries | read | read both, equal | compare and plan | peak | migra |\n\
                |---:|---:|---:|---:|---:|---:|---:|---:|\n";
    let row = |cost: &Cost| {
        let Cost { tables, objects, queries, read, equal, differing, memory, migra } = cost;
        let migra = match migra {
            Ok(time) => format!("{} ({:.0}×)", millis(*time), time.as_secs_f64() / (*equal + *differing).as_secs_f64()),
            Err(reason) => format!("skipped: {reason}"),
        };
        let memory = memory.map_or_else(|| "–".to_owned(), |memory| format!("{memory} MB"));
        let (read, equal, differing) = (millis(*read), millis(*equal), millis(*differing));
        format!("| {tables} | {objects} | {queries} | {read} | {equal} | {differing} | {memory} | {migra} |\n")
    };
    head.to_owned() + &costs.iter().map(row).collect::<String>()
}
