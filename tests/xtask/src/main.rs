//! The commands of the README: `cargo xtask demo`, `cargo xtask test` and their like.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it talks to a person")]

mod binaries;
mod cost;
mod install;
mod matrix;
mod task;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask demo    shows Aegis: structs to migrations to typed queries, on a throw-away PostgreSQL (or DATABASE_URL)
cargo xtask test    checks format, lints and docs, then runs every test on a throw-away PostgreSQL, the cases on the newest too
cargo xtask matrix  runs the cases on PostgreSQL 14 to 18, or on the majors that are named
cargo xtask bench   runs the benchmarks on a throw-away PostgreSQL and prints their table
cargo xtask cost    compiles an application with this library and with diesel-async and prints what that takes";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let task = arguments.next();
    let rest: Vec<String> = arguments.collect();
    let done = match task.as_deref() {
        Some("demo") => task::demo(),
        Some("test") => task::test(&rest),
        Some("matrix") => matrix::matrix(&rest),
        Some("bench") => task::bench(&rest),
        Some("cost") => cost::cost(),
        _ => {
            eprintln!("{HELP}");
            return ExitCode::FAILURE;
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}
