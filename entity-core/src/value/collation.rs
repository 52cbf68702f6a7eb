//! The names of collations.

use crate::schema::{Ident, QualName};

/// A collation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CollationDef {
    /// The namespace, where it is not one of the server's own.
    pub namespace: Option<&'static str>,
    /// The name.
    pub name: &'static str,
}

impl CollationDef {
    /// The qualified name.
    pub fn qual_name(&self) -> QualName {
        let namespace = Ident::from_static(self.namespace.unwrap_or("pg_catalog"));
        QualName { namespace, name: Ident::from_static(self.name) }
    }
}
