//! Policies of row-level security.

use syn::LitStr;

use super::options::named;
use crate::errors::Errors;
use crate::syntax::{self, Said};

/// A policy.
pub(crate) struct Policy {
    pub(crate) name: LitStr,
    /// The variant of `PolicyCommand`.
    pub(crate) command: &'static str,
    /// Empty for everybody.
    pub(crate) roles: Vec<LitStr>,
    pub(crate) using: Option<LitStr>,
    pub(crate) check: Option<LitStr>,
    pub(crate) restrictive: bool,
}

/// Understands a policy.
pub(super) fn of(written: syntax::Policy, errors: &mut Errors) -> Option<Policy> {
    let syntax::Policy { key, name, command, roles, using, check, restrictive } = written;
    let word = command.as_ref().map_or_else(|| "all".to_owned(), |said| said.value.to_string());
    if let ("insert", Some(said)) = (word.as_str(), &using) {
        errors.at(&said.key, "new rows are seen by nobody yet: a policy for `insert` has `check` and no `using`");
    }
    if let ("select" | "delete", Some(said)) = (word.as_str(), &check) {
        errors.at(&said.key, format!("a policy for `{word}` writes no rows: it has `using` and no `check`"));
    }
    if using.is_none() && check.is_none() {
        let missing = if word == "insert" { "check" } else { "using" };
        errors.at(&key, format!("say which rows: `{missing} = \"owner_id = …\"`, or \"true\" for all"));
    }
    let command = match word.as_str() {
        "select" => "Select",
        "insert" => "Insert",
        "update" => "Update",
        "delete" => "Delete",
        _ => "All",
    };
    Some(Policy {
        name: named(name, &key, "policy(name = \"…\", using = \"…\")", errors)?,
        command,
        roles: named_roles(roles.map(|said| said.value).unwrap_or_default()),
        using: using.map(|said| said.value),
        check: check.map(|said: Said<LitStr>| said.value),
        restrictive: restrictive.is_some(),
    })
}

/// Everybody is no role among others.
fn named_roles(roles: Vec<LitStr>) -> Vec<LitStr> {
    if roles.iter().any(|role| role.value() == "public") { Vec::new() } else { roles }
}
