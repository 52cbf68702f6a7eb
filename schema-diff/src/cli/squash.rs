//! `squash`: one migration in the place of several, proved equal on a scratch database.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use entity_core::schema::Catalog;
use serde_json::{Value, json};

use super::args::Squash;
use super::{Context, Error, Outcome};
use crate::compare::compare;
use crate::describe::groups;
use crate::files::{self, DIRECTIVE, Draft, Id, Migration, Script, Statement, Texts};
use crate::prove::{self, Claim, Proof};
use crate::source::replay;
use crate::source::scratch::Scratch;

pub(super) async fn execute(cx: &Context<'_>, args: &Squash) -> Result<Outcome, Error> {
    let files = cx.known_files()?;
    let replaced = replaced(&files, args)?;
    let places = row_statements(replaced);
    if !places.is_empty() && !args.loss.covers("rows") {
        return Err(Error::RowStatements { places });
    }
    let (id, last) = match replaced.last() {
        Some(last) => (Id::new(last.id.millis(), &args.name)?, last),
        None => return Err(Error::NothingToSquash { reason: "there is no migration".to_owned() }),
    };
    let scratch = cx.scratch(&[]).await?;
    let texts = texts(&scratch, &id, replaced).await?;
    let aside = aside(cx, replaced, last)?;
    let path = files::write(&cx.dir, &id, &texts)?;
    cx.output.line(&format!("  proved on a scratch database: {} makes what {} migrations made", id, replaced.len()));
    cx.output.line(&format!("  wrote {}/{{up.sql,down.sql,plan.json}}", path.display()));
    cx.output.line(&format!("  moved what it replaces to {}", aside.display()));
    cx.output.answer(&json!({
        "status": "written",
        "migration": id.to_string(),
        "path": path,
        "replaces": replaced.iter().map(|one| Value::from(one.id.to_string())).collect::<Value>(),
        "moved_to": aside,
    }));
    Ok(Outcome::Done)
}

fn replaced<'a>(files: &'a [Migration], args: &Squash) -> Result<&'a [Migration], Error> {
    let count = match &args.through {
        None => files.len(),
        Some(name) => {
            let place = files.iter().position(|file| file.id.is_called(name));
            1 + place.ok_or_else(|| Error::NothingToSquash { reason: format!("no migration is called {name}") })?
        }
    };
    match count {
        0 | 1 => Err(Error::NothingToSquash { reason: "two migrations are the least".to_owned() }),
        count => Ok(&files[..count]),
    }
}

/// Where statements stand that a catalog says nothing of.
fn row_statements(migrations: &[Migration]) -> Vec<String> {
    let mut places = Vec::new();
    for migration in migrations {
        if migration.step.is_some() {
            places.push(format!("{} (a step in Rust)", migration.id));
        }
        let statements = migration.up.statements().filter(|statement| works_on_rows(statement));
        places.extend(statements.map(|statement| {
            let first = statement.sql.lines().next().unwrap_or_default();
            format!("{}/up.sql:{}: {first}", migration.id, statement.line)
        }));
    }
    places
}

fn works_on_rows(statement: &Statement) -> bool {
    const WORDS: [&str; 10] =
        ["insert", "update", "delete", "merge", "copy", "truncate", "with", "select", "call", "do"];
    let first = statement.sql.split_whitespace().next().unwrap_or_default().to_ascii_lowercase();
    WORDS.contains(&first.as_str()) && !statement.sets_session()
}

async fn texts(scratch: &Scratch, id: &Id, replaced: &[Migration]) -> Result<Texts, Error> {
    let wanted = replay::of(scratch, replaced).await?;
    if !wanted.unmodelled.is_empty() {
        let names = wanted.unmodelled.iter().map(|object| format!("{} {}", object.kind, object.name));
        return Err(Error::Unsquashable { names: names.collect() });
    }
    let start = Catalog::default();
    let comparison = compare(scratch, &start, &wanted, &[]).await?;
    let (up, down) = (comparison.up()?, comparison.down()?);
    let summary: Vec<String> = groups(&comparison.from, &comparison.to, &[])
        .iter()
        .map(|group| format!("{}: {}", group.subject, group.lines.join(", ")))
        .collect();
    let mut texts = Draft { id, up: &up, down: &down, up_summary: &summary, down_summary: &[] }.texts()?;
    texts.up = with_replaced(&texts.up, replaced);
    let parse = |text: &str| Script::parse(text).map_err(|misread| files::Error::misread("draft".into(), misread));
    let (up, down) = (parse(&texts.up)?, parse(&texts.down)?);
    match prove::prove(scratch, &Claim { current: &start, to: &comparison.to, up: &up, down: &down }).await? {
        Proof::Done => Ok(texts),
        Proof::Impossible(reason) => Err(Error::Unproved { reason }),
    }
}

/// The lines that tell a ledger what the file stands for, before its first cut.
fn with_replaced(text: &str, replaced: &[Migration]) -> String {
    let mut lines = String::new();
    for migration in replaced {
        let _ = writeln!(lines, "{DIRECTIVE} replaces {} {}", migration.id, migration.checksum);
    }
    let cut = text.find(DIRECTIVE).unwrap_or(text.len());
    format!("{}{lines}{}", &text[..cut], &text[cut..])
}

/// Moves the replaced folders into a hidden one, which nobody reads.
fn aside(cx: &Context<'_>, replaced: &[Migration], last: &Migration) -> Result<PathBuf, Error> {
    let aside = cx.dir.join(format!(".squashed-{}", last.id));
    fs::create_dir_all(&aside).map_err(files::Error::io("cannot create", &aside))?;
    for migration in replaced {
        let to = aside.join(migration.id.to_string());
        fs::rename(&migration.path, &to).map_err(files::Error::io("cannot move", &migration.path))?;
    }
    Ok(aside)
}
