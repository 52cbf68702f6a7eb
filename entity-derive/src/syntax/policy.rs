//! `policy(name = "…", for = select, to("role"), using = "…", check = "…", restrictive)`.

use syn::parse::ParseStream;
use syn::{Ident, LitStr};

use super::list::{self, Said};
use super::{options, settings};
use crate::errors::Errors;

const KEYS: &[&str] = &["name", "for", "to", "using", "check", "restrictive"];
const COMMANDS: &[&str] = &["all", "select", "insert", "update", "delete"];

/// A policy of row-level security.
pub(crate) struct Policy {
    pub(crate) key: Ident,
    pub(crate) name: Option<Said<LitStr>>,
    pub(crate) command: Option<Said<Ident>>,
    pub(crate) roles: Option<Said<Vec<LitStr>>>,
    pub(crate) using: Option<Said<LitStr>>,
    pub(crate) check: Option<Said<LitStr>>,
    pub(crate) restrictive: Option<Said<()>>,
}

impl Policy {
    pub(super) fn read(key: Ident, input: ParseStream, errors: &mut Errors) -> syn::Result<Self> {
        let mut policy = Self {
            key: key.clone(),
            name: None,
            command: None,
            roles: None,
            using: None,
            check: None,
            restrictive: None,
        };
        list::filled(&key, input, errors, |input, errors| policy.item(input, errors))?;
        Ok(policy)
    }

    fn item(&mut self, input: ParseStream, errors: &mut Errors) -> syn::Result<()> {
        let key = list::key(input, KEYS)?;
        match key.to_string().as_str() {
            "name" => list::text(&key, input).and_then(|text| list::once(&mut self.name, key, text)),
            "for" => settings::word(&key, input, COMMANDS).and_then(|word| list::once(&mut self.command, key, word)),
            "to" => options::texts(&key, input, errors).and_then(|roles| list::once(&mut self.roles, key, roles)),
            "using" => list::text(&key, input).and_then(|text| list::once(&mut self.using, key, text)),
            "check" => list::text(&key, input).and_then(|text| list::once(&mut self.check, key, text)),
            "restrictive" => list::flag(&key, input).and_then(|()| list::once(&mut self.restrictive, key, ())),
            _ => Err(list::unknown(&key, KEYS)),
        }
    }
}
