//! `verify`: the whole history up, down and up on a scratch database, with rows in it.

use serde_json::{Value, json};

use super::{Context, Error, Outcome};
use crate::prove::{self, Testimony, Verified};

pub(super) async fn execute(cx: &Context<'_>) -> Result<Outcome, Error> {
    let files = cx.known_files()?;
    let scratch = cx.scratch(&[]).await?;
    let all = prove::history(&scratch, &files, |verified| show(cx, verified)).await?;
    let majors = all.iter().find_map(|one| match one.witness {
        Testimony::Skipped(major) if one.comes_back => Some(major),
        Testimony::Skipped(_) | Testimony::Agrees => None,
    });
    let witness = match majors {
        Some(0) => "pg_dump: skipped, it does not answer".to_owned(),
        Some(major) => format!("pg_dump: skipped: no pg_dump {major}"),
        None => "pg_dump agrees".to_owned(),
    };
    match all.len() {
        0 => cx.output.line(&format!("{} holds no migrations", cx.dir.display())),
        count => cx.output.line(&format!("{count} migrations verified; {witness}")),
    }
    let migrations: Value = all.iter().map(entry).collect();
    cx.output.answer(&json!({ "status": "verified", "witness": witness, "migrations": migrations }));
    Ok(Outcome::Done)
}

fn show(cx: &Context<'_>, verified: &Verified) {
    let Verified { id, tables, rows, rewritten, notes, comes_back, witness: _ } = verified;
    let way = if *comes_back { "up, down, up" } else { "up" };
    cx.output.line(&format!("  {id}: {way}; {rows} rows in {tables} tables survive"));
    if !rewritten.is_empty() {
        cx.output.line(&format!("    written again: {}", rewritten.join(", ")));
    }
    for note in notes {
        cx.output.line(&format!("    {note}"));
    }
}

fn entry(verified: &Verified) -> Value {
    let Verified { id, tables, rows, rewritten, notes, comes_back, witness } = verified;
    json!({
        "id": id.to_string(),
        "tables": tables,
        "rows": rows,
        "rewritten": rewritten,
        "notes": notes,
        "comes_back": comes_back,
        "pg_dump": match witness {
            Testimony::Agrees => "agrees",
            Testimony::Skipped(_) => "skipped",
        },
    })
}
