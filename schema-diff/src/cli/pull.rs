//! `pull`: the entities of a database that exists already.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

use serde_json::json;

use super::args::Pull;
use super::{Context, Error, Outcome};
use crate::files;
use crate::pull::{self, File, Pulled};
use crate::source::Source;

pub(super) async fn execute(cx: &Context<'_>, args: &Pull) -> Result<Outcome, Error> {
    let source = args.source.as_deref().map_or_else(|| cx.database(), |text| Ok(Source::parse(text)?))?;
    let pulled = pull::pull(&cx.catalog(&source).await?)?;
    match &args.out {
        None => show(cx, &pulled),
        Some(dir) => write(cx, dir, &pulled)?,
    }
    for note in &pulled.notes {
        cx.output.note(&format!("left out: {note}"));
    }
    for name in &pulled.names {
        cx.output.note(&format!("called otherwise: {name}"));
    }
    Ok(Outcome::Done)
}

fn show(cx: &Context<'_>, pulled: &Pulled) {
    let source = pulled.source();
    cx.output.line(source.trim_end());
    cx.output.answer(&json!({ "source": source, "sql": pulled.sql, "notes": pulled.notes, "names": pulled.names }));
}

fn write(cx: &Context<'_>, dir: &Path, pulled: &Pulled) -> Result<(), Error> {
    let files = pulled.files();
    fs::create_dir_all(dir).map_err(files::Error::io("cannot create", dir))?;
    if let Some(path) = files.iter().map(|file| dir.join(&file.name)).find(|path| path.exists()) {
        return Err(Error::Exists { path });
    }
    for File { name, text } in &files {
        let path = dir.join(name);
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&path)
            .map_err(files::Error::io("cannot write", &path))?;
        file.write_all(text.as_bytes()).map_err(files::Error::io("cannot write", &path))?;
    }
    cx.output.line(&format!("  wrote {} files into {}", files.len(), dir.display()));
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    cx.output.answer(
        &json!({ "status": "written", "path": dir, "files": names, "notes": pulled.notes, "names": pulled.names }),
    );
    Ok(())
}
