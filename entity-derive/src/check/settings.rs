//! Identity columns, and how columns sort and are kept.

use syn::{Ident, LitInt, Type};

use super::model::{Collation, Identity, Settings};
use super::{column, names, rule};
use crate::errors::Errors;
use crate::syntax::{self, ColumnAttrs, Said};

/// The greatest statistics target.
const MAX_STATISTICS: i32 = 10_000;
/// Types whose values all have one length, by name.
const FIXED: &[&str] = &[
    "bool",
    "i16",
    "i32",
    "i64",
    "f32",
    "f64",
    "Uuid",
    "Id",
    "DateTime",
    "NaiveDate",
    "NaiveTime",
    "NaiveDateTime",
    "MacAddr",
    "Interval",
];

/// What cannot stand beside an identity.
pub(super) fn alone(said: &Said<syntax::Identity>, attrs: &ColumnAttrs, nullable: bool, errors: &mut Errors) {
    let key = &said.key;
    if let Some(default) = &attrs.default {
        errors.at(&default.key, "an identity column has no default: its values are counted");
    }
    if attrs.generated.is_some() {
        errors.at(key, "a column is computed or counted: `generated` and `identity` do not go together");
    }
    if nullable {
        errors.at(key, "an identity column is never null: take the `Option` away");
    }
}

/// An identity. Where nothing else is said it starts where the server would.
pub(super) fn identity(said: Option<Said<syntax::Identity>>, errors: &mut Errors) -> Option<Identity> {
    let syntax::Identity { always, start, increment, min, max, cache, cycle } = said?.value;
    let mut number = |said: &Option<Said<LitInt>>| said.as_ref().and_then(|said| errors.take(whole(&said.value)));
    let [start_said, step, min_said, max_said, cache_said] = [&start, &increment, &min, &max, &cache].map(&mut number);
    if let (Some(0), Some(said)) = (step, &increment) {
        errors.at(&said.value, "a counter that adds 0 stands still");
    }
    if let (Some(least), Some(greatest), Some(said)) = (min_said, max_said, &min)
        && least >= greatest
    {
        errors.at(&said.value, format!("no value fits: `min` is {least} and `max` is {greatest}"));
    }
    if let (Some(..1), Some(said)) = (cache_said, &cache) {
        errors.at(&said.value, "a session takes at least 1 value at once");
    }
    let increment = step.unwrap_or(1);
    let first = if increment < 0 { max_said.unwrap_or(-1) } else { min_said.unwrap_or(1) };
    Some(Identity {
        always: always.is_some(),
        start: start_said.unwrap_or(first),
        increment,
        min: min_said,
        max: max_said,
        cache: cache_said.unwrap_or(1),
        cycle: cycle.is_some(),
    })
}

fn whole(literal: &LitInt) -> syn::Result<i64> {
    literal.base10_parse().map_err(|_| syn::Error::new(literal.span(), "expected a whole number of at most 64 bits"))
}

/// How a column sorts and is kept.
pub(super) fn of(said: syntax::Settings, ty: &Type, errors: &mut Errors) -> Settings {
    let syntax::Settings { collation, storage, compression, statistics } = said;
    for said in [&storage, &compression].into_iter().flatten() {
        of_any_length(&said.key, ty, errors);
    }
    Settings {
        collation: collation.and_then(|said| self::collation(said, ty, errors)),
        storage: storage.map(|said| said.value),
        compression: compression.map(|said| said.value.to_string()),
        statistics: statistics.and_then(|said| errors.take(target(&said.value))),
    }
}

/// A collation. Whether a type of another name is text, the compiler sees to.
pub(super) fn collation(said: Said<syntax::Collation>, ty: &Type, errors: &mut Errors) -> Option<Collation> {
    let Said { key, value: syntax::Collation { namespace, name } } = said;
    let member = column::element(ty);
    if rule::is_text(member) == Some(false) {
        errors.at(&key, format!("`collate` is for text, and `{}` is none", syntax::text(member)));
        return None;
    }
    let explicit = |value, errors: &mut Errors| names::explicit(Some(Said { key: key.clone(), value }), errors);
    let namespace = namespace.and_then(|namespace| explicit(namespace, errors));
    let name = explicit(name, errors)?;
    Some(Collation { key, namespace, name })
}

/// Refuses what only values of any length have, as far as the type's name tells.
fn of_any_length(key: &Ident, ty: &Type, errors: &mut Errors) {
    if rule::name(ty).is_some_and(|name| FIXED.iter().any(|fixed| name == fixed)) {
        let shown = syntax::text(ty);
        errors.at(key, format!("`{key}` is for values of any length, and all values of `{shown}` have the same"));
    }
}

fn target(literal: &LitInt) -> syn::Result<i32> {
    let found = literal.base10_parse().ok().filter(|target| (0..=MAX_STATISTICS).contains(target));
    found.ok_or_else(|| syn::Error::new(literal.span(), format!("expected a number from 0 to {MAX_STATISTICS}")))
}
