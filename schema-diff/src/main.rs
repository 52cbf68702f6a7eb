//! The command line for databases and files, without entities of its own.

use std::process::ExitCode;

fn main() -> ExitCode {
    schema_diff::cli::bare()
}
