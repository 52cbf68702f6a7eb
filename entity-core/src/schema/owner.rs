//! Owners, where somebody asks for them.

use super::Ident;

/// The owner of an object, where that is not the user of the connection. The object is in its id.
///
/// The reader keeps owners apart, in [`Catalog::owners`](super::Catalog::owners); they are objects only in comparisons
/// that are to heed them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// The role.
    pub role: Ident,
}
