//! What can be written on the command line.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::ledger::foreign::Tool;
use clap::{Args as Group, Parser, Subcommand, ValueEnum};

use crate::plan::Pace;

/// What holds for every command.
const AFTER_HELP: &str = "\
A SOURCE is postgres://…, a .sql file, a folder of migrations, or `entities` in the binary of the crate that has them.
Files and entities are built in scratch databases on the server of --url, or of a source that is a database.

Exit codes:
  0  done, nothing to do, or no difference
  1  an error
  2  differences, pending migrations among them (check, diff)
  3  a human decision is missing: a loss or a rename";

/// Compares entities, databases and SQL files, and writes reversible migrations.
#[derive(Debug, Parser)]
#[command(version, propagate_version = true, after_help = AFTER_HELP)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) common: Common,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// What every command understands.
#[derive(Debug, Group)]
pub(super) struct Common {
    /// The database. Its server also lends scratch databases.
    #[arg(long, global = true, env = "DATABASE_URL", hide_env_values = true, value_name = "URL")]
    pub(super) url: Option<String>,
    /// The server for scratch databases, of the major of the database [default: that of --url].
    #[arg(long, global = true, env = "SCHEMA_DIFF_SCRATCH_URL", hide_env_values = true, value_name = "URL")]
    pub(super) scratch_url: Option<String>,
    /// The migrations folder [default: `migrations` beside the Cargo.toml of the crate with the entities].
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) dir: Option<PathBuf>,
    /// Answer in JSON.
    #[arg(long, global = true)]
    pub(super) json: bool,
    /// How long to wait for another run to end.
    #[arg(long, visible_alias = "wait", global = true, value_name = "SECONDS", default_value_t = 60)]
    pub(super) lock_wait: u64,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Write the migration that makes the database what the entities say, and prove it.
    Generate(Generate),
    /// Write an empty migration, to be filled by hand.
    Create(Create),
    /// Run the migrations that the database lacks.
    Run(Run),
    /// Take the last applied migration back.
    Revert(Revert),
    /// List the migrations and which of them ran.
    Show,
    /// Exit 2 when entities, migrations and database disagree, and say how.
    Check(Check),
    /// Compare any two sources. Exit 2 when they differ.
    Diff(Diff),
    /// Draw the tables and their relations as a Mermaid diagram.
    Erd(Erd),
    /// Write the entities of a database that exists already.
    Pull(Pull),
    /// Find statements that a careful reader would not run as they are.
    Lint(Lint),
    /// Run all migrations up, down and up on a scratch database with rows in it.
    Verify,
    /// Adopt a database that exists: write its first migration, and record it as applied.
    Baseline(Baseline),
    /// Put one migration in the place of several, proved equal.
    Squash(Squash),
    /// Run migrations against many databases.
    Tenants(Tenants),
}

#[derive(Debug, Group)]
pub(super) struct Baseline {
    /// What the first migration is called, in Pascal case.
    #[arg(required_unless_present = "mark", default_value = "Baseline")]
    pub(super) name: String,
    /// Instead of writing one, record the migrations up to this one as applied, if the database is what they make.
    #[arg(long, value_name = "ID")]
    pub(super) mark: Option<String>,
    /// The tool that made the database so far. Its own table stays out of the migration.
    #[arg(long, value_name = "TOOL", value_enum)]
    pub(super) from: Option<Tool>,
}

#[derive(Debug, Group)]
pub(super) struct Squash {
    /// What the one migration is called, in Pascal case.
    pub(super) name: String,
    /// The last migration that it replaces, by id or name [default: the newest].
    #[arg(long, value_name = "ID")]
    pub(super) through: Option<String>,
    #[command(flatten)]
    pub(super) loss: Loss,
}

