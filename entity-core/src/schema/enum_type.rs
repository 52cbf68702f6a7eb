//! Enum types.

use super::QualName;

/// An enum type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnumType {
    /// The labels in the server's order (`pg_enum.enumsortorder`).
    pub labels: Vec<String>,
}

/// What becomes of rows that hold a label which goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelMove {
    /// The enum type.
    pub ty: QualName,
    /// The label that goes.
    pub from: String,
    /// The label that the rows hold then.
    pub to: String,
}
