//! Compares two catalogs fairly, and turns the result into the steps forth and back.
//!
//! In: the current and the wanted catalog, and the declared renames. Out: a [`Comparison`].
//! Never: touches a database of the user; calls a spelling a difference.
//! Start at [`compare`].
//!
//! The text that a server prints, loaded and printed again, can change once more. So where texts differ, both sides are
//! built in scratch databases and read back until that changes nothing, and only then compared.

mod named;
mod owners;
mod part;

use entity_core::schema::{Catalog, Ident, LabelMove, Namespace, Object, ObjectId, Rename};

use crate::diff::{Delta, diff};
use crate::plan::{self, Change, Pace, Step, Transaction};
use crate::rename;
use crate::rules;
use crate::source::scratch::Scratch;
use crate::source::{self, script};

pub use named::{NoSuchName, moved, named};
pub use owners::with_owners;
pub(crate) use owners::with_owners_as;

/// How often a catalog is passed through the server before its texts must be stable.
const PASSES: usize = 3;

/// What lies between two catalogs.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The start, before the renames.
    pub current: Catalog,
    /// The namespaces that are made before, because renames lead to them.
    pub namespaces: Vec<Ident>,
    /// What is renamed in place, in order.
    pub renames: Vec<Rename>,
    /// The start, after the renames.
    pub from: Catalog,
    /// The target.
    pub to: Catalog,
    /// How careful the steps are.
    pub pace: Pace,
    /// The labels that rows hold when theirs goes.
    pub moves: Vec<LabelMove>,
}

/// Compares.
///
/// # Errors
/// Those of the scratch database. A catalog that cannot be built there, because something in it is not modelled, is
/// compared as it was read.
pub async fn compare(
    scratch: &Scratch,
    current: &Catalog,
    wanted: &Catalog,
    declared: &[Rename],
) -> Result<Comparison, source::Error> {
    let declared: Vec<Rename> = declared.iter().cloned().chain(rename::moves(current, wanted)).collect();
    let declared = rename::applicable(current, &declared);
    let namespaces = rename::missing_namespaces(current, &declared);
    let found = |current: &Catalog, to: &Catalog| {
        rename::shown(&rename::apply(&with_namespaces(current, &namespaces), &declared), to)
    };
    let (mut current, mut to) = match declared.is_empty() {
        true => fair(scratch, current, wanted).await?,
        false => whole(scratch, current, wanted).await?,
    };
    let mut shown = found(&current, &to);
    // What is renamed is built as a whole and read back, so the other side must be spelled as a whole too.
    if declared.is_empty() && !shown.is_empty() {
        (current, to) = whole(scratch, &current, &to).await?;
        shown = found(&current, &to);
    }
    let declared: Vec<Rename> = declared.into_iter().chain(shown).collect();
    let from = renamed(scratch, &current, (&namespaces, &declared)).await?;
    let derived = rename::derived(&from, &to);
    let from = rename::apply(&from, &derived);
    to.unmodelled.extend(rules::beyond(&from, &to));
    to.unmodelled.extend(rules::beyond(&to, &from));
    let renames = declared.into_iter().chain(derived).collect();
    Ok(Comparison { current, namespaces, renames, from, to, pace: Pace::default(), moves: Vec::new() })
}

/// Whether the spelling of texts cannot matter: objects only come, or only go.
fn is_plain(deltas: &[Delta]) -> bool {
    deltas.iter().all(|delta| matches!(delta, Delta::Create(_)))
        || deltas.iter().all(|delta| matches!(delta, Delta::Drop(_)))
}

/// Whether two catalogs hold the same, whatever the spelling.
///
/// # Errors
/// Those of the scratch database.
pub async fn is_same(scratch: &Scratch, from: &Catalog, to: &Catalog) -> Result<bool, source::Error> {
    let (from, to) = fair(scratch, from, to).await?;
    Ok(diff(&from, &to).is_empty())
}

/// Both catalogs, with what differs between them in texts that are settled.
async fn fair(scratch: &Scratch, from: &Catalog, to: &Catalog) -> Result<(Catalog, Catalog), source::Error> {
    let deltas = diff(from, to);
    if is_plain(&deltas) {
        return Ok((from.clone(), to.clone()));
    }
    let (of_from, of_to) = (part::part(from, &deltas), part::part(to, &deltas));
    let (of_from, of_to) = futures_util::join!(settled(scratch, &of_from), settled(scratch, &of_to));
    match (of_from?, of_to?) {
        (Some(one), Some(other)) => Ok((part::whole(from, one, &deltas), part::whole(to, other, &deltas))),
        (_, _) => whole(scratch, from, to).await,
    }
}

