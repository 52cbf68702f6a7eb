//! Writes a migration's folder, whole or not at all.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use super::text::{LOCK_TIMEOUT, STATEMENT_TIMEOUT};
use super::{Error, Id, Migration, RustStep, Texts};

/// The id of the next migration: now, or just after the newest one.
///
/// # Errors
/// [`Error::NotPascal`].
pub fn next_id(existing: &[Migration], name: &str) -> Result<Id, Error> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let now = u64::try_from(since.as_millis()).unwrap_or(u64::MAX);
    Id::new(after(existing.last().map(|newest| newest.id.millis()), now), name)
}

fn after(newest: Option<u64>, now: u64) -> u64 {
    newest.map_or(now, |newest| now.max(newest + 1))
}

/// Writes the files of a migration into `dir` and returns its folder.
///
/// # Errors
/// What the system says. Nothing is left behind then.
pub fn write(dir: &Path, id: &Id, texts: &Texts) -> Result<PathBuf, Error> {
    folder(dir, id, &[("up.sql", &texts.up), ("down.sql", &texts.down), ("plan.json", &texts.plan)])
}

/// Writes a migration whose way forth is a function of the program.
///
/// # Errors
/// As [`write()`].
pub fn write_step(dir: &Path, id: &Id, step: &RustStep) -> Result<PathBuf, Error> {
    let json = serde_json::to_string_pretty(step)
        .map_err(|error| Error::Manifest { path: "step.json".into(), reason: error.to_string() })?;
    folder(dir, id, &[("step.json", &(json + "\n")), ("down.sql", &blank(id).down)])
}

fn folder(dir: &Path, id: &Id, files: &[(&str, &String)]) -> Result<PathBuf, Error> {
    let kept: Vec<_> = files.iter().copied().filter(|(_, text)| !text.is_empty()).collect();
    fs::create_dir_all(dir).map_err(Error::io("cannot create", dir))?;
    let (draft, folder) = (dir.join(format!(".{id}.draft")), dir.join(id.to_string()));
    let written = fill(&draft, &kept).and_then(|()| {
        fs::rename(&draft, &folder).map_err(Error::io("cannot write", &folder))?;
        Ok(folder)
    });
    if written.is_err() {
        // The first error is the one worth showing.
        let _ = fs::remove_dir_all(&draft);
    }
    written
}

fn fill(folder: &Path, files: &[(&str, &String)]) -> Result<(), Error> {
    fs::create_dir_all(folder).map_err(Error::io("cannot create", folder))?;
    for (name, text) in files {
        let path = folder.join(name);
        fs::write(&path, text).map_err(Error::io("cannot write", &path))?;
    }
    Ok(())
}

/// The texts of a migration that is written by hand.
pub fn blank(id: &Id) -> Texts {
    let text = |way: &str, what: &str| {
        format!(
            "-- {id}, {way}\n--\n\
             -- {what}\n\
             -- Statements share one transaction up to the next cut. The cuts are comment lines of their own:\n\
             --   \"schema-diff: transaction\" starts another transaction,\n\
             --   \"schema-diff: no-transaction\" runs what follows one by one, for CREATE INDEX CONCURRENTLY,\n\
             --   \"schema-diff: loses users.note\" says that the file destroys that object's data.\n\
             -- What takes long and holds up nobody, such as CREATE INDEX CONCURRENTLY, wants statement_timeout = 0.\n\n\
             -- schema-diff: transaction\n\n\
             {LOCK_TIMEOUT}\n{STATEMENT_TIMEOUT}\n\n"
        )
    };
    Texts {
        up: text("up", "Write what this migration does."),
        down: text("down", "Write what takes it back."),
        plan: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::{Script, read};

    #[test]
    fn numbers_always_grow() {
        for (newest, now, next) in [(None, 5, 5), (Some(4), 5, 5), (Some(5), 5, 6), (Some(9), 5, 10)] {
            assert_eq!(after(newest, now), next);
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let dir = tempfile::tempdir().expect("a folder");
        for name in ["First", "Second"] {
            let existing = read(dir.path()).expect("a good folder");
            let id = next_id(&existing, name).expect("a Pascal name");
            write(dir.path(), &id, &blank(&id)).expect("a writable folder");
        }
        let names: Vec<_> =
            read(dir.path()).expect("a good folder").iter().map(|one| one.id.name().to_owned()).collect();
        assert_eq!(names, ["First", "Second"]);
    }

    #[test]
    fn the_blank_file_only_sets_the_session() {
        let id = Id::new(1, "Blank").expect("a Pascal name");
        let script = Script::parse(&blank(&id).up).expect("known lines");
        assert!(script.statements().count() == 2 && script.statements().all(|statement| statement.sets_session()));
    }

    #[test]
    fn errors_name_the_file() {
        let dir = tempfile::tempdir().expect("a folder");
        let folder = dir.path().join("1699564321234-AddMfa");
        fs::create_dir(&folder).expect("a folder");
        fs::write(folder.join("up.sql"), "").expect("a file");
        let error = read(dir.path()).expect_err("down.sql is missing").to_string();
        assert!(error.ends_with("down.sql is missing"), "{error}");
        fs::write(folder.join("down.sql"), "").expect("a file");
        fs::create_dir(dir.path().join("1699564321234-Twin")).expect("a folder");
        fs::write(dir.path().join("1699564321234-Twin/up.sql"), "").expect("a file");
        fs::write(dir.path().join("1699564321234-Twin/down.sql"), "").expect("a file");
        assert!(matches!(read(dir.path()), Err(Error::Duplicate { .. })));
        fs::rename(dir.path().join("1699564321234-Twin"), dir.path().join("twin")).expect("a folder");
        assert!(matches!(read(dir.path()), Err(Error::BadName { .. })));
    }
}