#[derive(Debug, Group)]
pub(super) struct Tenants {
    #[command(subcommand)]
    pub(super) command: TenantsCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum TenantsCommand {
    /// Run the migrations that each database lacks.
    Run(TenantsRun),
}

#[derive(Debug, Group)]
pub(super) struct TenantsRun {
    /// A file with a URL a line, or a SELECT whose first column is URLs, for the database of --url.
    #[arg(long, value_name = "FILE|QUERY")]
    pub(super) urls_from: String,
    /// How many databases at a time.
    #[arg(long, value_name = "N", default_value_t = 4)]
    pub(super) jobs: usize,
    #[command(flatten)]
    pub(super) loss: Loss,
}

/// A SOURCE is `postgres://…`, a .sql file, a folder of migrations, or `entities`.
#[derive(Debug, Group)]
pub(super) struct Generate {
    /// What the migration does, in Pascal case.
    pub(super) name: String,
    /// The start [default: the database of --url].
    #[arg(long, value_name = "SOURCE")]
    pub(super) from: Option<String>,
    /// The target [default: entities].
    #[arg(long, value_name = "SOURCE")]
    pub(super) to: Option<String>,
    /// Declare a rename, such as users.name=users.full_name or public.users=crm.users. Names with a dot or `=` are
    /// written in double quotes, as in SQL. May be given several times.
    #[arg(long = "rename", value_name = "FROM=TO")]
    pub(super) renames: Vec<String>,
    /// Say which label rows shall hold when theirs goes, such as user_role.guest=member. May be given several times.
    #[arg(long = "map", value_name = "TYPE.LABEL=LABEL")]
    pub(super) maps: Vec<String>,
    #[command(flatten)]
    pub(super) pace: Haste,
    #[command(flatten)]
    pub(super) scope: Scope,
    #[command(flatten)]
    pub(super) loss: Loss,
}

/// How careful the statements are with tables in use.
#[derive(Debug, Group)]
pub(super) struct Haste {
    /// Write as few statements as possible, with long locks: for databases that nobody uses meanwhile.
    #[arg(long)]
    pub(super) fast: bool,
}

/// How much of both sides is compared.
#[derive(Debug, Default, Group)]
pub(super) struct Scope {
    /// Compare the owners of objects too. Without it, an object that is made again keeps its owner.
    #[arg(long)]
    pub(super) owners: bool,
    /// Exit 1 when either side holds an object that this version does not model, instead of leaving it alone.
    #[arg(long)]
    pub(super) strict: bool,
}

#[derive(Debug, Group)]
pub(super) struct Check {
    #[command(flatten)]
    pub(super) scope: Scope,
}

/// Which losses are meant.
#[derive(Debug, Group)]
pub(super) struct Loss {
    /// Accept that this object's data is destroyed, such as users.mfa_secret, or `all`. May be given several times.
    #[arg(long = "accept-loss", value_name = "NAME")]
    pub(super) accept_loss: Vec<String>,
}

#[derive(Debug, Group)]
pub(super) struct Create {
    /// What the migration does, in Pascal case.
    pub(super) name: String,
    /// A function of the program does it, which `schema_diff::cli::Main` registers.
    #[arg(long)]
    pub(super) rust: bool,
}

#[derive(Debug, Group)]
pub(super) struct Run {
    /// Run up to this migration, by id or name.
    #[arg(long, value_name = "ID", conflicts_with = "steps")]
    pub(super) to: Option<String>,
    /// Run this many migrations.
    #[arg(long, value_name = "N")]
    pub(super) steps: Option<usize>,
    /// Print the statements and what they may cost, and change nothing.
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Record this migration as applied without running it. May be given several times.
    #[arg(long = "fake", value_name = "ID", conflicts_with_all = ["to", "steps", "dry_run", "resume_at"])]
    pub(super) fakes: Vec<String>,
    /// What becomes of a migration that is older than one that ran.
    #[arg(long, value_name = "POLICY", value_enum, default_value_t = OutOfOrder::Refuse)]
    pub(super) out_of_order: OutOfOrder,
    /// Go on with this statement of the half-done migration, counted from 1, after a crash left it in doubt.
    #[arg(long, value_name = "N")]
    pub(super) resume_at: Option<usize>,
    #[command(flatten)]
    pub(super) loss: Loss,
}

/// What becomes of a migration that is older than one that ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum OutOfOrder {
    /// It is an error.
    Refuse,
    /// It runs.
    Allow,
    /// It runs, and is named.
    Warn,
}

#[derive(Debug, Group)]
pub(super) struct Revert {
    /// How many migrations to take back.
    #[arg(long, value_name = "N", default_value_t = 1, conflicts_with = "to")]
    pub(super) steps: usize,
    /// Take back what came after this migration, by id or name.
    #[arg(long, value_name = "ID")]
    pub(super) to: Option<String>,
    /// Print the statements and what they may cost, and change nothing.
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Go on with this statement of the half-done down.sql, counted from 1, after a crash left it in doubt.
    #[arg(long, value_name = "N")]
    pub(super) resume_at: Option<usize>,
    #[command(flatten)]
    pub(super) loss: Loss,
}

