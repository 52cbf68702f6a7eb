//! `#[validate(…)]`.

use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Expr, Ident, LitInt, LitStr, Token, token};

use super::list::{self, Said};
use crate::errors::{Errors, any_of};

const RULES: &[&str] = &["email", "length", "range", "after"];
const WORDS: &[&str] = &["message", "code"];
const BOUNDS: &[&str] = &["min", "max", "message", "min_message", "max_message", "code"];

/// A rule on a field.
pub(crate) struct Rule {
    pub(crate) key: Ident,
    pub(crate) kind: RuleKind,
    pub(crate) words: Words,
}

/// Which rule it is.
pub(crate) enum RuleKind {
    Email,
    Length { min: Option<Said<LitInt>>, max: Option<Said<LitInt>> },
    Range { min: Option<Said<Box<Expr>>>, max: Option<Said<Box<Expr>>> },
    After(Ident),
}

/// What a rule says when it is broken.
#[derive(Default)]
pub(crate) struct Words {
    pub(crate) message: Option<Said<LitStr>>,
    pub(crate) min_message: Option<Said<LitStr>>,
    pub(crate) max_message: Option<Said<LitStr>>,
    pub(crate) code: Option<Said<LitStr>>,
}

pub(super) fn read(attr: &Attribute, errors: &mut Errors) -> Vec<Rule> {
    let mut rules = Vec::new();
    list::attribute(attr, errors, |input, errors| {
        let key = list::key(input, RULES)?;
        let mut words = Words::default();
        let kind = kind(&key, input, &mut words, errors)?;
        rules.push(Rule { key, kind, words });
        Ok(())
    });
    rules
}

fn kind(key: &Ident, input: ParseStream, words: &mut Words, errors: &mut Errors) -> syn::Result<RuleKind> {
    let message = match key.to_string().as_str() {
        "email" => return email(input, words, errors),
        "length" => return bounds(key, input, words, errors).map(|(min, max)| RuleKind::Length { min, max }),
        "range" => return bounds(key, input, words, errors).map(|(min, max)| RuleKind::Range { min, max }),
        "after" => return after(key, input, words, errors),
        "min" | "max" => format!("`{key}` belongs to a rule: write `length({key} = …)` or `range({key} = …)`"),
        "message" | "code" | "min_message" | "max_message" => {
            format!("`{key}` belongs to a rule: write `length(min = 1, {key} = …)`, or another rule")
        }
        _ => format!("unknown rule `{key}`; expected {}", any_of(RULES)),
    };
    Err(syn::Error::new(key.span(), message))
}

fn email(input: ParseStream, words: &mut Words, errors: &mut Errors) -> syn::Result<RuleKind> {
    list::list(input, errors, |input, _| {
        let key = list::key(input, WORDS)?;
        word(key, input, words, WORDS)
    })?;
    Ok(RuleKind::Email)
}

type Bounds<T> = (Option<Said<T>>, Option<Said<T>>);

/// `(min = …, max = …)` with the rule's words.
fn bounds<T: Parse>(
    rule: &Ident,
    input: ParseStream,
    words: &mut Words,
    errors: &mut Errors,
) -> syn::Result<Bounds<T>> {
    if !input.peek(token::Paren) {
        return Err(syn::Error::new(rule.span(), format!("`{rule}` needs its bounds: `{rule}(min = …, max = …)`")));
    }
    let (mut min, mut max) = (None, None);
    list::list(input, errors, |input, _| {
        let key = list::key(input, BOUNDS)?;
        match key.to_string().as_str() {
            "min" => list::value(&key, input).and_then(|value| list::once(&mut min, key, value)),
            "max" => list::value(&key, input).and_then(|value| list::once(&mut max, key, value)),
            _ => word(key, input, words, BOUNDS),
        }
    })?;
    Ok((min, max))
}

fn after(key: &Ident, input: ParseStream, words: &mut Words, errors: &mut Errors) -> syn::Result<RuleKind> {
    let mut other: Option<Ident> = None;
    list::list(input, errors, |input, _| {
        if other.is_none() && !input.peek2(Token![=]) {
            other = Some(input.parse()?);
            return Ok(());
        }
        let key = list::key(input, WORDS)?;
        word(key, input, words, WORDS)
    })?;
    let missing = || syn::Error::new(key.span(), "`after` needs the other field: `after(start_time)`");
    other.map(RuleKind::After).ok_or_else(missing)
}

fn word(key: Ident, input: ParseStream, words: &mut Words, allowed: &[&str]) -> syn::Result<()> {
    if !allowed.iter().any(|known| key == known) {
        return Err(list::unknown(&key, allowed));
    }
    let slot = match key.to_string().as_str() {
        "message" => &mut words.message,
        "min_message" => &mut words.min_message,
        "max_message" => &mut words.max_message,
        "code" => &mut words.code,
        _ => return Err(list::unknown(&key, allowed)),
    };
    let text = list::text(&key, input)?;
    list::once(slot, key, text)
}
