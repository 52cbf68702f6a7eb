//! `baseline`: adopts a database that exists, also from another tool.

use entity_core::schema::Catalog;
use serde_json::{Value, json};
use tokio_postgres::IsolationLevel;

use super::args::Baseline;
use super::{Context, Error, Outcome, json};
use crate::compare::{compare, is_same};
use crate::describe::groups;
use crate::files::{self, Draft, Migration, Script};
use crate::introspect;
use crate::ledger::foreign::{self, Foreign, Tool};
use crate::ledger::{self, Origin};
use crate::prove::{self, Claim, Proof};
use crate::runner::{self, Extent, Order};
use crate::server::{Connection, Refusal};
use crate::source::replay;

pub(super) async fn execute(cx: &Context<'_>, args: &Baseline) -> Result<Outcome, Error> {
    let files = cx.files()?;
    if args.mark.is_none() && !files.is_empty() {
        return Err(Error::NotFirst { dir: cx.dir.clone() });
    }
    let mut connection = cx.connect_alone().await?;
    let found = match args.from {
        Some(tool) => told(cx, tool, foreign::read(&*connection, tool).await?),
        None => Vec::new(),
    };
    let live = without_ledger_of(&mut connection, args.from).await?;
    let marked = match &args.mark {
        Some(name) => mark(cx, &mut connection, (&files, &live), name).await?,
        None => vec![write(cx, &live, &args.name).await?],
    };
    runner::record(&mut connection, &marked.iter().collect::<Vec<_>>(), Origin::Baseline).await?;
    ledger::unlock(&connection).await?;
    for migration in &marked {
        cx.output.line(&format!("  recorded {} as applied", migration.id));
    }
    if let Some(tool) = args.from {
        cx.output.note(&format!("drop the table {} when {} is not used any more", tool.table(), tool.name()));
    }
    let names = |one: &Foreign| json!({ "name": one.name, "when": one.when });
    cx.output.answer(&json!({
        "status": "done",
        "recorded": marked.iter().map(|one| Value::from(one.id.to_string())).collect::<Value>(),
        "found": found.iter().map(names).collect::<Value>(),
    }));
    Ok(Outcome::Done)
}

fn told(cx: &Context<'_>, tool: Tool, found: Vec<Foreign>) -> Vec<Foreign> {
    cx.output.line(&format!("{} ran {} migrations here, by its table {}:", tool.name(), found.len(), tool.table()));
    for one in &found {
        cx.output.line(&format!("  {}  {}", one.name, one.when));
    }
    found
}

/// Reads the database as if the other tool's table were gone, with all that belongs to it. Nothing is kept of that.
async fn without_ledger_of(connection: &mut Connection, tool: Option<Tool>) -> Result<Catalog, Error> {
    let Some(tool) = tool else { return Ok(introspect::read(connection).await?) };
    let refused = |error: tokio_postgres::Error| ledger::Error::from(Refusal::from(error));
    let build = connection.build_transaction().isolation_level(IsolationLevel::RepeatableRead);
    let transaction = build.start().await.map_err(refused)?;
    transaction.batch_execute(&format!("DROP TABLE public.{}", tool.table())).await.map_err(refused)?;
    let catalog = introspect::read_within(&transaction).await?;
    transaction.rollback().await.map_err(refused)?;
    Ok(catalog)
}

/// Writes the first migration, proved.
async fn write(cx: &Context<'_>, live: &Catalog, name: &str) -> Result<Migration, Error> {
    let id = files::next_id(&[], name)?;
    let scratch = cx.scratch(&[]).await?;
    cx.output.unmodelled(&live.unmodelled.iter().collect());
    let start = Catalog::default();
    let comparison = compare(&scratch, &start, live, &[]).await?;
    let (up, down) = (comparison.up()?, comparison.down()?);
    let summary: Vec<String> = groups(&comparison.from, &comparison.to, &[])
        .iter()
        .map(|group| format!("{}: {}", group.subject, group.lines.join(", ")))
        .collect();
    let texts = Draft { id: &id, up: &up, down: &down, up_summary: &summary, down_summary: &[] }.texts()?;
    let parse = |text: &str| Script::parse(text).map_err(|misread| files::Error::misread("draft".into(), misread));
    let (up, down) = (parse(&texts.up)?, parse(&texts.down)?);
    let claim = Claim { current: &comparison.current, to: &comparison.to, up: &up, down: &down };
    match prove::prove(&scratch, &claim).await? {
        Proof::Done => {}
        Proof::Impossible(reason) => return Err(Error::Unproved { reason }),
    }
    let path = files::write(&cx.dir, &id, &texts)?;
    cx.output.line(&format!("  wrote {}/{{up.sql,down.sql,plan.json}}, proved on a scratch database", path.display()));
    files::read(&cx.dir)?.into_iter().find(|one| one.id == id).ok_or(Error::NotFirst { dir: cx.dir.clone() })
}

/// The migrations up to one, which must make the database as it is.
async fn mark(
    cx: &Context<'_>,
    connection: &mut Connection,
    (files, live): (&[Migration], &Catalog),
    name: &str,
) -> Result<Vec<Migration>, Error> {
    let applied = cx.applied_alone(connection, files).await?;
    let pending = runner::pending(files, &applied, Order::Strict)?;
    let pending = runner::up_to(pending, &Extent::To(name.to_owned()))?;
    let last = pending.last().map(|one| one.migration.id.clone());
    let upto: Vec<Migration> = files.iter().filter(|file| Some(&file.id) <= last.as_ref()).cloned().collect();
    let scratch = cx.scratch(&[]).await?;
    let made = replay::of(&scratch, &upto).await?;
    if !is_same(&scratch, &made, live).await? {
        let comparison = compare(&scratch, live, &made, &[]).await?;
        let differences = groups(&comparison.from, &comparison.to, &comparison.renames);
        return Err(Error::NotBaseline { id: name.to_owned(), differences });
    }
    cx.output.unmodelled(&json::all_unmodelled(live, &made));
    Ok(pending.iter().map(|one| one.migration.clone()).collect())
}
