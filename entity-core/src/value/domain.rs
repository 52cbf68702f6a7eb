//! Domains.

use super::{CollationDef, TypeDef};

/// A domain of the application: what `#[derive(PgDomain)]` describes.
#[derive(Clone, Copy, Debug)]
pub struct DomainDef {
    /// The name of the struct, for messages.
    pub rust_name: &'static str,
    /// The namespace, where it is not `public`.
    pub namespace: Option<&'static str>,
    /// The name of the domain in SQL.
    pub name: &'static str,
    /// The type that it narrows.
    pub base: TypeDef,
    /// Whether no value of it is null.
    pub not_null: bool,
    /// The default as SQL. `None` inside where the value's type has no literal.
    pub default: Option<fn() -> Option<String>>,
    /// How it sorts, where not as its base does.
    pub collation: Option<CollationDef>,
    /// What its values must meet.
    pub checks: &'static [DomainCheckDef],
    /// The comment on the domain.
    pub comment: Option<&'static str>,
    /// What the domain was called before.
    pub renamed_from: Option<&'static str>,
}

/// What the values of a domain must meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DomainCheckDef {
    /// The name.
    pub name: &'static str,
    /// The condition, of `VALUE`.
    pub sql: &'static str,
}
