//! `show`: the migrations and which of them ran.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Context, Error, Outcome};
use crate::files::{Id, Migration};
use crate::ledger::{self, Applied, Origin, Progress};
use crate::runner;

pub(super) async fn execute(cx: &Context<'_>) -> Result<Outcome, Error> {
    let files = cx.known_files()?;
    let connection = cx.connect().await?;
    let applied = ledger::applied(&*connection).await?;
    // A ledger that contradicts the files is shown as it is.
    let applied = runner::understood(&files, &applied).map_or(applied, |understood| understood.applied);
    let rows = rows(&files, &applied);
    if rows.is_empty() {
        cx.output.line(&format!("no migrations in {}, and none ran", cx.dir.display()));
    }
    for (id, (file, row)) in &rows {
        cx.output.line(&format!("  {:26}  {id}", state(*file, *row)));
    }
    cx.output.answer(
        &json!({ "migrations": rows.iter().map(|(id, (file, row))| entry(id, *file, *row)).collect::<Value>() }),
    );
    Ok(Outcome::Done)
}

type Row<'a> = (Option<&'a Migration>, Option<&'a Applied>);

fn rows<'a>(files: &'a [Migration], applied: &'a [Applied]) -> BTreeMap<&'a Id, Row<'a>> {
    let mut rows: BTreeMap<&Id, Row<'_>> = files.iter().map(|file| (&file.id, (Some(file), None))).collect();
    for row in applied {
        rows.entry(&row.id).or_insert((None, None)).1 = Some(row);
    }
    rows
}

fn state(file: Option<&Migration>, row: Option<&Applied>) -> String {
    match (file, row) {
        (_, None) => "pending".to_owned(),
        (None, Some(_)) => "applied, files missing".to_owned(),
        (Some(file), Some(row)) if file.checksum != row.checksum => "applied, then edited".to_owned(),
        (Some(_), Some(row)) => match &row.progress {
            Progress::Done => {
                let verb = match row.origin {
                    Origin::Run => "applied",
                    Origin::Fake => "faked",
                    Origin::Baseline => "baseline",
                    Origin::Squash => "squashed",
                };
                format!("{verb} {}", row.applied_at.get(..16).unwrap_or(&row.applied_at).replace('T', " "))
            }
            Progress::Applying(halt) => format!("stopped after {} statements", halt.done),
            Progress::Reverting(halt) => format!("half reverted, {} done", halt.done),
        },
    }
}

fn entry(id: &Id, file: Option<&Migration>, row: Option<&Applied>) -> Value {
    let state = match (file, row) {
        (_, None) => "pending",
        (None, Some(_)) => "missing",
        (Some(file), Some(row)) if file.checksum != row.checksum => "edited",
        (Some(_), Some(row)) => match &row.progress {
            Progress::Done => "applied",
            Progress::Applying(_) => "applying",
            Progress::Reverting(_) => "reverting",
        },
    };
    json!({
        "id": id.to_string(),
        "state": state,
        "checksum": row.map(|row| row.checksum.as_str()),
        "applied_at": row.map(|row| &row.applied_at),
        "applied_by": row.map(|row| &row.applied_by),
        "origin": row.map(|row| row.origin.word()),
        "duration_ms": row.map(|row| row.duration.as_millis()),
    })
}
