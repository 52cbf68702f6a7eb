//! Domains, and the checks on them, which are objects of their own.

use super::{Expr, Ident, QualName, TypeName};

/// A domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Domain {
    /// The type it narrows, with modifiers (`format_type(typbasetype, typtypmod)`).
    pub base: TypeName,
    /// The default (`typdefault`).
    pub default: Option<Expr>,
    /// `NOT NULL` (`typnotnull`).
    pub not_null: bool,
    /// The name of its NOT NULL constraint where the server keeps one and it is not the derived one.
    pub not_null_name: Option<Ident>,
    /// The collation where it differs from that of the type it narrows (`typcollation`).
    pub collation: Option<QualName>,
}

/// A check on a domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DomainCheck {
    /// The condition, of `VALUE`.
    pub expr: Expr,
    /// Whether existing values are known to meet it (`convalidated`).
    pub validated: bool,
}

impl Domain {
    /// A domain over a type, and nothing else said about it.
    pub fn new(base: TypeName) -> Self {
        Self { base, default: None, not_null: false, not_null_name: None, collation: None }
    }
}
