//! Decides which migrations run. Pure.

use std::collections::{BTreeMap, BTreeSet};

use super::{Divergence, Error, NoResume, Unfinished, understood};
use crate::files::{Id, Migration, Script, Via};
use crate::ledger::{Applied, Halt, Progress, Reverting};

/// A migration to run, and where to begin.
#[derive(Clone, Copy, Debug)]
pub struct Pending<'a> {
    /// The migration.
    pub migration: &'a Migration,
    /// How many statements of the file are done already.
    pub done: usize,
    /// Whether the next statement was sent by a run that was cut off.
    pub in_doubt: bool,
    /// Whether the ledger knows it already.
    pub has_begun: bool,
}

impl<'a> Pending<'a> {
    fn fresh(migration: &'a Migration) -> Self {
        Self { migration, done: 0, in_doubt: false, has_begun: false }
    }

    fn halted(migration: &'a Migration, halt: &Halt) -> Self {
        Self { migration, done: halt.done, in_doubt: halt.sent > halt.done, has_begun: true }
    }
}

/// Whether a migration may run after one that is newer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// No.
    #[default]
    Strict,
    /// Yes: branches were merged, and none of them needs the other.
    Any,
}

/// How far to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Extent {
    /// To the end.
    All,
    /// This many migrations.
    Steps(usize),
    /// Up to this one, by id or by name.
    To(String),
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
pub fn pending<'a>(files: &'a [Migration], applied: &[Applied], order: Order) -> Result<Vec<Pending<'a>>, Error> {
    let applied = &understood(files, applied)?.applied;
    check(files, applied, order)?;
    let progress: BTreeMap<&Id, &Progress> = applied.iter().map(|row| (&row.id, &row.progress)).collect();
    let mut pending = Vec::new();
    for migration in files {
        match progress.get(&migration.id) {
            None => pending.push(runnable(("up.sql", &migration.up), Pending::fresh(migration))?),
            Some(Progress::Applying(halt)) => {
                pending.push(runnable(("up.sql", &migration.up), Pending::halted(migration, halt))?);
            }
            Some(Progress::Reverting(halt)) => {
                return Err(Unfinished::Reverting { id: migration.id.clone(), done: halt.done }.into());
            }
            Some(Progress::Done) => {}
        }
    }
    Ok(pending)
}

/// Leaves those that are to run now.
///
/// # Errors
/// [`Error::NotPending`] when `extent` names none of them.
pub fn up_to<'a>(mut pending: Vec<Pending<'a>>, extent: &Extent) -> Result<Vec<Pending<'a>>, Error> {
    let count = match extent {
        Extent::All => pending.len(),
        Extent::Steps(steps) => *steps,
        Extent::To(name) => 1 + place(&pending, name)?,
    };
    pending.truncate(count);
    Ok(pending)
}

/// Leaves those that are recorded without running: the ones that are named, which must be the next.
///
/// # Errors
/// [`Error::NotPending`] for a name that is none of them, [`Divergence::OutOfOrder`] when one is left out before it.
pub fn named<'a>(pending: &[Pending<'a>], names: &[String], order: Order) -> Result<Vec<Pending<'a>>, Error> {
    let places = names.iter().map(|name| place(pending, name)).collect::<Result<BTreeSet<_>, _>>()?;
    let left_out = (0..pending.len()).find(|number| !places.contains(number));
    if let (Order::Strict, Some(late), Some(last)) = (order, left_out, places.last())
        && late < *last
    {
        let (id, after) = (pending[late].migration.id.clone(), pending[*last].migration.id.clone());
        return Err(Divergence::OutOfOrder { id, after }.into());
    }
    Ok(places.into_iter().map(|number| pending[number]).collect())
}

fn place(pending: &[Pending<'_>], name: &str) -> Result<usize, Error> {
    let found = pending.iter().position(|one| one.migration.id.is_called(name));
    found.ok_or_else(|| Error::NotPending {
        name: name.to_owned(),
        pending: pending.iter().map(|one| one.migration.id.clone()).collect(),
    })
}

/// Decides which migrations to take back, newest first.
///
/// # Errors
/// [`Divergence`] as [`check`] finds it; [`Unfinished::Applying`] when a run stopped half-way;
/// [`Error::NotApplied`] when `until` names none.
pub fn revertible<'a>(files: &'a [Migration], applied: &[Applied], until: &Until) -> Result<Vec<Pending<'a>>, Error> {
    let applied = &understood(files, applied)?.applied;
    check(files, applied, Order::Any)?;
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
    let found = applied.iter().position(|row| row.id.is_called(name));
    found.ok_or_else(|| Error::NotApplied {
        name: name.to_owned(),
        applied: applied.iter().map(|row| row.id.clone()).collect(),
    })
}

fn back<'a>(row: &Applied, by_id: &BTreeMap<&Id, &'a Migration>) -> Result<Pending<'a>, Error> {
    let migration = by_id.get(&row.id).ok_or_else(|| Divergence::Missing { id: row.id.clone() })?;
    let pending = match &row.progress {
        Progress::Done => Pending::fresh(migration),
        Progress::Reverting(halt) => Pending::halted(migration, halt),
        Progress::Applying(halt) => return Err(Unfinished::Applying { id: row.id.clone(), done: halt.done }.into()),
    };
    runnable(("down.sql", &migration.down), pending)
}

