//! `check`: whether entities, migrations and database agree.

use serde_json::{Value, json};

use super::args::Check;
use super::context::{Live, Wish};
use super::{Context, Error, Outcome, json};
use crate::compare::Comparison;
use crate::describe::{Group, groups};
use crate::runner::{self, Order};
use crate::source::Source;

pub(super) async fn execute(cx: &Context<'_>, args: &Check) -> Result<Outcome, Error> {
    let files = cx.known_files()?;
    cx.target()?;
    let scratch = cx.scratch(&[]).await?;
    let replay = Source::Replay(cx.dir.clone());
    // Without entities, the migrations say what the database should be.
    let wanted = if cx.declared.is_some() { &Source::Entities } else { &replay };
    let declared = cx.declared.as_ref();
    let (live, target) = futures_util::join!(cx.live(), wanted.catalog(&scratch, declared));
    let (Live { catalog, applied }, target) = (live?, target?);
    let pending = runner::pending(&files, &applied, Order::Strict)?;
    let pending: Vec<String> = pending.iter().map(|one| one.migration.id.to_string()).collect();
    let wish = Wish { to: wanted, renames: &[], scope: &args.scope };
    let comparison = cx.compare(&scratch, (&catalog, &target), &wish).await?;
    let mut report = Report { says: says(wanted), pending, comparison, unwritten: None };
    // What the migrations lack is only known when the database needs nothing.
    if report.agrees() && declared.is_some() {
        let replayed = replay.catalog(&scratch, declared).await?;
        let unwritten = cx.compare(&scratch, (&replayed, &target), &wish).await?;
        report.unwritten = (!unwritten.is_equal()).then_some(unwritten);
    }
    report.show(cx);
    Ok(if report.agrees() { Outcome::Done } else { Outcome::Different })
}

fn says(wanted: &Source) -> &'static str {
    match wanted {
        Source::Entities => "the entities",
        Source::Live(_) | Source::Script(_) | Source::Replay(_) => "the migrations",
    }
}

/// What was found.
struct Report {
    /// Who says what the database should be.
    says: &'static str,
    pending: Vec<String>,
    /// The database against what it should be.
    comparison: Comparison,
    /// The migrations against the entities, where they differ although the database does not.
    unwritten: Option<Comparison>,
}

impl Report {
    fn agrees(&self) -> bool {
        self.pending.is_empty() && self.comparison.is_equal() && self.unwritten.is_none()
    }

    fn show(&self, cx: &Context<'_>) {
        let Self { says, pending, comparison, unwritten } = self;
        let unmodelled = json::all_unmodelled(&comparison.current, &comparison.to);
        cx.output.unmodelled(&unmodelled);
        for id in pending {
            cx.output.line(&format!("  pending  {id}"));
        }
        if self.agrees() {
            cx.output.line(&format!("the database is what {says} say, and no migration is pending"));
        }
        if !comparison.is_equal() {
            cx.output.line(&format!("the database differs; this would make it what {says} say:"));
            cx.output.groups(&of(comparison));
        }
        if let Some(unwritten) = unwritten {
            cx.output.line("the database is what the entities say, but the migrations do not make it so; they lack:");
            cx.output.groups(&of(unwritten));
        }
        cx.output.answer(&json!({
            "equal": self.agrees(),
            "pending": pending.iter().cloned().map(Value::from).collect::<Value>(),
            "renames": json::renames(&comparison.renames),
            "changes": json::differences(comparison),
            "missing_in_migrations": unwritten.as_ref().map(json::differences),
            "unmodelled": json::unmodelled(&unmodelled),
        }));
    }
}

fn of(comparison: &Comparison) -> Vec<Group> {
    groups(&comparison.from, &comparison.to, &comparison.renames)
}
