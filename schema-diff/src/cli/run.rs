//! `run`: the migrations that the database lacks.

use serde_json::{Value, json};

use super::args::Run;
use super::{Context, Error, Outcome, Output};
use crate::introspect;
use crate::ledger;
use crate::runner::{self, Event};

pub(super) async fn execute(cx: &Context<'_>, args: &Run) -> Result<Outcome, Error> {
    let files = cx.known_files()?;
    let mut connection = cx.connect_alone().await?;
    let applied = ledger::applied(&*connection).await?;
    let pending = runner::pending(&files, &applied)?;
    if pending.is_empty() {
        cx.output.line(&format!("nothing to run: {}", idle(cx, files.len())));
    } else {
        let objects = runner::conflicts(&pending, &introspect::read(&mut connection).await?);
        if !objects.is_empty() {
            return Err(runner::Error::NotEmpty { objects }.into());
        }
        let losses = pending.iter().flat_map(|one| &one.migration.up.loses).map(String::as_str);
        cx.note_unlost(&args.loss, losses.clone());
        let subjects = args.loss.unaccepted(losses);
        if !subjects.is_empty() {
            return Err(Error::Loss { subjects });
        }
        runner::apply(&mut connection, &pending, &mut reporter(cx.output, "ran")).await?;
    }
    ledger::unlock(&connection).await?;
    let ran: Value = pending.iter().map(|one| one.migration.id.to_string()).collect();
    cx.output.answer(&json!({ "status": if pending.is_empty() { "nothing" } else { "done" }, "ran": ran }));
    Ok(Outcome::Done)
}

fn idle(cx: &Context<'_>, count: usize) -> String {
    let dir = cx.dir.display();
    match count {
        0 => format!("{dir} holds no migrations"),
        _ => format!("every migration of {dir} ran"),
    }
}

/// Shows a bar while a migration runs, and a line when it is done.
pub(super) fn reporter<'a>(output: &'a Output, verb: &'a str) -> impl FnMut(Event<'_>) + 'a {
    let bar = output.progress();
    move |event| match event {
        Event::Begins { id, statements } => {
            bar.set_length(u64::try_from(statements).unwrap_or(u64::MAX));
            bar.set_position(0);
            bar.set_message(id.to_string());
        }
        Event::Advances { done } => bar.set_position(u64::try_from(done).unwrap_or(u64::MAX)),
        Event::Ends { id, duration } => {
            bar.finish_and_clear();
            output.line(&format!("  {verb} {id} in {} ms", duration.as_millis()));
        }
    }
}
