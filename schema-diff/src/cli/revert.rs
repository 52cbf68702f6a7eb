//! `revert`: takes applied migrations back, newest first.

use serde_json::{Value, json};

use super::args::Revert;
use super::report::Report;
use super::{Context, Error, Outcome, preview};
use crate::files::Migration;
use crate::ledger::{self, Applied, Reverting};
use crate::runner::{self, Pending, Until};

pub(super) async fn execute(cx: &Context<'_>, args: &Revert) -> Result<Outcome, Error> {
    let files = cx.known_files()?;
    if args.dry_run {
        let applied = ledger::applied(&*cx.connect().await?).await?;
        preview::show(cx, &selected(args, &files, &applied)?, Reverting::Yes);
        return Ok(Outcome::Done);
    }
    let mut connection = cx.connect_alone().await?;
    let applied = cx.applied_alone(&mut connection, &files).await?;
    let pending = selected(args, &files, &applied)?;
    let losses = pending.iter().flat_map(|one| &one.migration.down.loses).map(String::as_str);
    cx.note_unlost(&args.loss, losses.clone());
    let subjects = args.loss.unaccepted(losses);
    if !subjects.is_empty() {
        return Err(Error::Loss { subjects });
    }
    if pending.is_empty() {
        cx.output.line("nothing to revert");
    }
    let mut report = Report::new(cx.output, "reverted");
    runner::revert(&mut connection, &pending, &mut |event| report.hear(event)).await?;
    ledger::unlock(&connection).await?;
    let reverted: Value = pending.iter().map(|one| one.migration.id.to_string()).collect();
    let status = if pending.is_empty() { "nothing" } else { "done" };
    cx.output.answer(&json!({ "status": status, "reverted": reverted, "migrations": report.migrations() }));
    Ok(Outcome::Done)
}

fn selected<'a>(args: &Revert, files: &'a [Migration], applied: &[Applied]) -> Result<Vec<Pending<'a>>, Error> {
    let until = args.to.clone().map_or(Until::Steps(args.steps), Until::After);
    let mut pending = runner::revertible(files, applied, &until)?;
    if let Some(number) = args.resume_at {
        runner::resume_at(&mut pending, Reverting::Yes, number).map_err(runner::Error::from)?;
    }
    Ok(pending)
}
