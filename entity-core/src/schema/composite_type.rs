//! Composite types that stand alone. Those that tables bring belong to their tables.

use std::collections::BTreeMap;

use super::{Ident, QualName, TypeName};

/// A composite type. The order of its attributes stands with the columns' order: changes in place cannot restore it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CompositeType {
    /// The attributes by name.
    pub attributes: BTreeMap<Ident, Attribute>,
}

/// An attribute of a composite type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// The type with its modifiers.
    pub ty: TypeName,
    /// The collation where it differs from the type's own.
    pub collation: Option<QualName>,
}
