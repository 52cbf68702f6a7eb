//! `check`: whether entities, migrations and database agree.

use serde_json::{Value, json};

use super::context::Live;
use super::{Context, Error, Outcome, json};
use crate::compare::Comparison;
use crate::describe::groups;
use crate::runner;
use crate::source::Source;

pub(super) async fn execute(cx: &Context<'_>) -> Result<Outcome, Error> {
    let files = cx.files()?;
    // Without entities, the migrations say what the database should be.
    let wanted = if cx.declared.is_some() { Source::Entities } else { Source::Replay(cx.dir.clone()) };
    cx.target()?;
    let scratch = cx.scratch(&[]).await?;
    let (live, target) = futures_util::join!(cx.live(), wanted.catalog(&scratch, cx.declared.as_ref()));
    let (Live { catalog, applied }, target) = (live?, target?);
    let pending = runner::pending(&files, &applied)?;
    let pending: Vec<String> = pending.iter().map(|one| one.migration.id.to_string()).collect();
    let comparison = cx.compare(&scratch, (&catalog, &target), (&wanted, &[])).await?;
    let agrees = pending.is_empty() && comparison.is_equal();
    show(cx, &wanted, &comparison, &pending);
    Ok(if agrees { Outcome::Done } else { Outcome::Different })
}

fn show(cx: &Context<'_>, wanted: &Source, comparison: &Comparison, pending: &[String]) {
    let says = match wanted {
        Source::Entities => "the entities",
        Source::Live(_) | Source::Script(_) | Source::Replay(_) => "the migrations",
    };
    let unmodelled = json::all_unmodelled(&comparison.current, &comparison.to);
    cx.output.unmodelled(&unmodelled);
    for id in pending {
        cx.output.line(&format!("  pending  {id}"));
    }
    if comparison.is_equal() && pending.is_empty() {
        cx.output.line(&format!("the database is what {says} say, and no migration is pending"));
    } else if !comparison.is_equal() {
        cx.output.line(&format!("the database differs; this would make it what {says} say:"));
        cx.output.groups(&groups(&comparison.from, &comparison.to, &comparison.renames));
    }
    cx.output.answer(&json!({
        "equal": comparison.is_equal() && pending.is_empty(),
        "pending": pending.iter().cloned().map(Value::from).collect::<Value>(),
        "renames": json::renames(&comparison.renames),
        "changes": json::differences(comparison),
        "unmodelled": json::unmodelled(&unmodelled),
    }));
}
