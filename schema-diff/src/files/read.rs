//! Reads a folder of migrations.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use super::{Checksum, Error, Id, Manifest, RustStep, Script};

/// One migration as its files say.
#[derive(Clone, Debug)]
pub struct Migration {
    /// When it was made and what it does.
    pub id: Id,
    /// The way forth.
    pub up: Script,
    /// The way back.
    pub down: Script,
    /// What both say.
    pub checksum: Checksum,
    /// What `plan.json` says, where there is one.
    pub manifest: Option<Manifest>,
    /// What `step.json` says, where a function of the program is the way forth. `up` is empty then.
    pub step: Option<RustStep>,
    /// Its folder.
    pub path: PathBuf,
}

/// Reads all migrations of a folder, oldest first. A folder that does not exist holds none.
///
/// Files beside the migrations (a README, hidden files) are left alone; folders are not.
///
/// # Errors
/// Names the file that is wrong or missing.
pub fn read(dir: &Path) -> Result<Vec<Migration>, Error> {
    let mut migrations = folders(dir)?.iter().map(|path| migration(path)).collect::<Result<Vec<_>, _>>()?;
    migrations.sort_by(|left, right| left.id.cmp(&right.id));
    for pair in migrations.windows(2) {
        if let [first, second] = pair
            && first.id.millis() == second.id.millis()
        {
            return Err(Error::Duplicate { other: first.path.clone(), path: second.path.clone() });
        }
    }
    Ok(migrations)
}

fn folders(dir: &Path) -> Result<Vec<PathBuf>, Error> {
    let entries = match fs::read_dir(dir) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        other => other.map_err(Error::io("cannot read", dir))?,
    };
    let mut folders = Vec::new();
    for entry in entries {
        let entry = entry.map_err(Error::io("cannot read", dir))?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if !hidden && entry.path().is_dir() {
            folders.push(entry.path());
        }
    }
    Ok(folders)
}

fn migration(path: &Path) -> Result<Migration, Error> {
    let name = path.file_name().and_then(|name| name.to_str());
    let id = name.and_then(Id::parse).ok_or_else(|| Error::BadName { path: path.to_owned() })?;
    let (up_path, down_path, step_path) = (path.join("up.sql"), path.join("down.sql"), path.join("step.json"));
    let is_step = step_path.exists();
    let up = if is_step { text(&step_path)? } else { text(&up_path)? };
    // A step that only fills in values has no way back, and needs none.
    let down = if is_step && !down_path.exists() { String::new() } else { text(&down_path)? };
    let step = if is_step { Some(parsed(&step_path, &up)?) } else { None };
    Ok(Migration {
        id,
        checksum: Checksum::of(&up, &down),
        up: if is_step { Script::default() } else { script(up_path, &up)? },
        down: script(down_path, &down)?,
        manifest: manifest(&path.join("plan.json"))?,
        step,
        path: path.to_owned(),
    })
}

/// Reads one file of statements, cut as a migration's file is.
///
/// # Errors
/// Names the file that is missing or wrong.
pub fn read_script(path: &Path) -> Result<Script, Error> {
    script(path.to_owned(), &text(path)?)
}

fn script(path: PathBuf, text: &str) -> Result<Script, Error> {
    Script::parse(text).map_err(|misread| Error::misread(path, misread))
}

fn manifest(path: &Path) -> Result<Option<Manifest>, Error> {
    if !path.exists() {
        return Ok(None);
    }
    parsed(path, &text(path)?).map(Some)
}

fn parsed<T: DeserializeOwned>(path: &Path, text: &str) -> Result<T, Error> {
    let read = serde_json::from_str(text);
    read.map_err(|error| Error::Manifest { path: path.to_owned(), reason: error.to_string() })
}

fn text(path: &Path) -> Result<String, Error> {
    match fs::read(path) {
        Ok(bytes) => String::from_utf8(bytes).map_err(|_| Error::NotText { path: path.to_owned() }),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(Error::MissingFile { path: path.to_owned() }),
        Err(error) => Err(Error::io("cannot read", path)(error)),
    }
}
