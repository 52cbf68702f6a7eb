//! `#[references(User, on_delete = cascade)]` on a field, and on the struct for keys of several columns
//! `references(User, columns(tenant_id, user_id), to(tenant_id, id), on_delete = cascade)`.

use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Ident, LitStr, Path, Token, token};

use super::field_ref::{self, FieldRef};
use super::keeping::{self, Deferral};
use super::list::{self, Said};
use crate::errors::Errors;

const ON_FIELD: &[&str] = &["on_delete", "on_update", "to", "unique", "relation", "name", "deferrable", "no_index"];
const ON_STRUCT: &[&str] =
    &["columns", "to", "on_delete", "on_update", "relation", "name", "match_full", "deferrable", "no_index"];

/// A foreign key.
pub(crate) struct Reference {
    /// The word `references`.
    pub(crate) key: Ident,
    pub(crate) target: Path,
    pub(crate) options: Options,
}

/// What is said about a foreign key.
#[derive(Default)]
pub(crate) struct Options {
    pub(crate) columns: Option<Said<Vec<FieldRef>>>,
    pub(crate) to: Option<Said<Vec<FieldRef>>>,
    pub(crate) on_delete: Option<Said<Action>>,
    pub(crate) on_update: Option<Said<Action>>,
    pub(crate) unique: Option<Said<()>>,
    pub(crate) relation: Option<Said<Ident>>,
    pub(crate) name: Option<Said<LitStr>>,
    pub(crate) match_full: Option<Said<()>>,
    pub(crate) deferral: Option<Said<Deferral>>,
    pub(crate) no_index: Option<Said<()>>,
}

/// What happens to the rows: `cascade`, or `set_null(user_id)` for some of the columns.
pub(crate) struct Action {
    pub(crate) word: Ident,
    pub(crate) columns: Vec<FieldRef>,
}

impl Parse for Action {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let mut action = Self { word: input.parse()?, columns: Vec::new() };
        if input.peek(token::Paren) {
            let mut errors = Errors::default();
            action.columns = field_ref::fields(&action.word, input, &mut errors)?;
            errors.into_result()?;
        }
        Ok(action)
    }
}

/// Reads the attribute of a field.
pub(super) fn read(attr: &Attribute, errors: &mut Errors) -> Option<Reference> {
    let key = attr.path().get_ident()?.clone();
    let mut reading = Reading { allowed: ON_FIELD, target: None, options: Options::default() };
    list::attribute(attr, errors, |input, errors| reading.item(input, errors));
    reading.done(key, errors)
}

/// Reads `(…)` on a struct.
pub(super) fn listed(key: Ident, input: ParseStream, errors: &mut Errors) -> syn::Result<Option<Reference>> {
    let mut reading = Reading { allowed: ON_STRUCT, target: None, options: Options::default() };
    list::list(input, errors, |input, errors| reading.item(input, errors))?;
    Ok(reading.done(key, errors))
}

struct Reading {
    allowed: &'static [&'static str],
    target: Option<Path>,
    options: Options,
}

impl Reading {
    fn item(&mut self, input: ParseStream, errors: &mut Errors) -> syn::Result<()> {
        if self.target.is_none() && !input.peek2(Token![=]) {
            self.target = Some(input.parse()?);
            return Ok(());
        }
        let key = list::key(input, self.allowed)?;
        if !self.allowed.iter().any(|known| key == known) {
            return Err(list::unknown(&key, self.allowed));
        }
        let options = &mut self.options;
        match key.to_string().as_str() {
            "on_delete" => list::value(&key, input).and_then(|value| list::once(&mut options.on_delete, key, value)),
            "on_update" => list::value(&key, input).and_then(|value| list::once(&mut options.on_update, key, value)),
            "unique" => list::flag(&key, input).and_then(|()| list::once(&mut options.unique, key, ())),
            "match_full" => list::flag(&key, input).and_then(|()| list::once(&mut options.match_full, key, ())),
            "no_index" => list::flag(&key, input).and_then(|()| list::once(&mut options.no_index, key, ())),
            "relation" => list::value(&key, input).and_then(|value| list::once(&mut options.relation, key, value)),
            "name" => list::text(&key, input).and_then(|value| list::once(&mut options.name, key, value)),
            "deferrable" => keeping::deferrable(&mut options.deferral, key, input),
            "columns" => {
                let columns = field_ref::fields(&key, input, errors)?;
                list::once(&mut options.columns, key, columns)
            }
            "to" => {
                let columns = field_ref::fields(&key, input, errors)?;
                list::once(&mut options.to, key, columns)
            }
            _ => Err(list::unknown(&key, self.allowed)),
        }
    }

    fn done(self, key: Ident, errors: &mut Errors) -> Option<Reference> {
        if self.target.is_none() {
            errors.at(&key, "say the entity first: `references(User, on_delete = …)`");
        }
        Some(Reference { key, target: self.target?, options: self.options })
    }
}
