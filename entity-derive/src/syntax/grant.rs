//! `grant(select, update(name), to("role"), with_grant_option)`.

use syn::parse::ParseStream;
use syn::{Ident, LitStr, token};

use super::field_ref::{self, FieldRef};
use super::list::{self, Said};
use super::options;
use crate::errors::Errors;

const KEYS: &[&str] = &[
    "select",
    "insert",
    "update",
    "delete",
    "truncate",
    "references",
    "trigger",
    "maintain",
    "to",
    "with_grant_option",
];

/// Rights of roles.
pub(crate) struct Grant {
    pub(crate) key: Ident,
    pub(crate) rights: Vec<Right>,
    pub(crate) roles: Option<Said<Vec<LitStr>>>,
    pub(crate) grant_option: Option<Said<()>>,
}

/// One right.
pub(crate) struct Right {
    pub(crate) word: Ident,
    pub(crate) columns: Vec<FieldRef>,
}

impl Grant {
    pub(super) fn read(key: Ident, input: ParseStream, errors: &mut Errors) -> syn::Result<Self> {
        let mut grant = Self { key: key.clone(), rights: Vec::new(), roles: None, grant_option: None };
        list::filled(&key, input, errors, |input, errors| grant.item(input, errors))?;
        Ok(grant)
    }

    fn item(&mut self, input: ParseStream, errors: &mut Errors) -> syn::Result<()> {
        let key = list::key(input, KEYS)?;
        match key.to_string().as_str() {
            "to" => options::texts(&key, input, errors).and_then(|roles| list::once(&mut self.roles, key, roles)),
            "with_grant_option" => list::flag(&key, input).and_then(|()| list::once(&mut self.grant_option, key, ())),
            word if KEYS.contains(&word) => {
                let columns = match input.peek(token::Paren) {
                    true => field_ref::fields(&key, input, errors)?,
                    false => list::flag(&key, input).map(|()| Vec::new())?,
                };
                self.rights.push(Right { word: key, columns });
                Ok(())
            }
            _ => Err(list::unknown(&key, KEYS)),
        }
    }
}
