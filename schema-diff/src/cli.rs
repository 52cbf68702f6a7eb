//! The command line.
//!
//! In: arguments and the environment. Out: text or JSON on stdout, errors on stderr, an exit code.
//! Never: does the work itself; each command is a thin file that calls the rooms and shows what they say.
//! Start at [`main`], which a user's three-line binary calls.
//!
//! # Exit codes
//! 0 done, nothing to do, or no difference; 1 an error; 2 differences (`check`, `diff`); 3 a human decision is missing.

mod args;
mod check;
mod context;
mod create;
mod diff;
mod erd;
mod error;
mod generate;
mod json;
mod lint;
mod output;
mod preview;
mod pull;
mod report;
mod revert;
mod run;
mod show;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;
use entity_core::entity::Schema;

use args::{Args, Command};
use context::Context;
use error::Error;
use output::Output;

/// How a command ended well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Done, or nothing to do.
    Done,
    /// There are differences.
    Different,
}

/// Runs the command line for the entities of an application.
///
/// # Example
/// ```ignore
/// fn main() -> std::process::ExitCode {
///     schema_diff::cli::main(my_app::SCHEMA)
/// }
/// ```
pub fn main(schema: Schema) -> ExitCode {
    run(Some(schema), std::env::args_os())
}

/// Runs the command line without entities, for databases and files.
pub fn bare() -> ExitCode {
    run(None, std::env::args_os())
}

fn run(schema: Option<Schema>, arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let args = match Args::try_parse_from(arguments) {
        Ok(args) => args,
        Err(error) => return usage(&error),
    };
    let output = Output::new(args.common.json);
    match execute(schema, args, &output) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Different) => ExitCode::from(2),
        Err(error) => {
            output.error(&error);
            ExitCode::from(error.exit_code())
        }
    }
}

/// Help and version are no errors; a usage error exits 1, because 2 means differences.
fn usage(error: &clap::Error) -> ExitCode {
    // A closed stdout is no reason to fail.
    let _ = error.print();
    if error.use_stderr() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn execute(schema: Option<Schema>, args: Args, output: &Output) -> Result<Outcome, Error> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Error::Runtime)?;
    let cx = Context::new(schema, args.common, output)?;
    runtime.block_on(async {
        tokio::select! {
            done = dispatch(&cx, args.command) => done,
            _ = tokio::signal::ctrl_c() => Err(Error::Interrupted),
        }
    })
}

async fn dispatch(cx: &Context<'_>, command: Command) -> Result<Outcome, Error> {
    match command {
        Command::Generate(args) => generate::execute(cx, &args).await,
        Command::Create(args) => create::execute(cx, &args),
        Command::Run(args) => run::execute(cx, &args).await,
        Command::Revert(args) => revert::execute(cx, &args).await,
        Command::Show => show::execute(cx).await,
        Command::Check(args) => check::execute(cx, &args).await,
        Command::Diff(args) => diff::execute(cx, &args).await,
        Command::Erd(args) => erd::execute(cx, &args).await,
        Command::Pull(args) => pull::execute(cx, &args).await,
        Command::Lint(args) => lint::execute(cx, &args),
    }
}
