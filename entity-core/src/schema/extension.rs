//! Extensions.

use super::Ident;

/// An installed extension. Its version is no part of it: servers differ, and an upgrade is not a schema change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// Where its objects live (`pg_extension.extnamespace`). `None` in a declaration leaves the choice to the server.
    pub namespace: Option<Ident>,
}
