//! `revert`: takes applied migrations back, newest first.

use serde_json::{Value, json};

use super::args::Revert;
use super::run::reporter;
use super::{Context, Error, Outcome};
use crate::ledger;
use crate::runner::{self, Until};

pub(super) async fn execute(cx: &Context<'_>, args: &Revert) -> Result<Outcome, Error> {
    let files = cx.known_files()?;
    let mut connection = cx.connect_alone().await?;
    let applied = ledger::applied(&*connection).await?;
    let until = args.to.clone().map_or(Until::Steps(args.steps), Until::After);
    let pending = runner::revertible(&files, &applied, &until)?;
    let losses = pending.iter().flat_map(|one| &one.migration.down.loses).map(String::as_str);
    cx.note_unlost(&args.loss, losses.clone());
    let subjects = args.loss.unaccepted(losses);
    if !subjects.is_empty() {
        return Err(Error::Loss { subjects });
    }
    if pending.is_empty() {
        cx.output.line("nothing to revert");
    }
    runner::revert(&mut connection, &pending, &mut reporter(cx.output, "reverted")).await?;
    ledger::unlock(&connection).await?;
    let reverted: Value = pending.iter().map(|one| one.migration.id.to_string()).collect();
    cx.output.answer(&json!({ "status": if pending.is_empty() { "nothing" } else { "done" }, "reverted": reverted }));
    Ok(Outcome::Done)
}
