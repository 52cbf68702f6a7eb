//! Decides which migrations run. Pure.

use std::collections::BTreeMap;

use super::{Divergence, Error, Unfinished};
use crate::files::{Id, Migration, Script};
use crate::ledger::{Applied, Progress};

/// A migration to run, and where to begin.
#[derive(Clone, Copy, Debug)]
pub struct Pending<'a> {
    /// The migration.
    pub migration: &'a Migration,
    /// How many statements of the file are done already.
    pub done: usize,
}

/// How far to go back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Until {
    /// This many migrations.
    Steps(usize),
    /// All that came after this one, by id or by name.
    After(String),
}

/// Decides which migrations to run.
///
/// # Shape
/// `files` and `applied` are sorted by id. The result keeps that order and is empty when nothing is left.
///
/// # Errors
/// [`Divergence`] as [`check`] finds it; [`Unfinished::Reverting`] when a revert stopped half-way.
pub fn pending<'a>(files: &'a [Migration], applied: &[Applied]) -> Result<Vec<Pending<'a>>, Error> {
    check(files, applied)?;
    let progress: BTreeMap<&Id, Progress> = applied.iter().map(|row| (&row.id, row.progress)).collect();
    let mut pending = Vec::new();
    for migration in files {
        match progress.get(&migration.id) {
            None => pending.push(runnable(migration, ("up.sql", &migration.up), 0)?),
            Some(Progress::Applying(done)) => pending.push(runnable(migration, ("up.sql", &migration.up), *done)?),
            Some(Progress::Reverting(done)) => {
                return Err(Unfinished::Reverting { id: migration.id.clone(), done: *done }.into());
            }
            Some(Progress::Done) => {}
        }
    }
    Ok(pending)
}

/// Decides which migrations to take back, newest first.
///
/// # Errors
/// [`Divergence`] as [`check`] finds it; [`Unfinished::Applying`] when a run stopped half-way;
/// [`Error::NotApplied`] when `until` names none.
pub fn revertible<'a>(files: &'a [Migration], applied: &[Applied], until: &Until) -> Result<Vec<Pending<'a>>, Error> {
    check(files, applied)?;
    let count = match until {
        Until::Steps(steps) => *steps,
        Until::After(name) => {
            let kept = position(applied, name)?;
            applied.len() - 1 - kept
        }
    };
    let by_id: BTreeMap<&Id, &Migration> = files.iter().map(|migration| (&migration.id, migration)).collect();
    applied.iter().rev().take(count).map(|row| back(row, &by_id)).collect()
}

fn position(applied: &[Applied], name: &str) -> Result<usize, Error> {
    let found = applied.iter().position(|row| row.id.to_string() == name || row.id.name() == name);
    found.ok_or_else(|| Error::NotApplied {
        name: name.to_owned(),
        applied: applied.iter().map(|row| row.id.clone()).collect(),
    })
}

fn back<'a>(row: &Applied, by_id: &BTreeMap<&Id, &'a Migration>) -> Result<Pending<'a>, Error> {
    let done = match row.progress {
        Progress::Done => 0,
        Progress::Reverting(done) => done,
        Progress::Applying(done) => return Err(Unfinished::Applying { id: row.id.clone(), done }.into()),
    };
    let migration = by_id.get(&row.id).ok_or_else(|| Divergence::Missing { id: row.id.clone() })?;
    runnable(migration, ("down.sql", &migration.down), done)
}

/// A migration whose file leaves the transaction to the runner.
fn runnable<'a>(migration: &'a Migration, (file, script): (&str, &Script), done: usize) -> Result<Pending<'a>, Error> {
    let Some(statement) = script.transaction_control() else { return Ok(Pending { migration, done }) };
    let sql = statement.sql.lines().next().unwrap_or_default().to_owned();
    Err(Error::Control { path: migration.path.join(file), line: statement.line, sql })
}

/// Compares files and ledger by name, not by a high-water mark.
///
/// # Errors
/// [`Divergence::Edited`] when an applied file has another checksum and is not half-done, [`Divergence::Missing`] when an applied id has no
/// file, [`Divergence::OutOfOrder`] when a file that never ran is older than one that did.
pub fn check(files: &[Migration], applied: &[Applied]) -> Result<(), Divergence> {
    let by_id: BTreeMap<&Id, &Migration> = files.iter().map(|migration| (&migration.id, migration)).collect();
    for row in applied {
        let Some(migration) = by_id.get(&row.id) else { return Err(Divergence::Missing { id: row.id.clone() }) };
        if migration.checksum != row.checksum && !is_correctable(migration, row.progress) {
            let (applied, file) = (row.checksum.clone(), migration.checksum.clone());
            return Err(Divergence::Edited { id: row.id.clone(), applied, file });
        }
    }
    let Some(newest) = applied.last() else { return Ok(()) };
    let ran = |id: &Id| applied.iter().any(|row| row.id == *id);
    match files.iter().find(|migration| migration.id < newest.id && !ran(&migration.id)) {
        Some(late) => Err(Divergence::OutOfOrder { id: late.id.clone(), after: newest.id.clone() }),
        None => Ok(()),
    }
}

