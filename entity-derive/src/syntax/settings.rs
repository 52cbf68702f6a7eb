//! What a column says beside its type and default: how it is computed, counts, sorts and is kept.

use proc_macro2::{Span, TokenStream};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Ident, LitInt, LitStr, Token, token};

use super::list::{self, Said};
use crate::errors::{Errors, any_of};

const IDENTITY_KEYS: &[&str] = &["always", "start", "increment", "min", "max", "cache", "cycle"];
const STORAGES: &[&str] = &["plain", "external", "extended", "main"];
const COMPRESSIONS: &[&str] = &["pglz", "lz4"];

/// How a value is computed: `generated = "…"`, or `generated(virtual, "…")`.
#[derive(Clone)]
pub(crate) enum Generated {
    Stored(LitStr),
    Virtual(LitStr),
}

impl Generated {
    /// What stands behind the key.
    pub(super) fn read(key: &Ident, input: ParseStream) -> syn::Result<Self> {
        if !input.peek(token::Paren) {
            return list::text(key, input).map(Self::Stored);
        }
        let content;
        syn::parenthesized!(content in input);
        let read = Self::virtually(&content);
        // What is left would be a second mistake.
        content.parse::<TokenStream>()?;
        read.map_err(|place| syn::Error::new(place, "expected `generated = \"…\"` or `generated(virtual, \"…\")`"))
    }

    /// `virtual, "…"`, or the place of what is something else.
    fn virtually(content: ParseStream) -> Result<Self, Span> {
        let place = |error: syn::Error| error.span();
        let word = content.call(Ident::parse_any).map_err(place)?;
        if word != "virtual" {
            return Err(word.span());
        }
        content.parse::<Token![,]>().map_err(place)?;
        let expr = content.parse().map_err(place)?;
        if content.is_empty() { Ok(Self::Virtual(expr)) } else { Err(content.span()) }
    }
}

/// `identity`, `identity = always`, or `identity(always, start = 100)`.
#[derive(Clone, Default)]
pub(crate) struct Identity {
    pub(crate) always: Option<Said<()>>,
    pub(crate) start: Option<Said<LitInt>>,
    pub(crate) increment: Option<Said<LitInt>>,
    pub(crate) min: Option<Said<LitInt>>,
    pub(crate) max: Option<Said<LitInt>>,
    pub(crate) cache: Option<Said<LitInt>>,
    pub(crate) cycle: Option<Said<()>>,
}

impl Identity {
    /// What stands behind the key.
    pub(super) fn read(key: &Ident, input: ParseStream, errors: &mut Errors) -> syn::Result<Self> {
        let mut identity = Self::default();
        if input.peek(Token![=]) {
            let word = word(key, input, &["always"])?;
            list::once(&mut identity.always, word, ())?;
        } else if input.peek(token::Paren) {
            list::list(input, errors, |input, _| identity.item(input))?;
        } else {
            list::flag(key, input)?;
        }
        Ok(identity)
    }

    fn item(&mut self, input: ParseStream) -> syn::Result<()> {
        let key = list::key(input, IDENTITY_KEYS)?;
        self.said(key, input)
    }

    /// What stands behind one of the keys.
    pub(super) fn said(&mut self, key: Ident, input: ParseStream) -> syn::Result<()> {
        let slot = match key.to_string().as_str() {
            "always" => return list::flag(&key, input).and_then(|()| list::once(&mut self.always, key, ())),
            "cycle" => return list::flag(&key, input).and_then(|()| list::once(&mut self.cycle, key, ())),
            "start" => &mut self.start,
            "increment" => &mut self.increment,
            "min" => &mut self.min,
            "max" => &mut self.max,
            "cache" => &mut self.cache,
            _ => return Err(list::unknown(&key, IDENTITY_KEYS)),
        };
        let number = number(&key, input)?;
        list::once(slot, key, number)
    }
}

/// `collate = "C"` for one of the server's own collations, `collate = "shop"."german"` for one of a namespace.
#[derive(Clone)]
pub(crate) struct Collation {
    pub(crate) namespace: Option<LitStr>,
    pub(crate) name: LitStr,
}

impl Parse for Collation {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let form = "expected a collation: `\"C\"`, or with its namespace `\"shop\".\"german\"`";
        let text = |input: ParseStream| input.parse().map_err(|error: syn::Error| syn::Error::new(error.span(), form));
        let first = text(input)?;
        if !input.peek(Token![.]) {
            return Ok(Self { namespace: None, name: first });
        }
        input.parse::<Token![.]>()?;
        Ok(Self { namespace: Some(first), name: text(input)? })
    }
}

/// How a column sorts and is kept.
#[derive(Clone, Default)]
pub(crate) struct Settings {
    pub(crate) collation: Option<Said<Collation>>,
    pub(crate) storage: Option<Said<Ident>>,
    pub(crate) compression: Option<Said<Ident>>,
    pub(crate) statistics: Option<Said<LitInt>>,
}

impl Settings {
    /// What stands behind one of the keys.
    pub(super) fn item(&mut self, key: Ident, input: ParseStream) -> syn::Result<()> {
        match key.to_string().as_str() {
            "collate" => list::value(&key, input).and_then(|value| list::once(&mut self.collation, key, value)),
            "storage" => word(&key, input, STORAGES).and_then(|value| list::once(&mut self.storage, key, value)),
            "compression" => {
                word(&key, input, COMPRESSIONS).and_then(|value| list::once(&mut self.compression, key, value))
            }
            _ => number(&key, input).and_then(|value| list::once(&mut self.statistics, key, value)),
        }
    }
}

/// `= 5` behind a key.
fn number(key: &Ident, input: ParseStream) -> syn::Result<LitInt> {
    list::value(key, input)
        .map_err(|error| syn::Error::new(error.span(), format!("`{key}` takes a whole number: `{key} = …`")))
}

/// `= word` behind a key, one of those that are allowed.
pub(super) fn word(key: &Ident, input: ParseStream, allowed: &[&str]) -> syn::Result<Ident> {
    let word = list::value::<Word>(key, input)?.0;
    if allowed.iter().any(|known| word == known) {
        return Ok(word);
    }
    Err(syn::Error::new(word.span(), format!("unknown `{key}`; expected {}", any_of(allowed))))
}

/// An identifier, be it a keyword.
struct Word(Ident);

impl Parse for Word {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        input.call(Ident::parse_any).map(Self)
    }
}
