//! Enum types.

/// An enum type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnumType {
    /// The labels in the server's order (`pg_enum.enumsortorder`).
    pub labels: Vec<String>,
}
