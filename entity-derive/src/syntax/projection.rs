//! A `Projection` as written. Whether its columns exist is for the compiler to say.

use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Data, DeriveInput, Ident, Path, Token, Type};

use super::list::{self, Said};
use crate::errors::Errors;

/// A struct that derives `Projection`.
pub(crate) struct Projection {
    pub(crate) ident: Ident,
    pub(crate) of: Path,
    pub(crate) fields: Vec<Shown>,
}

/// One field.
pub(crate) struct Shown {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    /// The field of the entity, or the path to it through a flattened struct. `None` where that was said wrongly.
    pub(crate) column: Option<FieldPath>,
}

/// `receiver.zip`.
pub(crate) struct FieldPath(pub(crate) Vec<Ident>);

impl Parse for FieldPath {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        Punctuated::<Ident, Token![.]>::parse_separated_nonempty(input).map(|path| Self(path.into_iter().collect()))
    }
}

/// Reads a projection. `None` when nothing can be emitted for it.
pub(crate) fn projection(input: DeriveInput, errors: &mut Errors) -> Option<Projection> {
    super::refuse_generics(&input, "a projection has no generic parameters", errors)?;
    let Data::Struct(data) = input.data else {
        errors.at(&input.ident, "a projection is a struct");
        return None;
    };
    let of = of(&input.attrs, &input.ident, errors);
    let fields = super::named(data.fields, &input.ident, errors)?;
    let fields = fields.into_iter().filter_map(|field| shown(field, errors)).collect();
    Some(Projection { ident: input.ident, of: of?, fields })
}

fn of(attrs: &[Attribute], ident: &Ident, errors: &mut Errors) -> Option<Path> {
    let mut of: Option<Said<Path>> = None;
    let mut said = false;
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("projection")) {
        said = true;
        list::attribute(attr, errors, |input, _| {
            let key = list::key(input, &["of"])?;
            if key != "of" {
                return Err(list::unknown(&key, &["of"]));
            }
            list::value(&key, input).and_then(|value| list::once(&mut of, key, value))
        });
    }
    if !said {
        errors.at(ident, "say which entity this shows: `#[projection(of = User)]`");
    }
    of.map(|said| said.value)
}

fn shown(field: syn::Field, errors: &mut Errors) -> Option<Shown> {
    let ident = field.ident?;
    let mut column: Option<Said<FieldPath>> = None;
    let mut said = false;
    for attr in field.attrs.iter().filter(|attr| attr.path().is_ident("projection")) {
        said = true;
        list::attribute(attr, errors, |input, _| {
            let key = list::key(input, &["column"])?;
            if key != "column" {
                return Err(list::unknown(&key, &["column"]));
            }
            list::value(&key, input).and_then(|value| list::once(&mut column, key, value))
        });
    }
    let column = if said { column.map(|said| said.value) } else { Some(FieldPath(vec![ident.clone()])) };
    Some(Shown { ident, ty: field.ty, column })
}
