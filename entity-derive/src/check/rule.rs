//! Rules, and free checks.

use std::collections::BTreeSet;

use quote::ToTokens;
use syn::{Expr, Ident, Lit, LitInt, Type, UnOp};

use super::model::{Check, Rule, RuleKind};
use super::names::{self, Fields};
use crate::errors::Errors;
use crate::syntax::{self, FreeCheck, Said, Words};

/// The rules of one field.
pub(super) fn all(
    written: Vec<syntax::Rule>,
    ty: &Type,
    fields: &Fields,
    field: &Ident,
    errors: &mut Errors,
) -> Vec<Rule> {
    let mut seen = BTreeSet::new();
    let mut rules = Vec::new();
    for syntax::Rule { key, kind, words } in written {
        // The name of a CHECK is made of column and rule.
        if !matches!(kind, syntax::RuleKind::After(_)) && !seen.insert(key.to_string()) {
            errors.at(&key, format!("`{key}` is given twice"));
            continue;
        }
        let checked = fitting(&key, &kind, ty).and_then(|()| rule(&key, kind, &words, fields, field));
        rules.extend(errors.take(checked).map(|kind| Rule { key, kind, words }));
    }
    rules
}

fn rule(key: &Ident, kind: syntax::RuleKind, words: &Words, fields: &Fields, field: &Ident) -> syn::Result<RuleKind> {
    match kind {
        syntax::RuleKind::Email => Ok(RuleKind::Email),
        syntax::RuleKind::Length { min, max } => {
            bounded(key, min.is_some(), max.is_some(), words)?;
            let (least, most) = (characters(min.as_ref())?, characters(max.as_ref())?);
            if let (Some(least), Some(most), Some(said)) = (least, most, &min) {
                ordered(f64::from(least), f64::from(most), &said.value)?;
            }
            Ok(RuleKind::Length { min: least, max: most })
        }
        syntax::RuleKind::Range { min, max } => {
            bounded(key, min.is_some(), max.is_some(), words)?;
            let (min, max) = (min.map(|said| said.value), max.map(|said| said.value));
            if let (Some(least), Some(most)) = (&min, &max)
                && let (Some(from), Some(to)) = (literal(least), literal(most))
            {
                ordered(from, to, least)?;
            }
            Ok(RuleKind::Range { min, max })
        }
        syntax::RuleKind::After(other) => {
            let at = fields.find(&other)?;
            if other == *field {
                return Err(syn::Error::new(other.span(), "a field cannot come after itself"));
            }
            Ok(RuleKind::After(at))
        }
    }
}

/// Refuses a rule without bounds, and messages of a bound that is not there.
fn bounded(key: &Ident, min: bool, max: bool, words: &Words) -> syn::Result<()> {
    if !min && !max {
        return Err(syn::Error::new(key.span(), format!("`{key}` needs `min`, `max` or both")));
    }
    for (message, bound, name) in [(&words.min_message, min, "min"), (&words.max_message, max, "max")] {
        if let (Some(said), false) = (message, bound) {
            let text = format!("`{}` is never said: there is no `{name}`", said.key);
            return Err(syn::Error::new(said.key.span(), text));
        }
    }
    Ok(())
}

fn ordered(min: f64, max: f64, place: &impl ToTokens) -> syn::Result<()> {
    if min <= max {
        return Ok(());
    }
    Err(syn::Error::new_spanned(place, format!("no value fits: `min` is {min} and `max` is {max}")))
}

fn characters(said: Option<&Said<LitInt>>) -> syn::Result<Option<u32>> {
    said.map(|said| said.value.base10_parse()).transpose()
}

/// A number that is written out.
fn literal(expr: &Expr) -> Option<f64> {
    match expr {
        Expr::Lit(expr) => match &expr.lit {
            Lit::Int(number) => number.base10_parse().ok(),
            Lit::Float(number) => number.base10_parse().ok(),
            _ => None,
        },
        Expr::Unary(expr) if matches!(expr.op, UnOp::Neg(_)) => literal(&expr.expr).map(|number| -number),
        _ => None,
    }
}

