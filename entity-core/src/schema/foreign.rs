//! Where foreign data comes from.

use std::collections::BTreeMap;

use super::{Ident, QualName};

/// Options of foreign data, by name.
pub type ForeignOptions = BTreeMap<String, String>;

/// A foreign data wrapper that no extension owns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ForeignDataWrapper {
    /// The function that carries out queries.
    pub handler: Option<QualName>,
    /// The function that checks options.
    pub validator: Option<QualName>,
    /// Its options.
    pub options: ForeignOptions,
}

/// A foreign server. Its user mappings hold passwords and have no model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignServer {
    /// The foreign data wrapper.
    pub wrapper: Ident,
    /// What the wrapper takes for its type.
    pub ty: Option<String>,
    /// What the wrapper takes for its version.
    pub version: Option<String>,
    /// Its options.
    pub options: ForeignOptions,
}
