//! `exclude(using = gist, room with "=", during with "&&", where = "…")`.

use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Ident, LitStr, Token};

use super::field_ref::{self, FieldRef};
use super::index::Key;
use super::keeping::{self, Deferral, Keeping};
use super::list::{self, Said};
use crate::errors::Errors;

const KEYS: &[&str] = &["name", "using", "where", "include", "deferrable", "with", "tablespace"];

/// An exclusion constraint.
pub(crate) struct Exclude {
    pub(crate) key: Ident,
    /// The keys, each with its operator.
    pub(crate) keys: Vec<(Key, LitStr)>,
    pub(crate) name: Option<Said<LitStr>>,
    pub(crate) using: Option<Said<Ident>>,
    pub(crate) predicate: Option<Said<LitStr>>,
    pub(crate) include: Option<Said<Vec<FieldRef>>>,
    pub(crate) deferral: Option<Said<Deferral>>,
    pub(crate) keeping: Keeping,
}

impl Exclude {
    pub(super) fn read(key: Ident, input: ParseStream, errors: &mut Errors) -> syn::Result<Self> {
        let mut exclude = Self {
            key: key.clone(),
            keys: Vec::new(),
            name: None,
            using: None,
            predicate: None,
            include: None,
            deferral: None,
            keeping: Keeping::default(),
        };
        list::filled(&key, input, errors, |input, errors| exclude.item(input, errors))?;
        Ok(exclude)
    }

    fn item(&mut self, input: ParseStream, errors: &mut Errors) -> syn::Result<()> {
        if is_key(input) {
            return self.excluded(input);
        }
        let key = list::key(input, KEYS)?;
        match key.to_string().as_str() {
            "name" => list::text(&key, input).and_then(|text| list::once(&mut self.name, key, text)),
            "using" => list::value(&key, input).and_then(|method| list::once(&mut self.using, key, method)),
            "where" => list::text(&key, input).and_then(|text| list::once(&mut self.predicate, key, text)),
            "include" => {
                let fields = field_ref::fields(&key, input, errors)?;
                list::once(&mut self.include, key, fields)
            }
            "deferrable" => keeping::deferrable(&mut self.deferral, key, input),
            "with" | "tablespace" => self.keeping.item(key, input, errors),
            _ => Err(list::unknown(&key, KEYS)),
        }
    }

    /// `room with "="`
    fn excluded(&mut self, input: ParseStream) -> syn::Result<()> {
        let form = "expected an operator: `room with \"=\"`";
        let key: Key = input.parse()?;
        let with = input.call(Ident::parse_any).map_err(|error| syn::Error::new(error.span(), form))?;
        if with != "with" {
            return Err(syn::Error::new(with.span(), form));
        }
        let operator = input.parse().map_err(|error: syn::Error| syn::Error::new(error.span(), form))?;
        self.keys.push((key, operator));
        Ok(())
    }
}

/// Whether what comes is a key: a field or `expr(…)`, and neither an option nor its list.
fn is_key(input: ParseStream) -> bool {
    let fork = input.fork();
    let Ok(word) = fork.call(Ident::parse_any) else { return false };
    if word == "expr" || fork.peek(Token![.]) {
        return true;
    }
    fork.call(Ident::parse_any).is_ok_and(|with| with == "with")
}