/// A migration whose file leaves the transaction to the runner.
fn runnable<'a>((file, script): (&str, &Script), pending: Pending<'a>) -> Result<Pending<'a>, Error> {
    let Some(statement) = script.transaction_control() else { return Ok(pending) };
    let sql = statement.sql.lines().next().unwrap_or_default().to_owned();
    Err(Error::Control { path: pending.migration.path.join(file), line: statement.line, sql })
}

/// Lets the half-done migration go on at a statement, counted from 1: the one it stopped at, or the next.
///
/// # Errors
/// [`NoResume`] says why there is nothing to go on with.
pub fn resume_at(pending: &mut [Pending<'_>], reverting: Reverting, number: usize) -> Result<(), NoResume> {
    let one = pending.iter_mut().find(|one| one.has_begun).ok_or(NoResume::Nothing)?;
    let (id, next) = (one.migration.id.clone(), one.done + 1);
    let script = match reverting {
        Reverting::No => &one.migration.up,
        Reverting::Yes => &one.migration.down,
    };
    if script.via_of(one.done) != Some(Via::Single) {
        return Err(NoResume::Transaction { id });
    }
    if number != next && number != next + 1 {
        return Err(NoResume::Elsewhere { id, next, wanted: number });
    }
    one.done = number - 1;
    one.in_doubt = false;
    Ok(())
}

/// Compares files and ledger by name, not by a high-water mark.
///
/// # Errors
/// [`Divergence::Edited`] when an applied file has another checksum and is not half-done, [`Divergence::Missing`] when an applied id has no
/// file, [`Divergence::OutOfOrder`] when a file that never ran is older than one that did.
pub fn check(files: &[Migration], applied: &[Applied], order: Order) -> Result<(), Divergence> {
    let by_id: BTreeMap<&Id, &Migration> = files.iter().map(|migration| (&migration.id, migration)).collect();
    for row in applied {
        let Some(migration) = by_id.get(&row.id) else { return Err(Divergence::Missing { id: row.id.clone() }) };
        if let Some((halt, script)) = half(migration, &row.progress)
            && halt.checksum.as_ref().is_some_and(|sent| *sent != script.checksum_of(halt.sent))
        {
            return Err(Divergence::EditedPart { id: row.id.clone(), sent: halt.sent });
        }
        if migration.checksum != row.checksum && !is_correctable(migration, &row.progress) {
            let (applied, file) = (row.checksum.clone(), migration.checksum.clone());
            return Err(Divergence::Edited { id: row.id.clone(), applied, file });
        }
    }
    match (order, late(files, applied).into_iter().next()) {
        (Order::Strict, Some((id, after))) => Err(Divergence::OutOfOrder { id, after }),
        (Order::Strict | Order::Any, _) => Ok(()),
    }
}

/// The migrations that never ran and are older than one that did, each with the newest of these.
pub fn late(files: &[Migration], applied: &[Applied]) -> Vec<(Id, Id)> {
    let Some(newest) = applied.last() else { return Vec::new() };
    let ran: BTreeSet<&Id> = applied.iter().map(|row| &row.id).collect();
    let late = files.iter().filter(|file| file.id < newest.id && !ran.contains(&file.id));
    late.map(|file| (file.id.clone(), newest.id.clone())).collect()
}

/// Whether a file stopped half-way with statements left, which are edited to make them work.
fn is_correctable(migration: &Migration, progress: &Progress) -> bool {
    half(migration, progress).is_some_and(|(halt, script)| halt.done < script.statements().count())
}

/// The file that stopped half-way, and where.
fn half<'a>(migration: &'a Migration, progress: &'a Progress) -> Option<(&'a Halt, &'a Script)> {
    match progress {
        Progress::Done => None,
        Progress::Applying(halt) => Some((halt, &migration.up)),
        Progress::Reverting(halt) => Some((halt, &migration.down)),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::files::Checksum;
    use crate::ledger::Origin;

    fn file(number: u64) -> Migration {
        Migration {
            id: Id::new(number, "Step").expect("a Pascal name"),
            up: Script::default(),
            down: Script::default(),
            checksum: Checksum::of(&number.to_string(), ""),
            manifest: None,
            step: None,
            path: "unused".into(),
        }
    }

    fn row(number: u64, progress: Progress) -> Applied {
        let Migration { id, checksum, .. } = file(number);
        let (applied_at, applied_by) = (String::new(), String::new());
        Applied { id, checksum, applied_at, duration: Duration::ZERO, applied_by, progress, origin: Origin::Run }
    }

    fn halt(done: usize) -> Halt {
        Halt { done, sent: done, checksum: None }
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
            (vec![row(1, Progress::Done), row(2, Progress::Applying(halt(4)))], vec![(2, 4), (3, 0)]),
            ((1..=3).map(|number| row(number, Progress::Done)).collect(), vec![]),
        ] {
            assert_eq!(numbers(&pending(&files, &applied, Order::Strict).expect("nothing diverges")), expected);
        }
    }

    #[test]
    fn the_newest_are_reverted_first() {
        let files = [file(1), file(2), file(3)];
        let applied = [row(1, Progress::Done), row(2, Progress::Done), row(3, Progress::Reverting(halt(1)))];
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
    fn a_run_may_stop_early() {
        let files = [file(1), file(2), file(3)];
        let open = || pending(&files, &[], Order::Strict).expect("nothing diverges");
        for (extent, last) in [
            (Extent::All, Some(3)),
            (Extent::Steps(2), Some(2)),
            (Extent::Steps(0), None),
            (Extent::To(files[1].id.to_string()), Some(2)),
        ] {
            let ends = up_to(open(), &extent).expect("they are there").last().map(|one| one.migration.id.millis());
            assert_eq!(ends, last, "{extent:?}");
        }
        assert!(matches!(up_to(open(), &Extent::To("Nope".into())), Err(Error::NotPending { .. })));
    }

    #[test]
    fn only_the_next_ones_are_recorded_without_running() {
        let files = [file(1), file(2), file(3)];
        let open = pending(&files, &[], Order::Strict).expect("nothing diverges");
        let names = |numbers: &[u64]| numbers.iter().map(|one| file(*one).id.to_string()).collect::<Vec<_>>();
        assert_eq!(numbers(&named(&open, &names(&[2, 1]), Order::Strict).expect("in order")), [(1, 0), (2, 0)]);
        assert!(named(&open, &names(&[1, 3]), Order::Strict).is_err());
        assert_eq!(numbers(&named(&open, &names(&[1, 3]), Order::Any).expect("any")), [(1, 0), (3, 0)]);
    }

    #[test]
    fn half_done_work_goes_on_in_its_own_direction() {
        let files = [file(1)];
        let forth = pending(&files, &[row(1, Progress::Reverting(halt(1)))], Order::Strict);
        assert!(matches!(forth, Err(Error::Unfinished(Unfinished::Reverting { .. }))));
        let back = revertible(&files, &[row(1, Progress::Applying(halt(1)))], &Until::Steps(1));
        assert!(matches!(back, Err(Error::Unfinished(Unfinished::Applying { .. }))));
    }

    #[test]
    fn what_ran_stays_as_it_was_and_what_did_not_may_be_edited() {
        let text = |second: &str| format!("-- schema-diff: no-transaction\nSELECT 1;\nSELECT {second};");
        let script = |second: &str| Script::parse(&text(second)).expect("known lines");
        let stopped = |sent: usize| {
            let checksum = Some(script("2").checksum_of(sent));
            row(1, Progress::Applying(Halt { done: 1, sent, checksum }))
        };
        let edited =
            |second: &str| Migration { up: script(second), checksum: Checksum::of(&text(second), ""), ..file(1) };
        assert_eq!(check(&[edited("3")], &[stopped(1)], Order::Strict), Ok(()));
        assert!(matches!(check(&[edited("3")], &[stopped(2)], Order::Strict), Err(Divergence::EditedPart { .. })));
        assert_eq!(check(&[edited("2")], &[stopped(2)], Order::Strict), Ok(()));
    }

    #[test]
    fn a_file_goes_on_where_it_stopped_or_after() {
        let up = Script::parse("-- schema-diff: no-transaction\nSELECT 1;\nSELECT 2;").expect("known lines");
        let files = [Migration { up, ..file(1) }];
        let mut halted = row(1, Progress::Applying(Halt { done: 1, sent: 2, checksum: None }));
        for (number, done) in [(1, None), (2, Some(1)), (3, Some(2)), (4, None)] {
            let mut open = pending(&files, std::slice::from_ref(&halted), Order::Strict).expect("nothing diverges");
            assert!(open[0].in_doubt);
            let resumed = resume_at(&mut open, Reverting::No, number).ok().map(|()| open[0].done);
            assert_eq!(resumed, done, "{number}");
        }
        halted.progress = Progress::Done;
        let nothing =
            resume_at(&mut pending(&files, &[halted], Order::Strict).expect("nothing diverges"), Reverting::No, 1);
        assert_eq!(nothing, Err(NoResume::Nothing));
    }

    #[test]
    fn files_and_ledger_must_agree() {
        let edited = Migration { checksum: Checksum::of("other", ""), ..file(1) };
        assert!(matches!(check(&[edited], &[row(1, Progress::Done)], Order::Strict), Err(Divergence::Edited { .. })));
        assert!(matches!(check(&[], &[row(1, Progress::Done)], Order::Strict), Err(Divergence::Missing { .. })));
        let late = check(&[file(1), file(2)], &[row(2, Progress::Done)], Order::Strict);
        assert!(matches!(late, Err(Divergence::OutOfOrder { .. })));
        assert_eq!(check(&[file(1), file(2)], &[row(2, Progress::Done)], Order::Any), Ok(()));
        assert_eq!(check(&[file(1), file(2)], &[row(1, Progress::Done)], Order::Strict), Ok(()));
    }
}
