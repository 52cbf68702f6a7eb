//! Renames that somebody declared.

use super::{Ident, ObjectId, QualName};

/// A declared rename. It applies where the current catalog has `from` and lacks `to`; elsewhere it has happened already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rename {
    /// What it was called.
    pub from: Subject,
    /// What it is called now.
    pub to: Subject,
}

/// What can be renamed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// An object. A column's table is named as it is wanted, after the renames of tables.
    Object(ObjectId),
    /// A label of an enum type, which is no object of its own.
    Label {
        /// The enum type.
        ty: QualName,
        /// The label.
        label: String,
    },
    /// The namespace of an extension, to which all that it brought moves along.
    Place {
        /// The extension.
        extension: Ident,
        /// The namespace.
        namespace: Ident,
    },
}
