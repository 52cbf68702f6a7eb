//! What a table is beside its columns, keys and indexes.

use syn::LitStr;

use super::exclude::{self, Exclusion};
use super::grant::{self, Grant};
use super::keeping;
use super::model::Index;
use super::names::{self, Fields};
use super::partition::{self, Partition, PartitionKey};
use super::policy::{self, Policy};
use super::sequence::{self, Sequence};
use crate::errors::Errors;
use crate::syntax::{self, Said, Sort};

/// What is said of a table. `None` where nothing is said of a sort.
#[derive(Default)]
pub(crate) struct Options {
    /// The variant of `RowSecurity`.
    pub(crate) row_security: Option<&'static str>,
    pub(crate) policies: Option<Vec<Policy>>,
    pub(crate) grants: Option<Vec<Grant>>,
    pub(crate) exclusions: Option<Vec<Exclusion>>,
    pub(crate) partition_by: Option<Option<PartitionKey>>,
    pub(crate) partitions: Option<Vec<Partition>>,
    pub(crate) parameters: Option<Vec<(String, String)>>,
    pub(crate) unlogged: Option<bool>,
    pub(crate) tablespace: Option<Option<String>>,
    /// The variant of `ReplicaIdentity`.
    pub(crate) replica_identity: Option<String>,
    pub(crate) sequences: Option<Vec<Sequence>>,
}

/// What else the struct declares.
pub(super) struct Context<'a> {
    pub(super) fields: &'a Fields,
    pub(super) primary_key: &'a [usize],
    pub(super) indexes: &'a [Index],
}

/// Understands what is said.
pub(super) fn of(written: syntax::Options, cx: &Context<'_>, errors: &mut Errors) -> Options {
    let syntax::Options { row_security, partition_by, parameters, unlogged, tablespace, replica_identity, .. } =
        &written;
    if let (Some(Said { value: Some(_), .. }), Some(said)) = (partition_by, parameters)
        && !said.value.is_empty()
    {
        errors.at(&said.key, "a partitioned table holds no rows itself: say `with(…)` in its `partition(…)`s");
    }
    if let (Some(Said { value: Some(_), .. }), Some(Said { key, value: true })) = (partition_by, unlogged) {
        errors.at(key, "a partitioned table holds no rows itself, so it cannot be `unlogged`");
    }
    if let (None, Some(policy)) = (row_security, written.policies.all.first()) {
        errors.at(
            &policy.key,
            "policies do nothing while row-level security is off: add `row_level_security`, or \
             `row_level_security = forced` where they are for the owner too",
        );
    }
    let row_security = row_security.as_ref().map(|said| match said.value {
        None => "Disabled",
        Some(false) => "Enabled",
        Some(true) => "Forced",
    });
    let key = partition_by.as_ref().map(|said| said.value.as_ref().and_then(|by| partition::key(by, cx, errors)));
    Options {
        row_security,
        parameters: parameters.clone().map(|said| keeping::parameters(said.value)),
        unlogged: unlogged.as_ref().map(|said| said.value),
        tablespace: tablespace
            .clone()
            .map(|Said { key, value }| names::explicit(value.map(|value| Said { key, value }), errors)),
        replica_identity: replica_identity.as_ref().map(|said| said.value.to_string()),
        partitions: partition::all(written.partitions, key.as_ref().and_then(Option::as_ref), errors),
        partition_by: key,
        policies: sort(written.policies, |policy| policy::of(policy, errors)).inspect(|all| {
            once(all, |policy| &policy.name, "policy", errors);
        }),
        grants: sort(written.grants, |grant| grant::of(grant, cx.fields, errors)),
        exclusions: sort(written.exclusions, |exclude| exclude::of(exclude, cx.fields, errors)),
        sequences: sort(written.sequences, |sequence| sequence::of(sequence, cx.fields, errors)).inspect(|all| {
            once(all, |sequence| &sequence.name, "sequence", errors);
        }),
    }
}

/// Those of a sort that are right. `None` where nothing is said of it.
pub(super) fn sort<T, U>(sort: Sort<T>, of: impl FnMut(T) -> Option<U>) -> Option<Vec<U>> {
    let Sort { none, all } = sort;
    (none.is_some() || !all.is_empty()).then(|| all.into_iter().filter_map(of).collect())
}

/// Refuses a name that is there already.
pub(super) fn once<T>(all: &[T], name: impl Fn(&T) -> &LitStr, noun: &str, errors: &mut Errors) {
    for (at, one) in all.iter().enumerate() {
        let name_of = name(one);
        if all[..at].iter().any(|other| name(other).value() == name_of.value()) {
            errors.at(name_of, format!("there is a {noun} `{}` already", name_of.value()));
        }
    }
}

/// A name that must be said.
pub(super) fn named(said: Option<Said<LitStr>>, key: &syn::Ident, form: &str, errors: &mut Errors) -> Option<LitStr> {
    let Some(said) = said else {
        errors.at(key, format!("a {key} has a name: `{form}`"));
        return None;
    };
    let name = said.value.clone();
    names::explicit(Some(said), errors).map(|_| name)
}
