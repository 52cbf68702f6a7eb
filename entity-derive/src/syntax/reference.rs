//! `#[references(User, on_delete = cascade)]`.

use syn::parse::ParseStream;
use syn::{Attribute, Ident, LitStr, Path, Token};

use super::list::{self, Said};
use crate::errors::Errors;

const KEYS: &[&str] = &["on_delete", "on_update", "unique", "relation", "name"];

/// A foreign key on a field.
pub(crate) struct Reference {
    /// The word `references`.
    pub(crate) key: Ident,
    pub(crate) target: Path,
    pub(crate) options: Options,
}

/// What is said about a foreign key.
#[derive(Default)]
pub(crate) struct Options {
    pub(crate) on_delete: Option<Said<Ident>>,
    pub(crate) on_update: Option<Said<Ident>>,
    pub(crate) unique: Option<Said<()>>,
    pub(crate) relation: Option<Said<Ident>>,
    pub(crate) name: Option<Said<LitStr>>,
}

pub(super) fn read(attr: &Attribute, errors: &mut Errors) -> Option<Reference> {
    let key = attr.path().get_ident()?.clone();
    let mut target: Option<Path> = None;
    let mut options = Options::default();
    list::attribute(attr, errors, |input, _| {
        if target.is_none() && !input.peek2(Token![=]) {
            target = Some(input.parse()?);
            return Ok(());
        }
        item(input, &mut options)
    });
    if target.is_none() {
        errors.at(&key, "say the entity first: `references(User, on_delete = …)`");
    }
    Some(Reference { key, target: target?, options })
}

fn item(input: ParseStream, options: &mut Options) -> syn::Result<()> {
    let key = list::key(input, KEYS)?;
    match key.to_string().as_str() {
        "on_delete" => list::value(&key, input).and_then(|value| list::once(&mut options.on_delete, key, value)),
        "on_update" => list::value(&key, input).and_then(|value| list::once(&mut options.on_update, key, value)),
        "unique" => list::flag(&key, input).and_then(|()| list::once(&mut options.unique, key, ())),
        "relation" => list::value(&key, input).and_then(|value| list::once(&mut options.relation, key, value)),
        "name" => list::text(&key, input).and_then(|value| list::once(&mut options.name, key, value)),
        _ => Err(list::unknown(&key, KEYS)),
    }
}
