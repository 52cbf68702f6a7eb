//! The schema binary of a shop whose state the environment names.

use std::process::ExitCode;

fn main() -> ExitCode {
    let state = std::env::var("SHOP").unwrap_or_default();
    match suite::shop::schema(&state) {
        Some(schema) => schema_diff::cli::main(schema),
        None => ExitCode::FAILURE,
    }
}
