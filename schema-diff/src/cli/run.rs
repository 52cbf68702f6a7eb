//! `run`: the migrations that the database lacks.

use serde_json::{Value, json};

use super::args::{OutOfOrder, Run};
use super::report::Report;
use super::{Context, Error, Outcome, preview};
use crate::files::Migration;
use crate::introspect;
use crate::ledger::{self, Applied, Origin, Reverting};
use crate::runner::{self, Extent, Order, Pending};
use crate::server::Connection;

pub(super) async fn execute(cx: &Context<'_>, args: &Run) -> Result<Outcome, Error> {
    let files = cx.known_files()?;
    if args.dry_run {
        let applied = ledger::applied(&*cx.connect().await?).await?;
        preview::show(cx, &selected(cx, args, &files, &applied)?, Reverting::No);
        return Ok(Outcome::Done);
    }
    let mut connection = cx.connect_alone().await?;
    let applied = cx.applied_alone(&mut connection, &files).await?;
    let pending = selected(cx, args, &files, &applied)?;
    cx.serves(&connection, &pending).await?;
    let report = if args.fakes.is_empty() {
        apply(cx, args, &mut connection, &pending).await?
    } else {
        fake(cx, &mut connection, &pending).await?
    };
    if pending.is_empty() {
        cx.output.line(&format!("nothing to run: {}", idle(cx, files.len())));
    }
    ledger::unlock(&connection).await?;
    let status = if pending.is_empty() { "nothing" } else { "done" };
    cx.output.answer(&json!({ "status": status, "ran": report.ids(), "migrations": report.migrations() }));
    Ok(Outcome::Done)
}

/// What is to run, or to be recorded.
fn selected<'a>(
    cx: &Context<'_>,
    args: &Run,
    files: &'a [Migration],
    applied: &[Applied],
) -> Result<Vec<Pending<'a>>, Error> {
    let order = match args.out_of_order {
        OutOfOrder::Refuse => Order::Strict,
        OutOfOrder::Allow | OutOfOrder::Warn => Order::Any,
    };
    let mut pending = runner::pending(files, applied, order)?;
    if args.out_of_order == OutOfOrder::Warn {
        for (id, after) in runner::late(files, applied) {
            cx.output.note(&format!("{id} is out of order: the later {after} is applied"));
        }
    }
    if !args.fakes.is_empty() {
        return Ok(runner::named(&pending, &args.fakes, order)?);
    }
    if let Some(number) = args.resume_at {
        runner::resume_at(&mut pending, Reverting::No, number).map_err(runner::Error::from)?;
    }
    let extent = match (&args.to, args.steps) {
        (Some(name), _) => Extent::To(name.clone()),
        (None, Some(steps)) => Extent::Steps(steps),
        (None, None) => Extent::All,
    };
    Ok(runner::up_to(pending, &extent)?)
}

async fn apply<'a>(
    cx: &'a Context<'_>,
    args: &Run,
    connection: &mut Connection,
    pending: &[Pending<'_>],
) -> Result<Report<'a>, Error> {
    let mut report = Report::new(cx.output, "ran");
    if pending.is_empty() {
        return Ok(report);
    }
    runner::fit(pending, &introspect::read(connection).await?)?;
    let losses = pending.iter().flat_map(|one| &one.migration.up.loses).map(String::as_str);
    cx.note_unlost(&args.loss, losses.clone());
    let subjects = args.loss.unaccepted(losses);
    if !subjects.is_empty() {
        return Err(Error::Loss { subjects });
    }
    runner::apply(connection, pending, &cx.steps, &mut |event| report.hear(event)).await?;
    Ok(report)
}

async fn fake<'a>(
    cx: &'a Context<'_>,
    connection: &mut Connection,
    pending: &[Pending<'_>],
) -> Result<Report<'a>, Error> {
    let migrations: Vec<&Migration> = pending.iter().map(|one| one.migration).collect();
    runner::record(connection, &migrations, Origin::Fake).await?;
    let mut report = Report::new(cx.output, "recorded");
    for migration in migrations {
        report.recorded(&migration.id);
    }
    Ok(report)
}

fn idle(cx: &Context<'_>, count: usize) -> String {
    let dir = cx.dir.display();
    match count {
        0 => format!("{dir} holds no migrations"),
        _ => format!("every migration of {dir} ran"),
    }
}

impl Report<'_> {
    /// The ids alone, as the first version of the answer had them.
    fn ids(&self) -> Value {
        self.done.iter().map(|(id, _)| Value::from(id.as_str())).collect()
    }
}
