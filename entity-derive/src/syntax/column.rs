//! `#[column(…)]`.

use syn::parse::ParseStream;
use syn::{Attribute, Expr, Ident, LitInt, LitStr, Token, parenthesized, token};

use super::index::Index;
use super::list::{self, Comment, Said};
use super::settings::{Generated, Identity, Settings};
use crate::errors::Errors;

const KEYS: &[&str] = &[
    "primary_key",
    "default",
    "varchar",
    "numeric",
    "timestamp",
    "type",
    "name",
    "unique",
    "index",
    "generated",
    "identity",
    "collate",
    "storage",
    "compression",
    "statistics",
    "created_at",
    "updated_at",
    "deleted_at",
    "version",
    "renamed_from",
    "comment",
];

/// What stands in `#[column(…)]`.
#[derive(Default)]
pub(crate) struct ColumnAttrs {
    pub(crate) primary_key: Option<Said<()>>,
    pub(crate) default: Option<Said<Expr>>,
    pub(crate) ty: Option<Said<TypeSyntax>>,
    pub(crate) name: Option<Said<LitStr>>,
    pub(crate) unique: Option<Said<Index>>,
    pub(crate) index: Option<Said<Index>>,
    pub(crate) generated: Option<Said<Generated>>,
    pub(crate) identity: Option<Said<Identity>>,
    pub(crate) settings: Settings,
    pub(crate) role: Option<Said<Role>>,
    pub(crate) renamed_from: Option<Said<LitStr>>,
    pub(crate) comment: Option<Said<Comment>>,
}

/// A type that is said.
#[derive(Clone)]
pub(crate) enum TypeSyntax {
    Varchar(LitInt),
    Numeric(LitInt, LitInt),
    Timestamp,
    Named(LitStr),
}

/// What the library does with a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Created,
    Updated,
    Deleted,
    Version,
}

pub(super) fn read(attr: &Attribute, column: &mut ColumnAttrs, errors: &mut Errors) {
    list::attribute(attr, errors, |input, errors| item(input, column, errors));
}

fn item(input: ParseStream, column: &mut ColumnAttrs, errors: &mut Errors) -> syn::Result<()> {
    let key = list::key(input, KEYS)?;
    match key.to_string().as_str() {
        "primary_key" => list::flag(&key, input).and_then(|()| list::once(&mut column.primary_key, key, ())),
        "default" => list::value(&key, input).and_then(|value| list::once(&mut column.default, key, value)),
        "varchar" | "numeric" | "timestamp" | "type" => {
            ty(&key, input).and_then(|ty| said_type(&mut column.ty, key, ty))
        }
        "name" => list::text(&key, input).and_then(|value| list::once(&mut column.name, key, value)),
        "unique" => Index::options(input, errors).and_then(|value| list::once(&mut column.unique, key, value)),
        "index" => Index::options(input, errors).and_then(|value| list::once(&mut column.index, key, value)),
        "generated" => Generated::read(&key, input).and_then(|value| list::once(&mut column.generated, key, value)),
        "identity" => {
            Identity::read(&key, input, errors).and_then(|value| list::once(&mut column.identity, key, value))
        }
        "collate" | "storage" | "compression" | "statistics" => column.settings.item(key, input),
        "created_at" => role(column, key, Role::Created, input),
        "updated_at" => role(column, key, Role::Updated, input),
        "deleted_at" => role(column, key, Role::Deleted, input),
        "version" => role(column, key, Role::Version, input),
        "renamed_from" => list::text(&key, input).and_then(|value| list::once(&mut column.renamed_from, key, value)),
        "comment" => list::value(&key, input).and_then(|value| list::once(&mut column.comment, key, value)),
        "nullable" | "null" | "not_null" | "optional" => Err(syn::Error::new(
            key.span(),
            format!("unknown key `{key}`; a column is nullable when its field is an `Option`"),
        )),
        _ => Err(list::unknown(&key, KEYS)),
    }
}

fn role(column: &mut ColumnAttrs, key: Ident, role: Role, input: ParseStream) -> syn::Result<()> {
    list::flag(&key, input)?;
    if let Some(said) = &column.role {
        return Err(syn::Error::new(
            key.span(),
            format!("a column has one part to play; this one is `{}` already", said.key),
        ));
    }
    list::once(&mut column.role, key, role)
}

/// The type that a key and what stands behind it say.
pub(super) fn ty(key: &Ident, input: ParseStream) -> syn::Result<TypeSyntax> {
    if key == "type" {
        return list::text(key, input).map(TypeSyntax::Named);
    }
    if key == "timestamp" {
        return list::flag(key, input).map(|()| TypeSyntax::Timestamp);
    }
    let numeric = key == "numeric";
    let form = if numeric { "numeric(precision, scale)" } else { "varchar(length)" };
    let wrong = |span| syn::Error::new(span, format!("expected `{form}`"));
    if !input.peek(token::Paren) {
        return Err(wrong(key.span()));
    }
    let content;
    parenthesized!(content in input);
    let first: LitInt = content.parse().map_err(|error: syn::Error| wrong(error.span()))?;
    let ty = if numeric {
        content.parse::<Token![,]>().map_err(|_| wrong(first.span()))?;
        TypeSyntax::Numeric(first, content.parse().map_err(|error: syn::Error| wrong(error.span()))?)
    } else {
        TypeSyntax::Varchar(first)
    };
    if content.is_empty() { Ok(ty) } else { Err(wrong(content.span())) }
}

fn said_type(slot: &mut Option<Said<TypeSyntax>>, key: Ident, ty: TypeSyntax) -> syn::Result<()> {
    if let Some(said) = slot {
        return Err(syn::Error::new(key.span(), format!("a column has one type; `{}` says it already", said.key)));
    }
    list::once(slot, key, ty)
}
