//! How tables, partitions and indexes are kept: `with(fillfactor = 70)` and `tablespace = "…"`; and when constraints
//! are checked: `deferrable`.

use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Ident, Lit, LitStr, Token};

use super::list::{self, Said};
use crate::errors::Errors;

/// A storage parameter.
#[derive(Clone)]
pub(crate) struct Parameter {
    /// Its last word, to point at.
    pub(crate) place: Ident,
    pub(crate) name: String,
    pub(crate) value: String,
}

/// The storage parameters and the place of an index, a table or a partition.
#[derive(Clone, Default)]
pub(crate) struct Keeping {
    pub(crate) parameters: Option<Said<Vec<Parameter>>>,
    pub(crate) tablespace: Option<Said<LitStr>>,
}

impl Keeping {
    /// What stands behind `with` or `tablespace`.
    pub(super) fn item(&mut self, key: Ident, input: ParseStream, errors: &mut Errors) -> syn::Result<()> {
        if key == "tablespace" {
            return list::text(&key, input).and_then(|value| list::once(&mut self.tablespace, key, value));
        }
        let said = parameters(&key, input, errors)?;
        list::once(&mut self.parameters, key, said)
    }
}

/// `(name = value, …)`
pub(super) fn parameters(key: &Ident, input: ParseStream, errors: &mut Errors) -> syn::Result<Vec<Parameter>> {
    let mut parameters: Vec<Parameter> = Vec::new();
    list::filled(key, input, errors, |input, _| {
        let parameter: Parameter = input.parse()?;
        if parameters.iter().any(|other| other.name == parameter.name) {
            return Err(syn::Error::new(parameter.place.span(), format!("`{}` is given twice", parameter.name)));
        }
        parameters.push(parameter);
        Ok(())
    })?;
    parameters.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(parameters)
}

impl Parse for Parameter {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let mut place = list::key(input, &["fillfactor = 80"])?;
        let mut name = place.to_string();
        while input.peek(Token![.]) {
            input.parse::<Token![.]>()?;
            place = input.call(Ident::parse_any)?;
            name = format!("{name}.{place}");
        }
        let value = list::value::<Setting>(&place, input)?.0;
        Ok(Self { place, name, value })
    }
}

/// The value of a parameter.
struct Setting(String);

impl Parse for Setting {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        if input.peek(syn::LitBool) || !input.peek(Ident::peek_any) {
            let sign = if input.parse::<Option<Token![-]>>()?.is_some() { "-" } else { "" };
            let wrong = |span| syn::Error::new(span, "expected a number, `true`, `false`, a word or a text");
            let literal: Lit = input.parse().map_err(|error: syn::Error| wrong(error.span()))?;
            let text = match &literal {
                Lit::Int(number) => number.base10_digits().to_owned(),
                Lit::Float(number) => number.base10_digits().to_owned(),
                Lit::Bool(truth) => truth.value.to_string(),
                Lit::Str(text) => text.value(),
                _ => return Err(wrong(literal.span())),
            };
            return Ok(Self(format!("{sign}{text}")));
        }
        Ok(Self(input.call(Ident::parse_any)?.to_string()))
    }
}

/// When a constraint that may wait is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Deferral {
    Deferrable,
    Deferred,
}

/// `deferrable`, or `deferrable = initially_deferred`.
pub(super) fn deferrable(slot: &mut Option<Said<Deferral>>, key: Ident, input: ParseStream) -> syn::Result<()> {
    if input.is_empty() || input.peek(Token![,]) {
        return list::once(slot, key, Deferral::Deferrable);
    }
    let word = list::value::<Ident>(&key, input)?;
    match word.to_string().as_str() {
        "initially_deferred" => list::once(slot, key, Deferral::Deferred),
        "initially_immediate" => list::once(slot, key, Deferral::Deferrable),
        _ => Err(syn::Error::new(
            word.span(),
            format!("unknown `{word}`; expected `deferrable` alone or `deferrable = initially_deferred`"),
        )),
    }
}
