//! Comments on any object.

/// A comment. What it describes is in its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The text.
    pub text: String,
}
