//! A `Patch` as written. Whether its columns exist is for the compiler to say.

use syn::{Attribute, Data, DeriveInput, Ident, Path};

use super::list::{self, Said};
use super::projection::FieldPath;
use crate::errors::Errors;

/// A struct that derives `Patch`.
pub(crate) struct Patch {
    pub(crate) ident: Ident,
    pub(crate) of: Path,
    pub(crate) fields: Vec<Patched>,
}

/// One field, and the column that it sets.
pub(crate) struct Patched {
    pub(crate) ident: Ident,
    pub(crate) column: FieldPath,
}

/// Reads a patch. `None` when nothing can be emitted for it.
pub(crate) fn patch(input: DeriveInput, errors: &mut Errors) -> Option<Patch> {
    super::refuse_generics(&input, "a patch has no generic parameters", errors)?;
    let Data::Struct(data) = input.data else {
        errors.at(&input.ident, "a patch is a struct");
        return None;
    };
    let of = said(&input.attrs, "of", errors);
    if of.is_none() && !input.attrs.iter().any(|attr| attr.path().is_ident("patch")) {
        errors.at(&input.ident, "say which entity this changes: `#[patch(of = User)]`");
    }
    let fields = super::named(data.fields, &input.ident, errors)?;
    let fields = fields.into_iter().filter_map(|field| {
        let ident = field.ident?;
        let column = said(&field.attrs, "column", errors).unwrap_or_else(|| FieldPath(vec![ident.clone()]));
        Some(Patched { ident, column })
    });
    let fields = fields.collect();
    Some(Patch { ident: input.ident, of: of?, fields })
}

/// The value of the one key that `#[patch(…)]` knows here.
fn said<T: syn::parse::Parse>(attrs: &[Attribute], known: &'static str, errors: &mut Errors) -> Option<T> {
    let mut said: Option<Said<T>> = None;
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("patch")) {
        list::attribute(attr, errors, |input, _| {
            let key = list::key(input, &[known])?;
            if key != known {
                return Err(list::unknown(&key, &[known]));
            }
            list::value(&key, input).and_then(|value| list::once(&mut said, key, value))
        });
    }
    said.map(|said| said.value)
}
