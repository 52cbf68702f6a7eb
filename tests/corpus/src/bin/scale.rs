//! Reads and compares large databases, `migra` beside it, and prints a table.
//!
//! `cargo run --release -p corpus --bin scale [-- TABLES…]`, on `TEST_DATABASE_URL` or a throw-away server.
#![allow(clippy::print_stdout, reason = "it talks to a person")]

use corpus::{Failure, scale};

fn main() -> Result<(), Failure> {
    let given: Vec<usize> = std::env::args().skip(1).filter_map(|size| size.parse().ok()).collect();
    let sizes = if given.is_empty() { vec![1000, 2000, 5000] } else { given };
    let (url, _server) = corpus::address()?;
    harness::serve(Some(url));
    let folder = tempfile::tempdir()?;
    let migra = scale::Migra::install(folder.path());
    let runtime = tokio::runtime::Runtime::new()?;
    let costs = sizes.into_iter().map(|tables| runtime.block_on(scale::measure(tables, migra.clone())));
    println!("{}", scale::table(&costs.collect::<Result<Vec<_>, _>>()?));
    Ok(())
}
