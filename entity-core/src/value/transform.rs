//! Values that are stored as others: what the application says of a type, and `#[derive(PgTransformed)]` uses.

use super::Value;

/// How a type is stored: as which other, and the way there and back. `#[derive(PgTransformed)]` makes it a type that
/// columns hold.
///
/// ```
/// use std::collections::BTreeSet;
///
/// use entity_core::prelude::*;
///
/// /// Words, kept in one text with commas between them.
/// #[derive(Clone, Debug, PartialEq, PgTransformed)]
/// pub struct Words(pub BTreeSet<String>);
///
/// impl Transform for Words {
///     type Stored = String;
///
///     fn to_stored(&self) -> String {
///         self.0.iter().map(String::as_str).collect::<Vec<_>>().join(",")
///     }
///
///     fn from_stored(stored: String) -> Result<Self, &'static str> {
///         Ok(Self(stored.split(',').filter(|word| !word.is_empty()).map(str::to_owned).collect()))
///     }
/// }
///
/// #[derive(Debug, Entity)]
/// struct Note {
///     #[column(primary_key)]
///     id: i64,
///     words: Words, // a column of text
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say how it is stored",
    label = "derives `PgTransformed`, which needs `Transform`",
    note = "write `impl Transform for {Self}`: what is stored, and the way there and back"
)]
pub trait Transform: Sized + Send + Sync + 'static {
    /// What columns hold.
    type Stored: Value;

    /// The value as it is stored.
    fn to_stored(&self) -> Self::Stored;

    /// The value that was stored.
    ///
    /// # Errors
    /// What was expected, in constant words: an error never shows what is in the database.
    fn from_stored(stored: Self::Stored) -> Result<Self, &'static str>;
}
