//! Changes as structs.

use serde::{Deserialize, Deserializer};

use super::Update;
use crate::entity::Entity;

/// Changes of some columns of an entity. Derive it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no set of changes",
    label = "needs `#[derive(Patch)]`",
    note = "say which entity it changes: `#[patch(of = …)]`"
)]
pub trait Patch: Sized {
    /// The entity.
    type Of: Entity;

    /// Adds the changes to an update.
    fn apply<S, Q>(self, update: Update<Self::Of, S, Q>) -> Update<Self::Of, S, Q>;
}

impl<E: Entity, S, Q> Update<E, S, Q> {
    /// Sets what the changes say. What they do not mention stays.
    pub fn patch(self, changes: impl Patch<Of = E>) -> Self {
        changes.apply(self)
    }
}

/// Reads a field that may be absent, null or a value, for serde: with `default`, absent is `None` and null is
/// `Some(None)`.
///
/// # Errors
/// When the value is none of the type.
pub fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}
