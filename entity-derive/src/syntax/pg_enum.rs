//! A `PgEnum` as written.

use syn::{Attribute, Data, DeriveInput, Ident, LitStr};

use super::list::{self, Comment, Said};
use crate::errors::Errors;

const KEYS: &[&str] = &["name", "schema", "rename_all", "renamed_from", "comment"];
const VARIANT_KEYS: &[&str] = &["name", "renamed_from", "replaces"];

/// An enum that derives `PgEnum`.
pub(crate) struct PgEnum {
    pub(crate) ident: Ident,
    pub(crate) docs: Vec<Attribute>,
    pub(crate) name: Option<Said<LitStr>>,
    pub(crate) schema: Option<Said<LitStr>>,
    pub(crate) rename_all: Option<Said<LitStr>>,
    pub(crate) renamed_from: Option<Said<LitStr>>,
    pub(crate) comment: Option<Said<Comment>>,
    pub(crate) variants: Vec<Variant>,
}

/// One variant.
pub(crate) struct Variant {
    pub(crate) ident: Ident,
    pub(crate) name: Option<Said<LitStr>>,
    pub(crate) renamed_from: Option<Said<LitStr>>,
    pub(crate) replaces: Option<Said<LitStr>>,
    /// Whether it can be written without fields.
    pub(crate) plain: bool,
}

/// Reads an enum. `None` when nothing can be emitted for it.
pub(crate) fn pg_enum(input: DeriveInput, errors: &mut Errors) -> Option<PgEnum> {
    super::refuse_generics(&input, "an enum type has no generic parameters", errors)?;
    let Data::Enum(data) = input.data else {
        errors.at(&input.ident, "`PgEnum` is for enums; for a table derive `Entity`");
        return None;
    };
    let mut written = PgEnum {
        docs: super::docs(&input.attrs),
        ident: input.ident,
        name: None,
        schema: None,
        rename_all: None,
        renamed_from: None,
        comment: None,
        variants: data.variants.into_iter().map(|variant| self::variant(variant, errors)).collect(),
    };
    for attr in input.attrs.iter().filter(|attr| attr.path().is_ident("pg_enum")) {
        read(attr, &mut written, errors);
    }
    Some(written)
}

fn read(attr: &Attribute, written: &mut PgEnum, errors: &mut Errors) {
    list::attribute(attr, errors, |input, _| {
        let key = list::key(input, KEYS)?;
        let slot = match key.to_string().as_str() {
            "name" => &mut written.name,
            "schema" => &mut written.schema,
            "rename_all" => &mut written.rename_all,
            "renamed_from" => &mut written.renamed_from,
            "comment" => {
                return list::value(&key, input).and_then(|value| list::once(&mut written.comment, key, value));
            }
            _ => return Err(list::unknown(&key, KEYS)),
        };
        let text = list::text(&key, input)?;
        list::once(slot, key, text)
    });
}

fn variant(variant: syn::Variant, errors: &mut Errors) -> Variant {
    let plain = variant.fields.is_empty();
    if !plain {
        errors.at(&variant.fields, "a label has no fields: an enum type is a list of names");
    }
    let mut written = Variant { ident: variant.ident, name: None, renamed_from: None, replaces: None, plain };
    for attr in variant.attrs.iter().filter(|attr| attr.path().is_ident("pg_enum")) {
        list::attribute(attr, errors, |input, _| {
            let key = list::key(input, VARIANT_KEYS)?;
            let slot = match key.to_string().as_str() {
                "name" => &mut written.name,
                "renamed_from" => &mut written.renamed_from,
                "replaces" => &mut written.replaces,
                _ => return Err(list::unknown(&key, VARIANT_KEYS)),
            };
            let text = list::text(&key, input)?;
            list::once(slot, key, text)
        });
    }
    written
}
