//! Reads a ledger in which migrations stand that one of the files replaces. Pure.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use super::{Divergence, Error};
use crate::files::{Id, Migration};
use crate::ledger::{Applied, Origin, Progress};

/// A ledger as the files see it.
#[derive(Clone, Debug)]
pub struct Understood<'a> {
    /// The rows, those of replaced migrations as one row of what replaces them.
    pub applied: Vec<Applied>,
    /// The files that took the place of rows, which the ledger does not know yet.
    pub adopted: Vec<&'a Migration>,
}

/// Takes a squashed migration as applied where all that it replaces is.
///
/// # Errors
/// [`Error::PartlySquashed`] where only some of it ran, [`Divergence::Replaced`] while a replaced migration is still in
/// the folder, [`Divergence::Edited`] when another text ran than was squashed.
pub fn understood<'a>(files: &'a [Migration], applied: &[Applied]) -> Result<Understood<'a>, Error> {
    let mut rows: BTreeMap<Id, Applied> = applied.iter().map(|row| (row.id.clone(), row.clone())).collect();
    let mut adopted = Vec::new();
    for file in files.iter().filter(|file| !file.up.replaces.is_empty()) {
        is_alone(file, files)?;
        if !rows.contains_key(&file.id) && replaces_all(file, &rows)? {
            let last = file.up.replaces.iter().filter_map(|replaced| rows.remove(&replaced.id)).last();
            rows.insert(file.id.clone(), row(file, last));
            adopted.push(file);
        }
    }
    Ok(Understood { applied: rows.into_values().collect(), adopted })
}

fn is_alone(file: &Migration, files: &[Migration]) -> Result<(), Divergence> {
    let replaced: BTreeSet<&Id> = file.up.replaces.iter().map(|replaced| &replaced.id).collect();
    match files.iter().find(|other| replaced.contains(&other.id)) {
        Some(other) => Err(Divergence::Replaced { id: other.id.clone(), by: file.id.clone() }),
        None => Ok(()),
    }
}

/// Whether all of what a file replaces ran. False where nothing did.
fn replaces_all(file: &Migration, rows: &BTreeMap<Id, Applied>) -> Result<bool, Error> {
    let mut missing = Vec::new();
    for replaced in &file.up.replaces {
        match rows.get(&replaced.id) {
            Some(row) if row.progress != Progress::Done => missing.push(replaced.id.clone()),
            Some(row) if row.checksum != replaced.checksum => {
                let (applied, file) = (row.checksum.clone(), replaced.checksum.clone());
                return Err(Divergence::Edited { id: replaced.id.clone(), applied, file }.into());
            }
            Some(_) => {}
            None => missing.push(replaced.id.clone()),
        }
    }
    match missing.len() {
        0 => Ok(true),
        count if count == file.up.replaces.len() && !missing.iter().any(|id| rows.contains_key(id)) => Ok(false),
        _ => Err(Error::PartlySquashed { id: file.id.clone(), missing }),
    }
}

fn row(file: &Migration, last: Option<Applied>) -> Applied {
    let (applied_at, applied_by) = last.map(|row| (row.applied_at, row.applied_by)).unwrap_or_default();
    Applied {
        id: file.id.clone(),
        checksum: file.checksum.clone(),
        applied_at,
        duration: Duration::ZERO,
        applied_by,
        progress: Progress::Done,
        origin: Origin::Squash,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::{Checksum, Script};

    fn squashed() -> Migration {
        let line = |number: u64| {
            let checksum = Checksum::of(&number.to_string(), "");
            format!("-- schema-diff: replaces {number:013}-Step {checksum}\n")
        };
        let text = format!("{}{}SELECT 1;", line(1), line(2));
        Migration {
            id: Id::new(2, "All").expect("a Pascal name"),
            up: Script::parse(&text).expect("known lines"),
            down: Script::default(),
            checksum: Checksum::of(&text, ""),
            manifest: None,
            step: None,
            path: "unused".into(),
        }
    }

    fn ran(number: u64, text: &str) -> Applied {
        let mut row = row(&squashed(), None);
        row.id = Id::new(number, "Step").expect("a Pascal name");
        row.checksum = Checksum::of(text, "");
        row
    }

    #[test]
    fn a_squashed_migration_stands_for_all_or_for_none() {
        let files = [squashed()];
        let nothing = understood(&files, &[]).expect("nothing ran");
        assert!(nothing.applied.is_empty() && nothing.adopted.is_empty());
        let all = understood(&files, &[ran(1, "1"), ran(2, "2")]).expect("all ran");
        assert_eq!(all.applied.iter().map(|row| &row.id).collect::<Vec<_>>(), [&files[0].id]);
        assert!(matches!(understood(&files, &[ran(1, "1")]), Err(Error::PartlySquashed { .. })));
        let edited = understood(&files, &[ran(1, "other"), ran(2, "2")]);
        assert!(matches!(edited, Err(Error::Diverged(Divergence::Edited { .. }))));
    }
}
