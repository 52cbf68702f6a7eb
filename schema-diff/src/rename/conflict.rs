//! Renames that cannot be carried out.

use entity_core::schema::{Catalog, Rename, Subject};

use super::{applicable, apply, exists, is_part, plain};

/// Why declared renames cannot be carried out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Conflict {
    /// They start or end in one name; or names go round in a circle, and it was not asked for just now.
    #[error("these renames overlap: {}", .0.join(", "))]
    Overlap(Vec<String>),
    /// The new name is in use.
    #[error("{from} cannot be renamed to {to}, because {to} is there already")]
    Taken {
        /// What was to be renamed.
        from: String,
        /// The name in use.
        to: String,
    },
}

impl Conflict {
    /// What to do about it.
    pub fn help(&self) -> String {
        match self {
            Self::Overlap(_) => "do them in two migrations".to_owned(),
            Self::Taken { to, .. } => {
                format!("drop or rename {to} in a migration before this one, or leave the rename out")
            }
        }
    }
}

/// Finds what stands in the way of renames.
///
/// `named` are those that somebody asked for just now. `declared` may have happened already, so only an overlap with
/// something that is there counts among them.
pub fn conflict(current: &Catalog, named: &[Rename], declared: &[Rename]) -> Option<Conflict> {
    let start = Start::new(current, declared);
    let waiting: Vec<&Rename> = declared.iter().filter(|rename| start.has(&rename.from)).collect();
    let overlaps = |rename: &&Rename| {
        let is_meant = named.contains(rename);
        waiting
            .iter()
            .any(|other| *other != *rename && (meet(rename, other) || !is_meant && swap(rename, other, &waiting)))
    };
    let overlap: Vec<String> = waiting.iter().copied().filter(overlaps).map(text).collect();
    if !overlap.is_empty() {
        return Some(Conflict::Overlap(overlap));
    }
    let leaves = |subject: &Subject| waiting.iter().any(|rename| rename.from == *subject);
    let taken = named.iter().find(|rename| start.has(&rename.from) && start.has(&rename.to) && !leaves(&rename.to))?;
    Some(Conflict::Taken { from: plain(&taken.from), to: plain(&taken.to) })
}

/// The start, with whole objects under the names they have, and parts under the names that their tables get.
struct Start<'a> {
    whole: &'a Catalog,
    parts: Catalog,
}

impl<'a> Start<'a> {
    fn new(current: &'a Catalog, declared: &[Rename]) -> Self {
        let mut whole = applicable(current, declared);
        whole.retain(|rename| !is_part(&rename.from));
        Self { whole: current, parts: apply(current, &whole) }
    }

    fn has(&self, subject: &Subject) -> bool {
        exists(if is_part(subject) { &self.parts } else { self.whole }, subject)
    }
}

/// Whether two renames start or end in one name.
fn meet(one: &Rename, other: &Rename) -> bool {
    one.from == other.from || one.to == other.to
}

/// Whether names go round in a circle, so that nobody can tell whether they went round already.
fn swap(one: &Rename, other: &Rename, all: &[&Rename]) -> bool {
    let mut end = other;
    for _ in all {
        if end.to == one.from {
            return one.to == other.from;
        }
        match all.iter().find(|next| next.from == end.to) {
            Some(next) => end = next,
            None => return false,
        }
    }
    false
}

fn text(rename: &Rename) -> String {
    format!("{}={}", plain(&rename.from), plain(&rename.to))
}
