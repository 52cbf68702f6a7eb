//! Range types, each with its multirange type.

use super::{QualName, TypeName};

/// A range type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RangeType {
    /// The type of its bounds (`rngsubtype`).
    pub subtype: TypeName,
    /// The operator class that orders the bounds, where it is not the default one (`rngsubopc`).
    pub opclass: Option<QualName>,
    /// The collation where it differs from the type's own (`rngcollation`).
    pub collation: Option<QualName>,
    /// The function that measures how far two bounds are apart (`rngsubdiff`).
    pub subtype_diff: Option<QualName>,
    /// The name of its multirange type (`rngmultitypid`).
    pub multirange: QualName,
}
