//! A `Projection` as written. Whether its columns exist is for the compiler to say.

use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Data, DeriveInput, Expr, Ident, LitInt, Path, Token, Type};

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
    pub(crate) from: From,
}

/// What a field shows.
pub(crate) enum From {
    /// A column or relation of the entity, or a column of a flattened struct.
    Field(FieldPath, Box<Loading>),
    /// What an expression gives.
    Expr(Box<Expr>),
    /// Another projection of the same entity.
    Flatten,
    /// That was said wrongly.
    Unknown,
}

/// Which rows of a relation are loaded.
#[derive(Default)]
pub(crate) struct Loading {
    pub(crate) filter: Option<Said<Expr>>,
    pub(crate) order_by: Vec<Expr>,
    pub(crate) limit: Option<Said<LitInt>>,
    pub(crate) with_deleted: Option<Said<()>>,
}

const KEYS: &[&str] = &["column", "relation", "expr", "filter", "order_by", "limit", "with_deleted", "flatten"];

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
    let mut reading = Reading::default();
    for attr in field.attrs.iter().filter(|attr| attr.path().is_ident("projection")) {
        let before = errors.count();
        list::attribute(attr, errors, |input, _| reading.item(input));
        reading.broken |= errors.count() > before;
    }
    let from = reading.done(&ident, errors);
    Some(Shown { ident, ty: field.ty, from })
}

#[derive(Default)]
struct Reading {
    path: Option<Said<FieldPath>>,
    expr: Option<Said<Expr>>,
    flatten: Option<Said<()>>,
    loading: Loading,
    broken: bool,
}

impl Reading {
    fn item(&mut self, input: ParseStream) -> syn::Result<()> {
        let key = list::key(input, KEYS)?;
        match key.to_string().as_str() {
            "column" | "relation" => list::value(&key, input).and_then(|value| list::once(&mut self.path, key, value)),
            "expr" => list::value(&key, input).and_then(|value| list::once(&mut self.expr, key, value)),
            "filter" => list::value(&key, input).and_then(|value| list::once(&mut self.loading.filter, key, value)),
            "order_by" => list::value(&key, input).map(|value| self.loading.order_by.push(value)),
            "limit" => list::value(&key, input).and_then(|value| list::once(&mut self.loading.limit, key, value)),
            "with_deleted" => {
                list::flag(&key, input).and_then(|()| list::once(&mut self.loading.with_deleted, key, ()))
            }
            "flatten" => list::flag(&key, input).and_then(|()| list::once(&mut self.flatten, key, ())),
            _ => Err(list::unknown(&key, KEYS)),
        }
    }

    fn done(self, ident: &Ident, errors: &mut Errors) -> From {
        let Self { path, expr, flatten, loading, broken } = self;
        let words = [path.as_ref().map(|said| &said.key), expr.as_ref().map(|said| &said.key)];
        let words = words.into_iter().chain([flatten.as_ref().map(|said| &said.key)]).flatten().collect::<Vec<_>>();
        if let [first, second, ..] = words.as_slice() {
            errors.at(second, format!("`{first}` says already what this field shows"));
        }
        match (path, expr, flatten) {
            _ if broken => From::Unknown,
            (Some(path), ..) => From::Field(path.value, Box::new(loading)),
            (None, Some(expr), _) => From::Expr(Box::new(expr.value)),
            (None, None, Some(_)) => From::Flatten,
            (None, None, None) => From::Field(FieldPath(vec![ident.clone()]), Box::new(loading)),
        }
    }
}
