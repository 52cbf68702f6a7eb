//! `#[relation(has_one = guard_profile: GuardProfile.user_id)]`.

use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Ident, Path, Token, token};

use super::field_ref::FieldRef;
use super::list;
use crate::errors::Errors;

const KEYS: &[&str] = &["has_one", "has_many", "many_to_many"];
const FORM: &str = "expected `name: Entity.field`, where the field refers to this entity";
const THROUGH: &str = "expected `name: Entity through Link(field, field)`, where the first field of `Link` refers to this \
                       entity and the second to the other";

/// A relation to the rows that refer to this one.
pub(crate) struct Relation {
    pub(crate) name: Ident,
    pub(crate) target: Path,
    pub(crate) count: Count,
    pub(crate) by: By,
}

/// To how many rows a relation leads.
#[derive(Clone, Copy)]
pub(crate) enum Count {
    One,
    Many,
}

/// What a relation goes along.
pub(crate) enum By {
    /// Fields of the other entity, which refer to this one.
    Fields(Vec<FieldRef>),
    /// An entity that refers to both.
    Through { link: Path, back: FieldRef, forth: FieldRef },
}

pub(super) fn read(attr: &Attribute, errors: &mut Errors) -> Vec<Relation> {
    let mut relations = Vec::new();
    list::attribute(attr, errors, |input, _| {
        let key = list::key(input, KEYS)?;
        let relation = match key.to_string().as_str() {
            "has_one" => list::value::<Referred>(&key, input)?.to(Count::One),
            "has_many" => list::value::<Referred>(&key, input)?.to(Count::Many),
            "many_to_many" => list::value::<Linked>(&key, input)?.0,
            _ => return Err(list::unknown(&key, KEYS)),
        };
        relations.push(relation);
        Ok(())
    });
    relations
}

/// `name: Entity.field`, or `name: Entity(field, field)`.
struct Referred {
    name: Ident,
    target: Path,
    fields: Vec<FieldRef>,
}

impl Referred {
    fn to(self, count: Count) -> Relation {
        let Self { name, target, fields } = self;
        Relation { name, target, count, by: By::Fields(fields) }
    }
}

impl Parse for Referred {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let form = |error: syn::Error| syn::Error::new(error.span(), FORM);
        let name = input.parse().map_err(form)?;
        input.parse::<Token![:]>().map_err(form)?;
        let target = input.call(Path::parse_mod_style).map_err(form)?;
        if input.peek(token::Paren) {
            return Ok(Self { name, target, fields: fields(input).map_err(form)? });
        }
        input.parse::<Token![.]>().map_err(|_| syn::Error::new_spanned(&target, FORM))?;
        Ok(Self { name, target, fields: vec![input.parse().map_err(form)?] })
    }
}

/// `name: Entity through Link(field, field)`.
struct Linked(Relation);

impl Parse for Linked {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let form = |error: syn::Error| syn::Error::new(error.span(), THROUGH);
        let name = input.parse().map_err(form)?;
        input.parse::<Token![:]>().map_err(form)?;
        let target = input.call(Path::parse_mod_style).map_err(form)?;
        let word: Ident = input.parse().map_err(|_| syn::Error::new_spanned(&target, THROUGH))?;
        if word != "through" {
            return Err(syn::Error::new(word.span(), THROUGH));
        }
        let link = input.call(Path::parse_mod_style).map_err(form)?;
        let fields = fields(input).map_err(|_| syn::Error::new_spanned(&link, THROUGH))?;
        let Ok([back, forth]) = <[FieldRef; 2]>::try_from(fields) else {
            return Err(syn::Error::new_spanned(&link, THROUGH));
        };
        Ok(Self(Relation { name, target, count: Count::Many, by: By::Through { link, back, forth } }))
    }
}

fn fields(input: ParseStream) -> syn::Result<Vec<FieldRef>> {
    let content;
    syn::parenthesized!(content in input);
    let fields = content.parse_terminated(FieldRef::parse, Token![,])?;
    Ok(fields.into_iter().collect())
}