/// A SOURCE is `postgres://…`, a .sql file, a folder of migrations, or `entities`.
#[derive(Debug, Group)]
pub(super) struct Diff {
    /// The start.
    #[arg(long, value_name = "SOURCE")]
    pub(super) from: String,
    /// The target.
    #[arg(long, value_name = "SOURCE")]
    pub(super) to: String,
    /// Print the statements that lead from the start to the target.
    #[arg(long, conflicts_with = "json")]
    pub(super) sql: bool,
    #[command(flatten)]
    pub(super) pace: Haste,
    #[command(flatten)]
    pub(super) scope: Scope,
    /// Declare a rename, such as users.name=users.full_name or public.users=crm.users. Names with a dot or `=` are
    /// written in double quotes, as in SQL. May be given several times.
    #[arg(long = "rename", value_name = "FROM=TO")]
    pub(super) renames: Vec<String>,
    /// Say which label rows shall hold when theirs goes, such as user_role.guest=member. May be given several times.
    #[arg(long = "map", value_name = "TYPE.LABEL=LABEL")]
    pub(super) maps: Vec<String>,
}

/// A SOURCE is `postgres://…`, a .sql file, a folder of migrations, or `entities`.
#[derive(Debug, Group)]
pub(super) struct Erd {
    /// What to draw [default: entities, or the database of --url where there are none].
    #[arg(value_name = "SOURCE")]
    pub(super) source: Option<String>,
}

/// A SOURCE is `postgres://…`, a .sql file, a folder of migrations, or `entities`.
#[derive(Debug, Group)]
pub(super) struct Pull {
    /// What to read [default: the database of --url].
    #[arg(value_name = "SOURCE")]
    pub(super) source: Option<String>,
    /// Write a file for each table and enum into this folder, and a mod.rs; no file is written over.
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
}

#[derive(Debug, Group)]
pub(super) struct Lint {
    /// The .sql files to look at [default: those of the migrations folder].
    #[arg(value_name = "FILES")]
    pub(super) files: Vec<PathBuf>,
    /// Exit 1 for what this rule finds, or `all` that is shown. May be given several times.
    #[arg(long, value_name = "RULE")]
    pub(super) deny: Vec<String>,
    /// Also show what this rule of taste or policy finds, or `all`. May be given several times.
    #[arg(long, value_name = "RULE")]
    pub(super) warn: Vec<String>,
}

impl Haste {
    pub(super) fn pace(&self) -> Pace {
        if self.fast { Pace::Fast } else { Pace::Online }
    }
}

impl Loss {
    /// The subjects of `losses` that nobody accepted.
    pub(super) fn unaccepted<'a>(&self, losses: impl Iterator<Item = &'a str>) -> Vec<String> {
        let mut missing: Vec<String> = losses.filter(|loss| !self.covers(loss)).map(str::to_owned).collect();
        missing.sort_unstable();
        missing.dedup();
        missing
    }

    /// What was accepted by name and is none of `losses`.
    pub(super) fn unlost<'a>(&self, losses: impl Iterator<Item = &'a str>) -> Vec<&str> {
        let losses: BTreeSet<&str> = losses.collect();
        let named = self.accept_loss.iter().map(String::as_str);
        named
            .filter(|name| *name != "all" && !losses.contains(name) && !losses.contains(unquoted(name).as_str()))
            .collect()
    }

    /// Whether an object's loss is accepted.
    pub(super) fn covers(&self, name: &str) -> bool {
        self.accept_loss.iter().any(|accepted| accepted == "all" || accepted == name || unquoted(accepted) == name)
    }
}

/// A name as SQL quotes it, without its quotes: `"a.b".c` is `a.b.c`.
fn unquoted(name: &str) -> String {
    let mut plain = String::new();
    let mut signs = name.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '"' if signs.peek() == Some(&'"') => plain.extend(signs.next()),
            '"' => {}
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn losses_are_accepted_by_name_or_all_together() {
        let losses = || ["users", "users.email", "users"].into_iter();
        let accept = |names: &[&str]| Loss { accept_loss: names.iter().map(|name| (*name).to_owned()).collect() };
        assert_eq!(accept(&[]).unaccepted(losses()), ["users", "users.email"]);
        assert_eq!(accept(&["users"]).unaccepted(losses()), ["users.email"]);
        assert!(accept(&["all"]).unaccepted(losses()).is_empty());
        assert!(accept(&["\"users\".\"email\"", "users"]).unaccepted(losses()).is_empty());
        assert_eq!(accept(&["all", "users", "pets"]).unlost(losses()), ["pets"]);
    }
}
