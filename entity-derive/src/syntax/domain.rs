//! A `PgDomain` as written.

use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, DeriveInput, Expr, Ident, LitStr};

use super::column::{self, TypeSyntax};
use super::list::{self, Said};
use super::named_type::Naming;
use super::newtype::{self, Newtype};
use super::settings::Collation;
use super::table::{self, FreeCheck};
use crate::errors::{Errors, any_of};

const KEYS: &[&str] = &["name", "schema", "base", "collate", "not_null", "default", "check", "renamed_from", "comment"];
const BASES: &[&str] = &["varchar", "numeric", "timestamp"];

/// A struct of one field that derives `PgDomain`.
pub(crate) struct PgDomain {
    pub(crate) newtype: Newtype,
    pub(crate) docs: Vec<Attribute>,
    pub(crate) naming: Naming,
    pub(crate) base: Option<Said<TypeSyntax>>,
    pub(crate) collation: Option<Said<Collation>>,
    pub(crate) not_null: Option<Said<()>>,
    pub(crate) default: Option<Said<Expr>>,
    pub(crate) checks: Vec<FreeCheck>,
}

/// `varchar(255)`, `numeric(8, 2)`, `timestamp`, or the type's name in quotes.
struct Base {
    key: Option<Ident>,
    ty: TypeSyntax,
}

impl Parse for Base {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        if input.peek(LitStr) {
            return Ok(Self { key: None, ty: TypeSyntax::Named(input.parse()?) });
        }
        let key = input.call(Ident::parse_any)?;
        if BASES.iter().any(|base| key == base) {
            let ty = column::ty(&key, input)?;
            return Ok(Self { key: Some(key), ty });
        }
        let message = format!("unknown type `{key}`; expected {}, or its name in quotes", any_of(BASES));
        Err(syn::Error::new(key.span(), message))
    }
}

/// Reads a domain. `None` when nothing can be emitted for it.
pub(crate) fn pg_domain(input: DeriveInput, errors: &mut Errors) -> Option<PgDomain> {
    let (attrs, docs) = (input.attrs.clone(), super::docs(&input.attrs));
    let mut written = PgDomain {
        newtype: newtype::newtype(input, errors)?,
        docs,
        naming: Naming::default(),
        base: None,
        collation: None,
        not_null: None,
        default: None,
        checks: Vec::new(),
    };
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("pg_domain")) {
        list::attribute(attr, errors, |input, errors| item(input, &mut written, errors));
    }
    Some(written)
}

fn item(input: ParseStream, written: &mut PgDomain, errors: &mut Errors) -> syn::Result<()> {
    let key = list::key(input, KEYS)?;
    match key.to_string().as_str() {
        "base" => {
            let Base { key: word, ty } = list::value(&key, input)?;
            list::once(&mut written.base, word.unwrap_or(key), ty)
        }
        "collate" => list::value(&key, input).and_then(|value| list::once(&mut written.collation, key, value)),
        "not_null" => list::flag(&key, input).and_then(|()| list::once(&mut written.not_null, key, ())),
        "default" => list::value(&key, input).and_then(|value| list::once(&mut written.default, key, value)),
        "check" => {
            written.checks.push(table::check(key, input, errors)?);
            Ok(())
        }
        _ => written.naming.item(key, input, KEYS),
    }
}
