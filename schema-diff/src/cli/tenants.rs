//! `tenants run`: the migrations of many databases, some at a time, each on its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use futures_util::StreamExt;
use futures_util::stream;
use indicatif::ProgressBar;
use serde_json::{Value, json};

use super::args::{Tenants, TenantsCommand, TenantsRun};
use super::report::time;
use super::{Context, Error, Outcome};
use crate::files::Migration;
use crate::runner::{self, Order};
use crate::server::{Connection, Refusal, Target};
use crate::{introspect, ledger};

pub(super) async fn execute(cx: &Context<'_>, args: &Tenants) -> Result<Outcome, Error> {
    let TenantsCommand::Run(args) = &args.command;
    let files = cx.known_files()?;
    let targets = targets(cx, &args.urls_from).await?;
    let bar = cx.output.progress();
    bar.set_length(u64::try_from(targets.len()).unwrap_or(u64::MAX));
    bar.set_message("databases");
    let work = targets.iter().map(|target| tenant(cx, args, &files, target));
    let mut running = stream::iter(work).buffer_unordered(args.jobs.max(1));
    let mut all = Vec::new();
    while let Some(tenant) = running.next().await {
        show(cx, &bar, &tenant);
        all.push(tenant);
    }
    bar.finish_and_clear();
    all.sort_by(|one, other| one.name.cmp(&other.name));
    finish(cx, &all)
}

/// What became of one database.
struct Tenant {
    /// Where it is, without the password.
    name: String,
    result: Result<Vec<String>, Error>,
    duration: Duration,
}

async fn tenant(cx: &Context<'_>, args: &TenantsRun, files: &[Migration], target: &Target) -> Tenant {
    let start = Instant::now();
    let result = migrate(cx, args, files, target).await;
    Tenant { name: target.to_string(), result, duration: start.elapsed() }
}

async fn migrate(
    cx: &Context<'_>,
    args: &TenantsRun,
    files: &[Migration],
    target: &Target,
) -> Result<Vec<String>, Error> {
    let mut connection = Connection::open(target).await?;
    ledger::lock(&connection, cx.patience, |_| {}).await?;
    let applied = cx.applied_alone(&mut connection, files).await?;
    let pending = runner::pending(files, &applied, Order::Strict)?;
    if pending.is_empty() {
        return Ok(Vec::new());
    }
    runner::fit(&pending, &introspect::read(&mut connection).await?)?;
    let subjects = args.loss.unaccepted(pending.iter().flat_map(|one| &one.migration.up.loses).map(String::as_str));
    if !subjects.is_empty() {
        return Err(Error::Loss { subjects });
    }
    runner::apply(&mut connection, &pending, &cx.steps, &mut |_| {}).await?;
    Ok(pending.iter().map(|one| one.migration.id.to_string()).collect())
}

fn show(cx: &Context<'_>, bar: &ProgressBar, tenant: &Tenant) {
    bar.inc(1);
    let Tenant { name, result, duration } = tenant;
    let text = match result {
        Ok(ran) if ran.is_empty() => format!("  {name}: nothing to run"),
        Ok(ran) => format!("  {name}: ran {} in {}", ran.len(), time(*duration)),
        Err(error) => {
            let help = error.help().map(|help| format!("\n    help: {help}")).unwrap_or_default();
            format!("  {name}: failed: {error}{help}")
        }
    };
    bar.suspend(|| cx.output.line(&text));
}

fn finish(cx: &Context<'_>, all: &[Tenant]) -> Result<Outcome, Error> {
    let failed = all.iter().filter(|tenant| tenant.result.is_err()).count();
    let ran = all.iter().filter(|tenant| tenant.result.as_ref().is_ok_and(|ran| !ran.is_empty())).count();
    let idle = all.len() - failed - ran;
    cx.output.line(&format!("{} databases: {ran} migrated, {idle} had nothing to run, {failed} failed", all.len()));
    cx.output.answer(&json!({
        "status": if failed == 0 { "done" } else { "failed" },
        "migrated": ran,
        "idle": idle,
        "failed": failed,
        "databases": all.iter().map(entry).collect::<Value>(),
    }));
    if failed == 0 { Ok(Outcome::Done) } else { Err(Error::Tenants { failed, of: all.len() }) }
}

fn entry(tenant: &Tenant) -> Value {
    let Tenant { name, result, duration } = tenant;
    let (ran, error) = match result {
        Ok(ran) => (json!(ran), Value::Null),
        Err(error) => (json!([]), json!({ "error": error.to_string(), "help": error.help() })),
    };
    json!({ "database": name, "ran": ran, "failure": error, "duration_ms": duration.as_millis() })
}

/// The databases of a file or a query, each once.
async fn targets(cx: &Context<'_>, from: &str) -> Result<Vec<Target>, Error> {
    let first = from.split_whitespace().next().unwrap_or_default().to_ascii_lowercase();
    let mut urls = match first.as_str() {
        "select" | "with" => of_query(cx, from).await?,
        _ => of_file(Path::new(from))?,
    };
    let mut seen = std::collections::BTreeSet::new();
    urls.retain(|url| seen.insert(url.clone()));
    Ok(urls.iter().map(|url| Target::parse(url)).collect::<Result<_, _>>()?)
}

async fn of_query(cx: &Context<'_>, sql: &str) -> Result<Vec<String>, Error> {
    let connection = cx.connect().await?;
    let refused = |error: tokio_postgres::Error| Error::NoUrls { reason: Refusal::from(error).to_string() };
    let rows = connection.query(sql, &[]).await.map_err(refused)?;
    let urls = rows.iter().map(|row| row.try_get::<_, String>(0));
    // A value of another type is not repeated: it may be a password.
    urls.collect::<Result<_, _>>().map_err(|_| Error::NoUrls { reason: "a value is no text".to_owned() })
}

fn of_file(path: &Path) -> Result<Vec<String>, Error> {
    let text = fs::read_to_string(path).map_err(|cause| Error::Unreadable { path: PathBuf::from(path), cause })?;
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    Ok(lines.map(str::to_owned).collect())
}