/// Whether a file stopped half-way with statements left, which are edited to make them work.
fn is_correctable(migration: &Migration, progress: Progress) -> bool {
    match progress {
        Progress::Done => false,
        Progress::Applying(done) => done < migration.up.statements().count(),
        Progress::Reverting(done) => done < migration.down.statements().count(),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::files::Checksum;

    fn file(number: u64) -> Migration {
        Migration {
            id: Id::new(number, "Step").expect("a Pascal name"),
            up: Script::default(),
            down: Script::default(),
            checksum: Checksum::of(&number.to_string(), ""),
            manifest: None,
            path: "unused".into(),
        }
    }

    fn row(number: u64, progress: Progress) -> Applied {
        let Migration { id, checksum, .. } = file(number);
        let (applied_at, applied_by) = (String::new(), String::new());
        Applied { id, checksum, applied_at, duration: Duration::ZERO, applied_by, progress }
    }

    fn numbers(pending: &[Pending<'_>]) -> Vec<(u64, usize)> {
        pending.iter().map(|one| (one.migration.id.millis(), one.done)).collect()
    }

    #[test]
    fn what_never_ran_or_stopped_is_pending() {
        let files = [file(1), file(2), file(3)];
        for (applied, expected) in [
            (vec![], vec![(1, 0), (2, 0), (3, 0)]),
            (vec![row(1, Progress::Done)], vec![(2, 0), (3, 0)]),
            (vec![row(1, Progress::Done), row(2, Progress::Applying(4))], vec![(2, 4), (3, 0)]),
            ((1..=3).map(|number| row(number, Progress::Done)).collect(), vec![]),
        ] {
            assert_eq!(numbers(&pending(&files, &applied).expect("nothing diverges")), expected);
        }
    }

    #[test]
    fn the_newest_are_reverted_first() {
        let files = [file(1), file(2), file(3)];
        let applied = [row(1, Progress::Done), row(2, Progress::Done), row(3, Progress::Reverting(1))];
        for (until, expected) in [
            (Until::Steps(1), vec![(3, 1)]),
            (Until::Steps(9), vec![(3, 1), (2, 0), (1, 0)]),
            (Until::After(files[0].id.to_string()), vec![(3, 1), (2, 0)]),
        ] {
            assert_eq!(numbers(&revertible(&files, &applied, &until).expect("nothing diverges")), expected);
        }
        let unknown = revertible(&files, &applied, &Until::After("Nope".to_owned()));
        assert!(matches!(unknown, Err(Error::NotApplied { .. })));
        let nothing = revertible(&files, &[], &Until::After(files[0].id.to_string()));
        let help = nothing.expect_err("nothing is applied").help();
        assert_eq!(help.as_deref(), Some("no migration is applied to this database"));
    }

    #[test]
    fn half_done_work_goes_on_in_its_own_direction() {
        let files = [file(1)];
        let forth = pending(&files, &[row(1, Progress::Reverting(1))]);
        assert!(matches!(forth, Err(Error::Unfinished(Unfinished::Reverting { .. }))));
        let back = revertible(&files, &[row(1, Progress::Applying(1))], &Until::Steps(1));
        assert!(matches!(back, Err(Error::Unfinished(Unfinished::Applying { .. }))));
    }

    #[test]
    fn files_and_ledger_must_agree() {
        let edited = Migration { checksum: Checksum::of("other", ""), ..file(1) };
        assert!(matches!(check(&[edited], &[row(1, Progress::Done)]), Err(Divergence::Edited { .. })));
        assert!(matches!(check(&[], &[row(1, Progress::Done)]), Err(Divergence::Missing { .. })));
        let late = check(&[file(1), file(2)], &[row(2, Progress::Done)]);
        assert!(matches!(late, Err(Divergence::OutOfOrder { .. })));
        assert_eq!(check(&[file(1), file(2)], &[row(1, Progress::Done)]), Ok(()));
    }
}
