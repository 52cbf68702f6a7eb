//! What a table is beside its columns, keys and indexes. `none` says that there is nothing of a sort.

use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Ident, Token};

use super::exclude::Exclude;
use super::grant::Grant;
use super::keeping::{self, Parameter};
use super::list::{self, Said};
use super::partition::{Partition, PartitionBy};
use super::policy::Policy;
use super::sequence::Sequence;
use super::settings;
use crate::errors::Errors;

/// The keys, each a sort of thing.
pub(super) const KEYS: &[&str] = &[
    "row_level_security",
    "policy",
    "grant",
    "exclude",
    "partition_by",
    "partition",
    "with",
    "unlogged",
    "tablespace",
    "replica_identity",
    "sequence",
];

/// What is said of a sort of thing.
pub(crate) struct Sort<T> {
    /// That there is none.
    pub(crate) none: Option<Ident>,
    pub(crate) all: Vec<T>,
}

impl<T> Default for Sort<T> {
    fn default() -> Self {
        Self { none: None, all: Vec::new() }
    }
}

/// What a table is beside its columns, keys and indexes.
#[derive(Default)]
pub(crate) struct Options {
    /// Every key, in order.
    pub(crate) said: Vec<Ident>,
    /// `row_level_security`, and whether it is `forced`; `none`.
    pub(crate) row_security: Option<Said<Option<bool>>>,
    pub(crate) policies: Sort<Policy>,
    pub(crate) grants: Sort<Grant>,
    pub(crate) exclusions: Sort<Exclude>,
    pub(crate) partition_by: Option<Said<Option<PartitionBy>>>,
    pub(crate) partitions: Sort<Partition>,
    pub(crate) parameters: Option<Said<Vec<Parameter>>>,
    pub(crate) unlogged: Option<Said<bool>>,
    pub(crate) tablespace: Option<Said<Option<syn::LitStr>>>,
    /// The variant of `ReplicaIdentity`.
    pub(crate) replica_identity: Option<Said<Ident>>,
    pub(crate) sequences: Sort<Sequence>,
}

impl Options {
    /// What stands behind one of the keys.
    pub(super) fn item(&mut self, key: Ident, input: ParseStream, errors: &mut Errors) -> syn::Result<()> {
        let is_none = none(input)?;
        self.said.push(key.clone());
        match key.to_string().as_str() {
            "row_level_security" if is_none => list::once(&mut self.row_security, key, None),
            "row_level_security" => {
                let forced = row_security(&key, input);
                list::once(&mut self.row_security, key, Some(*forced.as_ref().unwrap_or(&false)))?;
                forced.map(drop)
            }
            "partition_by" if is_none => list::once(&mut self.partition_by, key, None),
            "partition_by" => {
                PartitionBy::read(&key, input, errors).and_then(|by| list::once(&mut self.partition_by, key, Some(by)))
            }
            "with" if is_none => list::once(&mut self.parameters, key, Vec::new()),
            "with" => keeping::parameters(&key, input, errors)
                .and_then(|parameters| list::once(&mut self.parameters, key, parameters)),
            "unlogged" if is_none => list::once(&mut self.unlogged, key, false),
            "unlogged" => list::flag(&key, input).and_then(|()| list::once(&mut self.unlogged, key, true)),
            "tablespace" if is_none => list::once(&mut self.tablespace, key, None),
            "tablespace" => list::text(&key, input).and_then(|text| list::once(&mut self.tablespace, key, Some(text))),
            "replica_identity" => {
                replica_identity(&key, input).and_then(|variant| list::once(&mut self.replica_identity, key, variant))
            }
            "policy" => sort(&mut self.policies, key, (input, is_none), errors, Policy::read),
            "grant" => sort(&mut self.grants, key, (input, is_none), errors, Grant::read),
            "exclude" => sort(&mut self.exclusions, key, (input, is_none), errors, Exclude::read),
            "partition" => sort(&mut self.partitions, key, (input, is_none), errors, Partition::read),
            _ => sort(&mut self.sequences, key, (input, is_none), errors, Sequence::read),
        }
    }
}

/// `= none`, read if it is there.
fn none(input: ParseStream) -> syn::Result<bool> {
    let fork = input.fork();
    let is_none =
        fork.parse::<Option<Token![=]>>()?.is_some() && fork.call(Ident::parse_any).is_ok_and(|word| word == "none");
    if is_none {
        input.parse::<Token![=]>()?;
        input.call(Ident::parse_any)?;
    }
    Ok(is_none)
}

/// Reads one of a sort. One in which there is a mistake is left out, so that it is one error.
fn sort<T>(
    sort: &mut Sort<T>,
    key: Ident,
    (input, is_none): (ParseStream, bool),
    errors: &mut Errors,
    read: fn(Ident, ParseStream, &mut Errors) -> syn::Result<T>,
) -> syn::Result<()> {
    if is_none {
        sort.none = Some(key.clone());
    } else {
        let before = errors.count();
        let one = read(key.clone(), input, errors)?;
        sort.all.extend((errors.count() == before).then_some(one));
    }
    if sort.none.is_some() && !sort.all.is_empty() {
        let message = format!("`{key} = none` says that there is none; take one of them away");
        return Err(syn::Error::new(key.span(), message));
    }
    Ok(())
}

fn row_security(key: &Ident, input: ParseStream) -> syn::Result<bool> {
    if input.is_empty() || input.peek(Token![,]) {
        return Ok(false);
    }
    settings::word(key, input, &["forced", "none"]).map(|_| true)
}

fn replica_identity(key: &Ident, input: ParseStream) -> syn::Result<Ident> {
    let word = settings::word(key, input, &["full", "nothing", "default"])?;
    let variant = match word.to_string().as_str() {
        "full" => "Full",
        "nothing" => "Nothing",
        _ => "Default",
    };
    Ok(Ident::new(variant, word.span()))
}

/// `("text", …)` behind a key.
pub(super) fn texts(key: &Ident, input: ParseStream, errors: &mut Errors) -> syn::Result<Vec<syn::LitStr>> {
    let mut texts = Vec::new();
    list::filled(key, input, errors, |input, _| {
        let wrong = |error: syn::Error| syn::Error::new(error.span(), "expected a text in quotes");
        texts.push(input.parse().map_err(wrong)?);
        Ok(())
    })?;
    Ok(texts)
}
