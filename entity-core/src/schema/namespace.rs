//! Namespaces (`CREATE SCHEMA`).

/// A namespace. `public` is never an object: every database has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Namespace;
