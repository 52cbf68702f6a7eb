//! `generate NAME`: the migration between two sources, proved before it is written.

use std::collections::BTreeSet;
use std::path::PathBuf;

use entity_core::schema::{Catalog, Unmodelled};
use serde_json::{Value, json};

use super::args::Generate;
use super::context::{Live, Wish};
use super::{Context, Error, Outcome, json};
use crate::compare::Comparison;
use crate::describe::{Group, groups};
use crate::files::{self, Draft, Id, Migration, Script, Texts};
use crate::plan::{HazardKind, Step};
use crate::prove::{self, Claim, Proof};
use crate::rename;
use crate::runner::{self, Order};
use crate::source::Source;
use crate::source::scratch::Scratch;

pub(super) async fn execute(cx: &Context<'_>, args: &Generate) -> Result<Outcome, Error> {
    let files = cx.files()?;
    let id = files::next_id(&files, &args.name)?;
    let to = args.to.as_deref().map_or(Ok(Source::Entities), Source::parse)?;
    let from = args.from.as_deref().map(Source::parse).transpose()?;
    if from.is_none() {
        cx.target()?;
    }
    let scratch = cx.scratch(&from.iter().chain([&to]).collect::<Vec<_>>()).await?;
    let (current, wanted) =
        futures_util::join!(start(cx, from.as_ref(), &scratch, &files), to.catalog(&scratch, cx.declared.as_ref()));
    let (current, wanted) = (current?, wanted?);
    let wish = Wish { to: &to, renames: &args.renames, scope: &args.scope };
    let comparison = cx.compare(&scratch, (&current, &wanted), &wish).await?;
    let moves = cx.moves((&current, &wanted), (&to, &args.maps))?;
    let comparison = Comparison { pace: args.pace.pace(), moves, ..comparison };
    cx.output.unmodelled(&json::all_unmodelled(&comparison.current, &comparison.to));
    if comparison.is_equal() {
        equal(cx, &comparison);
        return Ok(Outcome::Done);
    }
    let work = Work { comparison: &comparison, up: comparison.up()?, down: comparison.down()? };
    cx.output.groups(&work.summary());
    work.decided(cx, args)?;
    let texts = work.texts(&id)?;
    let proof = work.proved(&scratch, &texts).await?;
    let path = files::write(&cx.dir, &id, &texts)?;
    work.report(cx, &id, &proof, &path);
    Ok(Outcome::Done)
}

/// The start: the given source, or the database, which must have run all migrations.
async fn start(
    cx: &Context<'_>,
    from: Option<&Source>,
    scratch: &Scratch,
    files: &[Migration],
) -> Result<Catalog, Error> {
    if let Some(source) = from {
        return Ok(source.catalog(scratch, cx.declared.as_ref()).await?);
    }
    let Live { catalog, applied } = cx.live().await?;
    let pending = runner::pending(files, &applied, Order::Strict)?;
    if pending.is_empty() {
        return Ok(catalog);
    }
    Err(Error::NotRunYet { ids: pending.iter().map(|one| one.migration.id.to_string()).collect() })
}

fn equal(cx: &Context<'_>, comparison: &Comparison) {
    cx.output.line("nothing to do: there is no difference");
    let unmodelled = json::all_unmodelled(&comparison.current, &comparison.to);
    cx.output.answer(&json!({ "status": "equal", "unmodelled": json::unmodelled(&unmodelled) }));
}

/// A comparison with its steps.
struct Work<'a> {
    comparison: &'a Comparison,
    up: Vec<Step>,
    down: Vec<Step>,
}

impl Work<'_> {
    fn summary(&self) -> Vec<Group> {
        groups(&self.comparison.from, &self.comparison.to, &self.comparison.renames)
    }

    /// Asks what only a human knows: whether a drop and an add are a rename, and whether a loss is meant.
    fn decided(&self, cx: &Context<'_>, args: &Generate) -> Result<(), Error> {
        let mut suspects = rename::suspects(&self.comparison.from, &self.comparison.to);
        let dropped: Vec<String> = suspects.iter().map(|suspect| json::subject(&suspect.from)).collect();
        cx.note_unlost(&args.loss, self.losses().chain(dropped.iter().map(String::as_str)));
        suspects.retain(|suspect| !args.loss.covers(&json::subject(&suspect.from)));
        if !suspects.is_empty() {
            return Err(Error::Undecided { suspects });
        }
        let subjects = args.loss.unaccepted(self.losses());
        if subjects.is_empty() { Ok(()) } else { Err(Error::Loss { subjects }) }
    }

    fn losses(&self) -> impl Iterator<Item = &str> {
        let hazards = self.up.iter().flat_map(|step| &step.hazards);
        hazards.filter(|hazard| hazard.kind == HazardKind::DataLoss).map(|hazard| hazard.subject.as_str())
    }

    fn texts(&self, id: &Id) -> Result<Texts, Error> {
        let Comparison { from, to, .. } = self.comparison;
        let (up_summary, down_summary) = (lines(&self.summary()), lines(&groups(to, from, &self.comparison.back())));
        let draft = Draft { id, up: &self.up, down: &self.down, up_summary: &up_summary, down_summary: &down_summary };
        Ok(draft.texts()?)
    }

    /// Proves the very texts that are written.
    async fn proved(&self, scratch: &Scratch, texts: &Texts) -> Result<Proof, Error> {
        let parse = |text: &str| Script::parse(text).map_err(|misread| files::Error::misread("draft".into(), misread));
        let (up, down) = (parse(&texts.up)?, parse(&texts.down)?);
        let claim = Claim { current: &self.comparison.current, to: &self.comparison.to, up: &up, down: &down };
        Ok(prove::prove(scratch, &claim).await?)
    }

    fn report(&self, cx: &Context<'_>, id: &Id, proof: &Proof, path: &PathBuf) {
        let (proved, why): (bool, Value) = match proof {
            Proof::Done => {
                cx.output
                    .line("  proved on a scratch database: up leaves no difference, down restores the catalog exactly");
                (true, Value::Null)
            }
            Proof::Impossible(reason) => {
                cx.output.note(&format!("not proved, because the start cannot be copied: {reason}"));
                (false, reason.as_str().into())
            }
        };
        let unproved: BTreeSet<&Unmodelled> = self.comparison.current.unmodelled.iter().collect();
        if proved && !unproved.is_empty() {
            cx.output.line(&format!("  proved without: {}", names(&unproved)));
        }
        cx.output.line(&format!("  wrote {}/{{up.sql,down.sql,plan.json}}", path.display()));
        let unmodelled = json::all_unmodelled(&self.comparison.current, &self.comparison.to);
        cx.output.answer(&json!({
            "status": "written",
            "migration": id.to_string(),
            "path": path,
            "proved": proved,
            "not_proved_because": why,
            "proved_without": if proved { json::unmodelled(&unproved) } else { Value::Null },
            "renames": json::renames(&self.comparison.renames),
            "changes": json::differences(self.comparison),
            "hazards": json::hazards(&self.up),
            "unmodelled": json::unmodelled(&unmodelled),
        }));
    }
}

fn names(objects: &BTreeSet<&Unmodelled>) -> String {
    objects.iter().map(|object| format!("{} {}", object.kind, object.name)).collect::<Vec<_>>().join(", ")
}

/// A line a group for the head of a file.
fn lines(groups: &[Group]) -> Vec<String> {
    groups.iter().map(|group| format!("{}: {}", group.subject, group.lines.join(", "))).collect()
}
