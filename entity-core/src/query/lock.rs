//! Locks on the rows that are read.

use std::any::TypeId;

use super::core::{Lock, Strength, Wait};
use super::expression::Expression;
use super::select::Select;
use super::source::Mentions;

/// A query that locks the rows it reads until the transaction ends. It runs on a transaction alone.
#[must_use = "a query does nothing until a verb runs it: `all`, `first`, `one`"]
pub struct Locked<Q, P>(pub(crate) Select<Q, P>);

impl<Q, P> std::fmt::Debug for Locked<Q, P> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Locked").field(&self.0).finish()
    }
}

impl<Q, P> Select<Q, P> {
    fn locked(mut self, strength: Strength) -> Locked<Q, P> {
        self.core.lock = Some(Lock { strength, of: Vec::new(), wait: Wait::Until });
        Locked(self)
    }

    /// Locks the rows against everybody who would change or lock them.
    pub fn for_update(self) -> Locked<Q, P> {
        self.locked(Strength::Update)
    }

    /// The same, but others may still refer to the rows.
    pub fn for_no_key_update(self) -> Locked<Q, P> {
        self.locked(Strength::NoKeyUpdate)
    }

    /// Locks the rows against changes; others may lock them likewise.
    pub fn for_share(self) -> Locked<Q, P> {
        self.locked(Strength::Share)
    }

    /// Locks the rows against removal and against changes of their keys.
    pub fn for_key_share(self) -> Locked<Q, P> {
        self.locked(Strength::KeyShare)
    }
}

impl<Q, P> Locked<Q, P> {
    fn changed(mut self, change: impl FnOnce(&mut Lock)) -> Self {
        if let Some(lock) = &mut self.0.core.lock {
            change(lock);
        }
        self
    }

    /// Leaves out rows that somebody else has locked: a queue.
    pub fn skip_locked(self) -> Self {
        self.changed(|lock| lock.wait = Wait::SkipLocked)
    }

    /// Fails at once where somebody else has locked a row (SQLSTATE 55P03).
    pub fn nowait(self) -> Self {
        self.changed(|lock| lock.wait = Wait::Nowait)
    }

    /// Locks only the rows of the entity or alias to which this column belongs. Several are combined.
    pub fn of<X, At>(self, _: X) -> Self
    where
        X: Expression,
        Q: Mentions<X::Of, At>,
    {
        self.changed(|lock| lock.of.push(TypeId::of::<X::Of>()))
    }
}
