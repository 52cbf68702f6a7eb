//! The command line.
//!
//! In: arguments and the environment. Out: text or JSON on stdout, errors on stderr, an exit code.
//! Never: does the work itself; each command is a thin file that calls the rooms and shows what they say.
//! Start at [`main`], which a user's three-line binary calls.
//!
//! # Exit codes
//! 0 done, nothing to do, or no difference; 1 an error; 2 differences (`check`, `diff`); 3 a human decision is missing.

mod args;
mod baseline;
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
mod squash;
mod tenants;
mod verify;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;
use entity_core::entity::Schema;
use tokio_postgres::Client;

use crate::runner::{StepError, Steps};
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
    Main::new(schema).run()
}

/// The command line of an application that has steps in Rust beside its SQL.
///
/// # Example
/// ```ignore
/// fn main() -> std::process::ExitCode {
///     schema_diff::cli::Main::new(my_app::SCHEMA)
///         .step("1699564321234-BackfillSlugs", async |client| {
///             client.execute("UPDATE posts SET slug = lower(title) WHERE slug IS NULL", &[]).await?;
///             Ok(())
///         })
///         .run()
/// }
/// ```
pub struct Main {
    schema: Schema,
    steps: Steps,
}

impl Main {
    /// The command line for these entities.
    pub fn new(schema: Schema) -> Self {
        Self { schema, steps: Steps::default() }
    }

    /// Registers the step of a migration that `create --rust` made, by its id or name.
    #[must_use]
    pub fn step(mut self, migration: &str, step: impl AsyncFn(&Client) -> Result<(), StepError> + 'static) -> Self {
        self.steps.add(migration, step);
        self
    }

    /// Does what the arguments say.
    pub fn run(self) -> ExitCode {
        run(Some(self.schema), self.steps, std::env::args_os())
    }
}

/// Runs the command line without entities, for databases and files.
pub fn bare() -> ExitCode {
    run(None, Steps::default(), std::env::args_os())
}

fn run(schema: Option<Schema>, steps: Steps, arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let args = match Args::try_parse_from(arguments) {
        Ok(args) => args,
        Err(error) => return usage(&error),
    };
    let output = Output::new(args.common.json);
    match execute((schema, steps), args, &output) {
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

fn execute((schema, steps): (Option<Schema>, Steps), args: Args, output: &Output) -> Result<Outcome, Error> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Error::Runtime)?;
    let cx = Context::new(schema, steps, args.common, output)?;
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
        Command::Verify => verify::execute(cx).await,
        Command::Baseline(args) => baseline::execute(cx, &args).await,
        Command::Squash(args) => squash::execute(cx, &args).await,
        Command::Tenants(args) => tenants::execute(cx, &args).await,
    }
}
