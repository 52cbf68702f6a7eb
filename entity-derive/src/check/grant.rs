//! Rights of roles.

use syn::LitStr;

use super::model::ColumnRef;
use super::names::Fields;
use crate::errors::Errors;
use crate::syntax;

/// The rights that can be of columns.
const OF_COLUMNS: &[&str] = &["select", "insert", "update", "references"];

/// Rights of roles.
pub(crate) struct Grant {
    pub(crate) rights: Vec<Right>,
    pub(crate) roles: Vec<LitStr>,
    pub(crate) grant_option: bool,
}

/// One right.
pub(crate) struct Right {
    /// The variant of `Privilege`.
    pub(crate) privilege: String,
    /// Empty for the whole table.
    pub(crate) columns: Vec<ColumnRef>,
}

/// Understands a grant.
pub(super) fn of(written: syntax::Grant, fields: &Fields, errors: &mut Errors) -> Option<Grant> {
    let syntax::Grant { key, rights, roles, grant_option } = written;
    if rights.is_empty() {
        errors.at(&key, "say what may be done: `grant(select, update(name), to(\"role\"))`");
    }
    let Some(roles) = roles else {
        errors.at(&key, "say who may: `grant(…, to(\"role\"))`; the role \"public\" is everybody");
        return None;
    };
    let is_everybody = roles.value.iter().any(|role| role.value() == "public");
    if let Some(said) = grant_option.as_ref().filter(|_| is_everybody) {
        errors
            .at(&said.key, "everybody has nobody to pass a right on to: name roles, or take `with_grant_option` away");
    }
    let mut understood = Vec::new();
    for syntax::Right { word, columns } in rights {
        let name = word.to_string();
        if let (Some(field), false) = (columns.first(), OF_COLUMNS.contains(&name.as_str())) {
            errors.at(field.place(), format!("`{name}` is a right on whole rows: take the fields away"));
        }
        let columns = errors.take(fields.resolve_all(&columns))?;
        understood.push(Right { privilege: variant(&name), columns });
    }
    Some(Grant { rights: understood, roles: roles.value, grant_option: grant_option.is_some() })
}

fn variant(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