/// Both catalogs, in texts that are settled. One that cannot be built stays as it was read.
async fn whole(scratch: &Scratch, from: &Catalog, to: &Catalog) -> Result<(Catalog, Catalog), source::Error> {
    let (one, other) = futures_util::join!(settled(scratch, from), settled(scratch, to));
    Ok((one?.unwrap_or_else(|| from.clone()), other?.unwrap_or_else(|| to.clone())))
}

/// Passes a catalog through the server until its texts stay as they are. `None` where it cannot be built there.
async fn settled(scratch: &Scratch, catalog: &Catalog) -> Result<Option<Catalog>, source::Error> {
    let mut settled = catalog.clone();
    for _ in 0..PASSES {
        let mut again = match source::spelled(scratch, &settled).await {
            Ok(again) => with_owners_as(again, catalog),
            Err(source::Error::Script(_)) => return Ok(None),
            Err(error) => return Err(error),
        };
        again.unmodelled.clone_from(&catalog.unmodelled);
        again.owners.clone_from(&catalog.owners);
        let is_stable = again.objects == settled.objects;
        settled = again;
        if is_stable {
            break;
        }
    }
    Ok(Some(settled))
}

/// Carries the declared renames out on a copy, because the server prints new names in old texts.
async fn renamed(
    scratch: &Scratch,
    current: &Catalog,
    (namespaces, renames): (&[Ident], &[Rename]),
) -> Result<Catalog, source::Error> {
    if renames.is_empty() {
        return Ok(current.clone());
    }
    let copy = scratch
        .with(source::scratch::extensions(current), async |database| {
            source::build(database, current).await?;
            script::run_steps(database, &made(namespaces)).await?;
            script::run_steps(database, &plan::renames(renames)).await?;
            Ok(database.catalog().await?)
        })
        .await;
    match copy {
        Ok(copy) => {
            let mut copy = with_owners_as(copy, current);
            copy.unmodelled.clone_from(&current.unmodelled);
            copy.owners = rename::apply(current, renames).owners;
            Ok(copy)
        }
        Err(source::Error::Script(_)) => Ok(rename::apply(&with_namespaces(current, namespaces), renames)),
        Err(error) => Err(error),
    }
}

fn with_namespaces(catalog: &Catalog, namespaces: &[Ident]) -> Catalog {
    let mut catalog = catalog.clone();
    for name in namespaces {
        catalog.insert(ObjectId::Namespace(name.clone()), Object::Namespace(Namespace));
    }
    catalog
}

/// Makes the namespaces that renames lead to.
fn made(namespaces: &[Ident]) -> Vec<Step> {
    namespaces.iter().map(|name| namespace(Change::Create, name)).collect()
}

fn namespace(change: Change, name: &Ident) -> Step {
    let verb = if change == Change::Drop { "DROP" } else { "CREATE" };
    Step {
        change,
        objects: vec![ObjectId::Namespace(name.clone())],
        sql: format!("{verb} SCHEMA {name}"),
        hazards: Vec::new(),
        locks: Vec::new(),
        transaction: Transaction::Shared,
    }
}

impl Comparison {
    /// Whether there is nothing to do.
    pub fn is_equal(&self) -> bool {
        self.renames.is_empty() && diff(&self.from, &self.to).is_empty()
    }

    /// The steps forth: the renames, then the rest.
    ///
    /// # Errors
    /// [`plan::Error`].
    pub fn up(&self) -> Result<Vec<Step>, plan::Error> {
        let mut steps = made(&self.namespaces);
        steps.extend(plan::renames(&self.renames));
        steps.extend(plan::moving(&self.from, &self.to, self.pace, &self.moves)?.steps);
        Ok(steps)
    }

    /// The steps back: the same with the arguments swapped.
    ///
    /// # Errors
    /// [`plan::Error`].
    pub fn down(&self) -> Result<Vec<Step>, plan::Error> {
        let mut steps = plan::paced(&self.to, &self.from, self.pace)?.steps;
        steps.extend(plan::renames(&self.back()));
        steps.extend(self.namespaces.iter().rev().map(|name| namespace(Change::Drop, name)));
        Ok(steps)
    }

    /// The renames that take the renames back, last first.
    pub fn back(&self) -> Vec<Rename> {
        let back = self.renames.iter().rev();
        back.map(|rename| Rename { from: rename.to.clone(), to: rename.from.clone() }).collect()
    }
}
