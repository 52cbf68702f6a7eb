//! Exclusion constraints.

use syn::LitStr;

use super::model::{ColumnRef, Deferral, IndexKey, Keeping};
use super::names::{self, Fields};
use super::{index, keeping};
use crate::errors::Errors;
use crate::syntax;

/// An exclusion constraint.
pub(crate) struct Exclusion {
    pub(crate) name: Option<String>,
    pub(crate) method: String,
    pub(crate) keys: Vec<(IndexKey, LitStr)>,
    pub(crate) include: Vec<ColumnRef>,
    pub(crate) predicate: Option<LitStr>,
    pub(crate) deferral: Option<Deferral>,
    pub(crate) keeping: Keeping,
}

/// Understands an exclusion.
pub(super) fn of(written: syntax::Exclude, fields: &Fields, errors: &mut Errors) -> Option<Exclusion> {
    let syntax::Exclude { key, keys, name, using, predicate, include, deferral, keeping } = written;
    if keys.is_empty() {
        errors.at(
            &key,
            "say what two rows must not have together: `exclude(using = gist, room with \"=\", during with \"&&\")`",
        );
    }
    let Some(using) = using else {
        errors.at(&key, "say the method of its index, which must know the operators: `using = gist`");
        return None;
    };
    let method = using.value.to_string();
    if ["gin", "brin"].contains(&method.as_str()) {
        errors.at(&using.value, format!("a `{method}` index finds no single rows, so it excludes none; use `gist`"));
    }
    let mut understood = Vec::new();
    for (key, operator) in &keys {
        understood.push((errors.take(index::key(key, &method, fields))?, operator.clone()));
    }
    let include = include.map_or(Some(Vec::new()), |said| errors.take(fields.resolve_all(&said.value)))?;
    Some(Exclusion {
        name: names::explicit(name, errors),
        method,
        keys: understood,
        include,
        predicate: predicate.map(|said| said.value),
        deferral: deferral.map(|said| said.value),
        keeping: keeping::of(keeping, errors),
    })
}
