//! `sequence(name = "invoice_numbers", start = 100, increment = 5, owned_by = number)`.

use syn::parse::ParseStream;
use syn::{Ident, LitStr};

use super::field_ref::FieldRef;
use super::list::{self, Said};
use super::settings::{self, Identity};
use crate::errors::Errors;

const KEYS: &[&str] = &["name", "type", "start", "increment", "min", "max", "cache", "cycle", "owned_by"];
const TYPES: &[&str] = &["smallint", "integer", "bigint"];

/// A sequence.
pub(crate) struct Sequence {
    pub(crate) key: Ident,
    pub(crate) name: Option<Said<LitStr>>,
    pub(crate) ty: Option<Said<Ident>>,
    /// How it counts.
    pub(crate) counting: Identity,
    pub(crate) owned_by: Option<Said<FieldRef>>,
}

impl Sequence {
    pub(super) fn read(key: Ident, input: ParseStream, errors: &mut Errors) -> syn::Result<Self> {
        let mut sequence =
            Self { key: key.clone(), name: None, ty: None, counting: Identity::default(), owned_by: None };
        list::filled(&key, input, errors, |input, _| sequence.item(input))?;
        Ok(sequence)
    }

    fn item(&mut self, input: ParseStream) -> syn::Result<()> {
        let key = list::key(input, KEYS)?;
        match key.to_string().as_str() {
            "name" => list::text(&key, input).and_then(|text| list::once(&mut self.name, key, text)),
            "type" => settings::word(&key, input, TYPES).and_then(|word| list::once(&mut self.ty, key, word)),
            "owned_by" => list::value(&key, input).and_then(|field| list::once(&mut self.owned_by, key, field)),
            word if KEYS.contains(&word) => self.counting.said(key, input),
            _ => Err(list::unknown(&key, KEYS)),
        }
    }
}
