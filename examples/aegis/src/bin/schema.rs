//! Migrations of Aegis: `cargo run --package aegis --bin schema -- help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    schema_diff::cli::main(aegis::SCHEMA)
}
