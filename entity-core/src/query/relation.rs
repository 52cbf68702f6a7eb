//! Relations as the user writes them: `GuardProfile::user`.

use std::fmt;
use std::marker::PhantomData;

use super::filter::Filter;
use super::node::{Exists, Node};
use crate::entity::Entity;

/// A relation from rows of `E` to rows of `T`.
pub struct Relation<E, T> {
    local: &'static [&'static str],
    foreign: &'static [&'static str],
    of: PhantomData<fn() -> (E, T)>,
}

impl<E, T> Clone for Relation<E, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E, T> Copy for Relation<E, T> {}

impl<E, T> fmt::Debug for Relation<E, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Relation({} = {})", self.local.join(", "), self.foreign.join(", "))
    }
}

impl<E: Entity, T: Entity> Relation<E, T> {
    /// Rows of `T` whose `foreign` columns equal the `local` ones. An empty list is the primary key.
    pub const fn new(local: &'static [&'static str], foreign: &'static [&'static str]) -> Self {
        Self { local, foreign, of: PhantomData }
    }

    fn on(self) -> Vec<(&'static str, &'static str)> {
        let local = if self.local.is_empty() { E::DEF.primary_key } else { self.local };
        let foreign = if self.foreign.is_empty() { T::DEF.primary_key } else { self.foreign };
        local.iter().copied().zip(foreign.iter().copied()).collect()
    }

    fn exists_with(self, filter: Option<Box<Node>>) -> Filter<E> {
        Filter::new(Node::Exists(Exists { target: T::DEF, on: self.on(), filter }))
    }

    /// At least one related row satisfies the condition: `EXISTS`, which never multiplies rows.
    pub fn any(self, filter: Filter<T>) -> Filter<E> {
        self.exists_with(Some(Box::new(filter.node)))
    }

    /// No related row satisfies the condition.
    pub fn none(self, filter: Filter<T>) -> Filter<E> {
        self.any(filter).not()
    }

    /// There is a related row.
    pub fn exists(self) -> Filter<E> {
        self.exists_with(None)
    }
}
