//! Lists inside attributes: `key`, `key(…)`, `key = …`, separated by commas. Reading goes on behind a mistake.

use proc_macro2::TokenTree;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Ident, LitStr, Meta, Token, parenthesized, token};

use crate::errors::{Errors, any_of};

/// What was said under a key.
#[derive(Clone)]
pub(crate) struct Said<T> {
    pub(crate) key: Ident,
    pub(crate) value: T,
}

/// `comment = "…"`, or `comment = none`.
#[derive(Clone)]
pub(crate) enum Comment {
    None,
    Text(LitStr),
}

impl Parse for Comment {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        if input.peek(LitStr) {
            return input.parse().map(Self::Text);
        }
        let word = input.call(Ident::parse_any)?;
        if word == "none" {
            return Ok(Self::None);
        }
        Err(syn::Error::new(word.span(), "expected a text, or `none` for no comment"))
    }
}

/// Reads the list of an attribute, one `item` at a time.
pub(super) fn attribute(
    attr: &Attribute,
    errors: &mut Errors,
    mut item: impl FnMut(ParseStream, &mut Errors) -> syn::Result<()>,
) {
    let read = match &attr.meta {
        Meta::List(list) => list.parse_args_with(|input: ParseStream| {
            items(input, errors, &mut item);
            Ok(())
        }),
        Meta::Path(path) => Err(syn::Error::new_spanned(path, "says nothing; write its keys in parentheses")),
        Meta::NameValue(meta) => Err(syn::Error::new_spanned(meta, "write its keys in parentheses")),
    };
    errors.take(read);
}

/// Reads a list up to its end.
pub(super) fn items(
    input: ParseStream,
    errors: &mut Errors,
    mut item: impl FnMut(ParseStream, &mut Errors) -> syn::Result<()>,
) {
    while !input.is_empty() {
        let read = item(input, errors).and_then(|()| comma(input));
        if let Err(error) = read {
            errors.push(error);
            skip(input);
        }
    }
}

fn comma(input: ParseStream) -> syn::Result<()> {
    if input.is_empty() || input.parse::<Token![,]>().is_ok() {
        return Ok(());
    }
    Err(input.error("expected `,`"))
}

/// Goes behind the next comma. A group is one token, so commas inside it do not count.
fn skip(input: ParseStream) {
    while let Ok(token) = input.parse::<TokenTree>() {
        if matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ',') {
            return;
        }
    }
}

/// A key. Keywords are keys too.
pub(super) fn key(input: ParseStream, allowed: &[&str]) -> syn::Result<Ident> {
    input.call(Ident::parse_any).map_err(|error| syn::Error::new(error.span(), format!("expected {}", any_of(allowed))))
}

/// The answer to a key that nobody knows.
pub(super) fn unknown(key: &Ident, allowed: &[&str]) -> syn::Error {
    syn::Error::new(key.span(), format!("unknown key `{key}`; expected {}", any_of(allowed)))
}

/// `= value` behind a key.
pub(super) fn value<T: Parse>(key: &Ident, input: ParseStream) -> syn::Result<T> {
    if !input.peek(Token![=]) {
        return Err(syn::Error::new(key.span(), format!("`{key}` needs a value: `{key} = …`")));
    }
    input.parse::<Token![=]>()?;
    if input.is_empty() || input.peek(Token![,]) {
        return Err(syn::Error::new(key.span(), format!("`{key}` needs a value: `{key} = …`")));
    }
    input.parse()
}

/// `= "text"` behind a key.
pub(super) fn text(key: &Ident, input: ParseStream) -> syn::Result<LitStr> {
    let said = input.peek(Token![=]);
    value::<LitStr>(key, input).map_err(|error| match said {
        true => syn::Error::new(error.span(), format!("`{key}` takes a text: `{key} = \"…\"`")),
        false => syn::Error::new(key.span(), format!("`{key}` needs a text: `{key} = \"…\"`")),
    })
}

/// `(…)` behind a key, if it is there.
pub(super) fn list(
    input: ParseStream,
    errors: &mut Errors,
    item: impl FnMut(ParseStream, &mut Errors) -> syn::Result<()>,
) -> syn::Result<()> {
    if input.peek(token::Paren) {
        let content;
        parenthesized!(content in input);
        items(&content, errors, item);
    }
    Ok(())
}

/// `(…)` behind a key, which holds something.
pub(super) fn filled(
    key: &Ident,
    input: ParseStream,
    errors: &mut Errors,
    mut item: impl FnMut(ParseStream, &mut Errors) -> syn::Result<()>,
) -> syn::Result<()> {
    let mut is_filled = false;
    list(input, errors, |input, errors| {
        is_filled = true;
        item(input, errors)
    })?;
    if is_filled { Ok(()) } else { Err(syn::Error::new(key.span(), format!("`{key}` is empty: `{key}(…)`"))) }
}

/// Refuses `= …` and `(…)` behind a key that says all by itself.
pub(super) fn flag(key: &Ident, input: ParseStream) -> syn::Result<()> {
    if input.is_empty() || input.peek(Token![,]) {
        return Ok(());
    }
    Err(input.error(format!("`{key}` takes no value")))
}

/// Fills a slot that may be filled once.
pub(super) fn once<T>(slot: &mut Option<Said<T>>, key: Ident, value: T) -> syn::Result<()> {
    if slot.is_some() {
        return Err(syn::Error::new(key.span(), format!("`{key}` is given twice")));
    }
    *slot = Some(Said { key, value });
    Ok(())
}
