//! `partition_by(range(created_at))` and `partition(name = "…", from = "…", to = "…")`.

use syn::parse::ParseStream;
use syn::{Ident, Lit, LitInt, LitStr, Token, parenthesized, token};

use super::index::Key;
use super::keeping::Keeping;
use super::list::{self, Said};
use crate::errors::{Errors, any_of};

const STRATEGIES: &[&str] = &["range", "list", "hash"];
const KEYS: &[&str] = &["name", "from", "to", "in", "modulus", "remainder", "default", "with", "tablespace"];

/// How rows are spread over partitions.
pub(crate) struct PartitionBy {
    pub(crate) strategy: Ident,
    pub(crate) keys: Vec<Key>,
}

impl PartitionBy {
    pub(super) fn read(key: &Ident, input: ParseStream, errors: &mut Errors) -> syn::Result<Self> {
        let form = || syn::Error::new(key.span(), "say by what: `partition_by(range(created_at))`");
        if !input.peek(token::Paren) {
            return Err(form());
        }
        let content;
        parenthesized!(content in input);
        let strategy = list::key(&content, STRATEGIES)?;
        if !STRATEGIES.iter().any(|known| strategy == known) {
            let message = format!("unknown strategy `{strategy}`; expected {}", any_of(STRATEGIES));
            return Err(syn::Error::new(strategy.span(), message));
        }
        let mut keys = Vec::new();
        list::filled(&strategy, &content, errors, |input, _| {
            keys.push(input.parse()?);
            Ok(())
        })?;
        if content.is_empty() { Ok(Self { strategy, keys }) } else { Err(form()) }
    }
}

/// A partition.
pub(crate) struct Partition {
    pub(crate) key: Ident,
    pub(crate) name: Option<Said<LitStr>>,
    pub(crate) from: Option<Said<Vec<Limit>>>,
    pub(crate) to: Option<Said<Vec<Limit>>>,
    pub(crate) values: Option<Said<Vec<Limit>>>,
    pub(crate) modulus: Option<Said<LitInt>>,
    pub(crate) remainder: Option<Said<LitInt>>,
    pub(crate) default: Option<Said<()>>,
    pub(crate) keeping: Keeping,
}

/// A value in a bound.
#[derive(Clone)]
pub(crate) struct Limit {
    /// Where it stands.
    pub(crate) span: proc_macro2::Span,
    /// As SQL.
    pub(crate) sql: String,
}

impl Partition {
    pub(super) fn read(key: Ident, input: ParseStream, errors: &mut Errors) -> syn::Result<Self> {
        let mut partition = Self {
            key: key.clone(),
            name: None,
            from: None,
            to: None,
            values: None,
            modulus: None,
            remainder: None,
            default: None,
            keeping: Keeping::default(),
        };
        list::filled(&key, input, errors, |input, errors| partition.item(input, errors))?;
        Ok(partition)
    }

    fn item(&mut self, input: ParseStream, errors: &mut Errors) -> syn::Result<()> {
        let key = list::key(input, KEYS)?;
        match key.to_string().as_str() {
            "name" => list::text(&key, input).and_then(|text| list::once(&mut self.name, key, text)),
            "from" => limits(&key, input, errors).and_then(|limits| list::once(&mut self.from, key, limits)),
            "to" => limits(&key, input, errors).and_then(|limits| list::once(&mut self.to, key, limits)),
            "in" => limits(&key, input, errors).and_then(|limits| list::once(&mut self.values, key, limits)),
            "modulus" => list::value(&key, input).and_then(|number| list::once(&mut self.modulus, key, number)),
            "remainder" => list::value(&key, input).and_then(|number| list::once(&mut self.remainder, key, number)),
            "default" => list::flag(&key, input).and_then(|()| list::once(&mut self.default, key, ())),
            "with" | "tablespace" => self.keeping.item(key, input, errors),
            _ => Err(list::unknown(&key, KEYS)),
        }
    }
}

/// `= "2024-01-01"`, or `("2024-01-01", 1)` for several.
fn limits(key: &Ident, input: ParseStream, errors: &mut Errors) -> syn::Result<Vec<Limit>> {
    if input.peek(Token![=]) {
        input.parse::<Token![=]>()?;
        return Ok(vec![limit(input)?]);
    }
    let mut limits = Vec::new();
    list::filled(key, input, errors, |input, _| {
        limits.push(limit(input)?);
        Ok(())
    })?;
    Ok(limits)
}

fn limit(input: ParseStream) -> syn::Result<Limit> {
    let expected = "expected a text, a number, `true`, `false`, `null`, `minvalue` or `maxvalue`";
    let span = input.span();
    if input.peek(Ident) {
        let word: Ident = input.parse()?;
        let is_known = ["null", "minvalue", "maxvalue"].iter().any(|known| word == known);
        let sql = word.to_string().to_uppercase();
        return if is_known { Ok(Limit { span, sql }) } else { Err(syn::Error::new(span, expected)) };
    }
    let literal: Lit = input.parse().map_err(|error: syn::Error| syn::Error::new(error.span(), expected))?;
    let sql = match &literal {
        Lit::Str(text) => quoted(&text.value()),
        Lit::Int(number) => number.base10_digits().to_owned(),
        Lit::Float(number) => number.base10_digits().to_owned(),
        Lit::Bool(truth) => truth.value.to_string(),
        _ => return Err(syn::Error::new(span, expected)),
    };
    Ok(Limit { span, sql })
}

fn quoted(text: &str) -> String {
    let quoted = text.replace('\'', "''");
    if quoted.contains('\\') { format!("E'{}'", quoted.replace('\\', "\\\\")) } else { format!("'{quoted}'") }
}
