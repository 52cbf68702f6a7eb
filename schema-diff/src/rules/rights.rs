//! The statements that lead from some rights to others, for one role.

use std::fmt::Write as _;

use entity_core::schema::{Ident, Privilege, Privileges};

use super::{Fact, fact, text};

/// What rights are said of, as `GRANT` names it.
pub(super) struct Target {
    /// What stands before the verb: `ALTER DEFAULT PRIVILEGES …`, with its space.
    pub(super) prefix: String,
    /// What stands after `ON`.
    pub(super) on: String,
    /// The one column that is meant.
    pub(super) column: Option<Ident>,
    pub(super) role: Ident,
}

/// Takes away what is held and not wanted.
pub(super) fn revoke(target: &Target, held: &Privileges, wanted: &Privileges) -> Vec<String> {
    let gone = held.keys().filter(|right| !wanted.contains_key(right));
    let tied = held.iter().filter(|(right, grantable)| **grantable && wanted.get(right) == Some(&false));
    let (gone, tied): (Vec<_>, Vec<_>) = (gone.collect(), tied.map(|(right, _)| right).collect());
    let from = role(&target.role);
    let revoke = |what: &str, rights: &[&Privilege]| {
        (!rights.is_empty()).then(|| {
            let Target { prefix, on, .. } = target;
            format!("{prefix}REVOKE {what}{} ON {on} FROM {from}", list(target, rights))
        })
    };
    revoke("", &gone).into_iter().chain(revoke("GRANT OPTION FOR ", &tied)).collect()
}

/// Gives what is wanted and not held.
pub(super) fn grant(target: &Target, held: &Privileges, wanted: &Privileges) -> Vec<String> {
    let missing = wanted.iter().filter(|(right, option)| held.get(right).is_none_or(|has| **option && !has));
    let (options, plain): (Vec<_>, Vec<_>) = missing.partition(|(_, option)| **option);
    let to = role(&target.role);
    let grant = |rights: Vec<(&Privilege, &bool)>, what: &str| {
        let rights: Vec<&Privilege> = rights.into_iter().map(|(right, _)| right).collect();
        (!rights.is_empty()).then(|| {
            let Target { prefix, on, .. } = target;
            format!("{prefix}GRANT {} ON {on} TO {to}{what}", list(target, &rights))
        })
    };
    grant(plain, "").into_iter().chain(grant(options, " WITH GRANT OPTION")).collect()
}

/// Everybody is `PUBLIC`; no role can have that name.
pub(super) fn role(role: &Ident) -> String {
    if role.as_str() == PUBLIC { "PUBLIC".to_owned() } else { role.to_string() }
}

/// The name that stands for everybody.
pub(super) const PUBLIC: &str = "public";

fn list(target: &Target, rights: &[&Privilege]) -> String {
    let column = target.column.as_ref().map(|column| format!(" ({column})")).unwrap_or_default();
    text::list(rights.iter().map(|right| format!("{right}{column}")))
}

/// Rights in words.
pub(super) fn facts(privileges: &Privileges, initial: &Privileges) -> Vec<Fact> {
    let mut words = String::new();
    for (right, option) in privileges {
        let comma = if words.is_empty() { "" } else { ", " };
        let option = if *option { " (may pass it on)" } else { "" };
        // Writing to a string cannot fail.
        let _ = write!(words, "{comma}{}{option}", right.word().to_lowercase());
    }
    let words = if words.is_empty() { "nothing".to_owned() } else { words };
    let taken: Vec<String> = initial.keys().map(|right| right.word().to_lowercase()).collect();
    vec![fact::fact("rights", words), fact::fact("rights without it", fact::list(&taken)).quiet()]
}
