//! One statement to be run, as data.

use std::any::TypeId;
use std::sync::Arc;
use std::time::Duration;

use tokio_postgres::types::Type;

use crate::entity::{Cell, EntityDef, Mask};

/// Under which key a statement is kept prepared.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    /// The text follows from the type, the verb and the columns, so it need not be made to be found.
    Derived(TypeId, Verb, Mask),
    /// The text itself.
    Text(Arc<str>),
}

/// The derived statements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Verb {
    All,
    Find,
    Insert,
    InsertMany,
    Update,
    HardDelete,
    SoftDelete,
    Restore,
}

/// Where the text of a statement comes from.
pub(crate) enum Text<'a> {
    /// It is made from the entity, when no prepared statement is at hand.
    Derived(TypeId, Verb, Mask, &'a (dyn Fn() -> String + Sync)),
    /// It was made from a query.
    Dynamic(Arc<str>),
}

impl Text<'_> {
    pub(crate) fn key(&self) -> Key {
        match self {
            Self::Derived(of, verb, mask, _) => Key::Derived(*of, *verb, *mask),
            Self::Dynamic(text) => Key::Text(Arc::clone(text)),
        }
    }

    pub(crate) fn sql(&self) -> Arc<str> {
        match self {
            Self::Derived(_, _, _, make) => make().into(),
            Self::Dynamic(text) => Arc::clone(text),
        }
    }
}

/// A statement, its parameters and what its rows must look like.
pub(crate) struct Call<'a> {
    pub(crate) text: Text<'a>,
    pub(crate) params: &'a [Cell<'a>],
    /// Which types each column of the result may have.
    pub(crate) accepts: &'a [fn(&Type) -> bool],
    /// Whose constraints an error may be about.
    pub(crate) entity: &'static EntityDef,
    /// After which time the server is asked to give up.
    pub(crate) timeout: Option<Duration>,
}
