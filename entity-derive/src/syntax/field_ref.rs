//! Fields as attributes speak of them: `role`, or `base.created_at` for one of a flattened struct.

use syn::parse::{Parse, ParseStream};
use syn::{Ident, Token, token};

use super::list;
use crate::errors::Errors;

/// A field.
#[derive(Clone)]
pub(crate) enum FieldRef {
    Own(Ident),
    /// A field of a flattened struct.
    Flattened(Ident, Ident),
}

impl FieldRef {
    /// The field that begins with a word that was read. A method behind it is left where it is.
    pub(super) fn after(first: Ident, input: ParseStream) -> syn::Result<Self> {
        if !input.peek(Token![.]) || input.peek3(token::Paren) {
            return Ok(Self::Own(first));
        }
        input.parse::<Token![.]>()?;
        Ok(Self::Flattened(first, input.parse()?))
    }

    /// Its last word, to point at.
    pub(crate) fn place(&self) -> &Ident {
        match self {
            Self::Own(field) | Self::Flattened(_, field) => field,
        }
    }
}

impl Parse for FieldRef {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let first = input.parse().map_err(|error: syn::Error| syn::Error::new(error.span(), "expected a field"))?;
        Self::after(first, input)
    }
}

/// `(field, …)` behind a key.
pub(super) fn fields(key: &Ident, input: ParseStream, errors: &mut Errors) -> syn::Result<Vec<FieldRef>> {
    let mut fields = Vec::new();
    list::filled(key, input, errors, |input, _| {
        fields.push(input.parse()?);
        Ok(())
    })?;
    Ok(fields)
}
