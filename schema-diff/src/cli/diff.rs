//! `diff`: compares any two sources.

use serde_json::json;

use super::args::Diff;
use super::context::Wish;
use super::{Context, Error, Outcome, json};
use crate::compare::Comparison;
use crate::describe::groups;
use crate::source::Source;

pub(super) async fn execute(cx: &Context<'_>, args: &Diff) -> Result<Outcome, Error> {
    let (from, to) = (Source::parse(&args.from)?, Source::parse(&args.to)?);
    let scratch = cx.scratch(&[&from, &to]).await?;
    let declared = cx.declared.as_ref();
    let (current, wanted) = futures_util::join!(from.catalog(&scratch, declared), to.catalog(&scratch, declared));
    let (current, wanted) = (current?, wanted?);
    let wish = Wish { to: &to, renames: &args.renames, scope: &args.scope };
    let comparison = cx.compare(&scratch, (&current, &wanted), &wish).await?;
    let moves = cx.moves((&current, &wanted), (&to, &args.maps))?;
    let comparison = Comparison { pace: args.pace.pace(), moves, ..comparison };
    show(cx, &comparison, args.sql)?;
    Ok(if comparison.is_equal() { Outcome::Done } else { Outcome::Different })
}

fn show(cx: &Context<'_>, comparison: &Comparison, sql: bool) -> Result<(), Error> {
    let up = comparison.up()?;
    if sql {
        up.iter().for_each(|step| cx.output.raw(&format!("{};", step.sql)));
        return Ok(());
    }
    let unmodelled = json::all_unmodelled(&comparison.current, &comparison.to);
    cx.output.unmodelled(&unmodelled);
    if comparison.is_equal() {
        cx.output.line("no difference");
    } else {
        cx.output.groups(&groups(&comparison.from, &comparison.to, &comparison.renames));
    }
    cx.output.answer(&json!({
        "equal": comparison.is_equal(),
        "renames": json::renames(&comparison.renames),
        "changes": json::differences(comparison),
        "hazards": json::hazards(&up),
        "unmodelled": json::unmodelled(&unmodelled),
    }));
    Ok(())
}
