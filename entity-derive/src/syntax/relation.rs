//! `#[relation(has_one = guard_profile: GuardProfile.user_id)]`.

use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Ident, Path, Token};

use super::list;
use crate::errors::Errors;

const KEYS: &[&str] = &["has_one", "has_many"];
const FORM: &str = "expected `name: Entity.field`, where the field refers to this entity";

/// A relation to the rows that refer to this one.
pub(crate) struct Relation {
    pub(crate) name: Ident,
    pub(crate) target: Path,
    pub(crate) column: Ident,
}

pub(super) fn read(attr: &Attribute, errors: &mut Errors) -> Vec<Relation> {
    let mut relations = Vec::new();
    list::attribute(attr, errors, |input, _| {
        let key = list::key(input, KEYS)?;
        if !KEYS.iter().any(|known| key == known) {
            return Err(list::unknown(&key, KEYS));
        }
        relations.push(list::value(&key, input)?);
        Ok(())
    });
    relations
}

impl Parse for Relation {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let form = |error: syn::Error| syn::Error::new(error.span(), FORM);
        let name = input.parse().map_err(form)?;
        input.parse::<Token![:]>().map_err(form)?;
        let target: Path = input.parse().map_err(form)?;
        input.parse::<Token![.]>().map_err(|_| syn::Error::new_spanned(&target, FORM))?;
        Ok(Self { name, target, column: input.parse().map_err(form)? })
    }
}
