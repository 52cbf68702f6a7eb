//! Streams rows and says how much memory that took: `cargo run --release -p suite --bin stream -- 10000000`.

#![allow(clippy::print_stdout, reason = "a command that reports")]

use std::time::Instant;

use entity_core::prelude::*;
use harness::Database;

/// A row of a view that the server makes while it is read.
#[derive(Debug, Entity)]
#[entity(no_primary_key)]
struct Number {
    n: i64,
    text: String,
    half: Option<f64>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let rows: i64 = std::env::args().nth(1).and_then(|rows| rows.parse().ok()).unwrap_or(10_000_000);
    let database = Database::empty().await;
    let view = "CREATE VIEW numbers AS SELECT n, 'row number ' || n AS text, n / 2.0::float8 AS half FROM";
    database.run(&format!("{view} generate_series(1::bigint, {rows}) n")).await;
    let db = suite::pool(&database, 2).await;
    let before = resident();
    let started = Instant::now();
    let mut stream = Number::query().stream(&db).await?;
    let (mut count, mut sum) = (0_i64, 0_i64);
    while let Some(number) = stream.next().await? {
        count += 1;
        sum += number.n + i64::from(number.text.is_empty()) + i64::from(number.half.is_none());
    }
    assert_eq!((count, sum), (rows, rows * (rows + 1) / 2), "every row came");
    let elapsed = started.elapsed();
    println!("{count} rows in {elapsed:.1?}; resident before {before} kB, at most {} kB", resident());
    Ok(())
}

/// The most memory that this process had at once, in kilobytes.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
