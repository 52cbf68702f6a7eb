//! The names of types of the application.

use syn::ext::IdentExt;
use syn::{Ident, LitStr};

use super::names;
use crate::errors::Errors;
use crate::names as derived;
use crate::syntax::Said;

/// Types of PostgreSQL that one is likely to be called after. They are found before any of the same name in `public`.
const BUILTIN: &[&str] = &[
    "bit",
    "bool",
    "box",
    "char",
    "cid",
    "cidr",
    "circle",
    "date",
    "inet",
    "interval",
    "json",
    "jsonb",
    "line",
    "lseg",
    "macaddr",
    "money",
    "name",
    "numeric",
    "oid",
    "path",
    "point",
    "polygon",
    "record",
    "text",
    "tid",
    "time",
    "timestamp",
    "trigger",
    "unknown",
    "uuid",
    "void",
    "xid",
    "xml",
];

/// The name of a type and its namespace. `attribute` is where another name can be said.
pub(super) fn of(
    ident: &Ident,
    (name, schema): (Option<Said<LitStr>>, Option<Said<LitStr>>),
    attribute: &str,
    errors: &mut Errors,
) -> (String, Option<String>) {
    let derived = derived::snake(&ident.unraw().to_string());
    let place = name.as_ref().map_or_else(|| ident.span(), |said| said.value.span());
    let name = names::explicit_or(name, ident, derived, errors);
    let namespace = names::explicit(schema, errors);
    if namespace.is_none() && BUILTIN.contains(&name.as_str()) {
        let message =
            format!("`{name}` is a type of PostgreSQL itself; say `#[{attribute}(name = \"…\")]` with another name");
        errors.push(syn::Error::new(place, message));
    }
    (name, namespace)
}