/// Refuses a rule on a type that cannot have it, as far as its name tells. The compiler sees to the others.
fn fitting(key: &Ident, kind: &syntax::RuleKind, ty: &Type) -> syn::Result<()> {
    let shown = || syntax::text(ty);
    let wrong = match kind {
        syntax::RuleKind::Email if is_text(ty) == Some(false) => {
            format!("`email` is for text, and `{}` is none", shown())
        }
        syntax::RuleKind::Length { .. } if is_text(ty) == Some(false) => {
            format!("`length` is for text, and `{}` is none; for numbers use `range`", shown())
        }
        syntax::RuleKind::Range { .. } if is_text(ty) == Some(true) => {
            format!("`range` is for numbers, and `{}` is none; for text use `length`", shown())
        }
        syntax::RuleKind::Range { .. } if is_no_number(ty) => {
            format!("`range` is for numbers, and `{}` is none", shown())
        }
        syntax::RuleKind::Email
        | syntax::RuleKind::Length { .. }
        | syntax::RuleKind::Range { .. }
        | syntax::RuleKind::After(_) => return Ok(()),
    };
    Err(syn::Error::new(key.span(), wrong))
}

/// Types that are numbers, by name.
const NUMBERS: &[&str] = &["i16", "i32", "i64", "f32", "f64", "Decimal"];
/// Types that are neither text nor numbers, by name.
const OTHERS: &[&str] = &[
    "bool",
    "Uuid",
    "Id",
    "Json",
    "GeoPoint",
    "DateTime",
    "NaiveDate",
    "NaiveTime",
    "NaiveDateTime",
    "OffsetDateTime",
    "PrimitiveDateTime",
    "Timestamp",
    "Date",
    "Time",
    "Vec",
    "Bytes",
    "Range",
    "Multirange",
    "Interval",
    "IpAddr",
    "IpInet",
    "IpCidr",
    "MacAddr",
    "BitString",
    "TsVector",
];

/// Whether a type of that name is one that the library knows.
pub(super) fn is_known(name: &Ident) -> bool {
    // `DateTime` is of a zone in chrono and of none in jiff.
    name == "String" || (name != "DateTime" && NUMBERS.iter().chain(OTHERS).any(|known| name == known))
}

/// Whether a type is text, where its name says so.
pub(super) fn is_text(ty: &Type) -> Option<bool> {
    let name = name(ty)?;
    let other = NUMBERS.iter().chain(OTHERS).any(|other| name == other);
    if name == "String" { Some(true) } else { other.then_some(false) }
}

fn is_no_number(ty: &Type) -> bool {
    name(ty).is_some_and(|name| OTHERS.iter().any(|other| name == other))
}

/// The name of a type.
pub(super) fn name(ty: &Type) -> Option<&Ident> {
    let Type::Path(path) = ty else { return None };
    path.path.segments.last().map(|segment| &segment.ident)
}

/// Refuses a `length` that a varchar of `length` characters can never reach.
pub(super) fn fits(rules: &[Rule], length: u32, errors: &mut Errors) {
    for rule in rules {
        if let RuleKind::Length { min, max } = rule.kind
            && min.max(max).is_some_and(|bound| bound > length)
        {
            errors.at(&rule.key, format!("`length` goes beyond the `varchar({length})` of the column"));
        }
    }
}

/// The free checks.
pub(super) fn free(written: Vec<FreeCheck>, errors: &mut Errors) -> Vec<Check> {
    let mut seen = BTreeSet::new();
    let mut checks = Vec::new();
    for FreeCheck { key, sql, name, message, code } in written {
        let (Some(sql), Some(name)) = (sql, name) else {
            errors.at(&key, "a check has a name and a condition: `check(name = \"chk_…\", \"price > 0\")`");
            continue;
        };
        let place = name.value.clone();
        let Some(name) = names::explicit(Some(name), errors) else { continue };
        if !seen.insert(name.clone()) {
            errors.at(&place, format!("there is a check `{name}` already"));
            continue;
        }
        checks.push(Check { name, sql, message: message.map(|said| said.value), code: code.map(|said| said.value) });
    }
    checks
}
