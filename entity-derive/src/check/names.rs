//! Names: explicit ones, reserved ones, and the fields that attributes speak of.

use std::collections::BTreeMap;

use syn::ext::IdentExt;
use syn::{Attribute, Ident, LitStr};

use super::model::{ColumnRef, Part};
use crate::errors::Errors;
use crate::names::{self, MAX_BYTES};
use crate::syntax::{self, Comment, FieldRef, Said};

/// What a constant of that name would hide: the verbs that are called on the entity itself, and its definition.
const RESERVED: &[&str] = &[
    "query",
    "find",
    "insert",
    "insert_many",
    "update",
    "update_many",
    "upsert",
    "delete",
    "delete_many",
    "hard_delete",
    "restore",
    "DEF",
    "ACCEPTS",
];

/// The fields of an entity by name.
pub(super) struct Fields {
    entity: String,
    names: Vec<String>,
    parts: Vec<String>,
}

impl Fields {
    pub(super) fn new(entity: &Ident, fields: &[syntax::Field], parts: &[Part]) -> Self {
        let name = |ident: &Ident| ident.unraw().to_string();
        Self {
            entity: entity.to_string(),
            names: fields.iter().map(|field| name(&field.ident)).collect(),
            parts: parts.iter().map(|part| name(&part.ident)).collect(),
        }
    }

    /// Whether a field is a flattened struct.
    pub(super) fn is_part(&self, field: &Ident) -> bool {
        self.parts.contains(&field.unraw().to_string())
    }

    /// The place of a field.
    pub(super) fn find(&self, field: &Ident) -> syn::Result<usize> {
        let wanted = field.unraw().to_string();
        if let Some(at) = self.names.iter().position(|name| *name == wanted) {
            return Ok(at);
        }
        let near = self.names.iter().map(|name| (distance(name, &wanted), name)).min();
        let help = match near {
            Some((distance, name)) if distance <= 1 + wanted.len() / 3 => format!("; did you mean `{name}`?"),
            _ => String::new(),
        };
        Err(syn::Error::new(field.span(), format!("`{}` has no field `{wanted}`{help}", self.entity)))
    }

    /// The column of a field, be it one of a flattened struct.
    pub(super) fn resolve(&self, field: &FieldRef) -> syn::Result<ColumnRef> {
        match field {
            FieldRef::Own(field) => self.find(field).map(ColumnRef::Own),
            FieldRef::Flattened(part, field) if self.is_part(part) => {
                Ok(ColumnRef::Flattened(part.clone(), field.clone()))
            }
            FieldRef::Flattened(part, _) => {
                self.find(part)?;
                Err(syn::Error::new_spanned(part, format!("`{part}` is no flattened struct")))
            }
        }
    }

    /// The columns of fields that are not said twice.
    pub(super) fn resolve_all(&self, fields: &[FieldRef]) -> syn::Result<Vec<ColumnRef>> {
        let mut columns = Vec::new();
        for field in fields {
            let column = self.resolve(field)?;
            if columns.contains(&column) {
                let place = field.place();
                return Err(syn::Error::new(place.span(), format!("`{place}` is given twice")));
            }
            columns.push(column);
        }
        Ok(columns)
    }

    /// A column as the user wrote it.
    pub(super) fn shown(&self, column: &ColumnRef) -> String {
        match column {
            ColumnRef::Own(at) => self.name(*at).to_owned(),
            ColumnRef::Flattened(part, field) => format!("{part}.{field}"),
        }
    }

    /// The name at a place.
    pub(super) fn name(&self, at: usize) -> &str {
        &self.names[at]
    }

    pub(super) fn contains(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }
}

/// How many letters have to be changed (Levenshtein).
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (line, letter) in from.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], line + 1);
        for at in 0..to.len() {
            let change = diagonal + usize::from(letter != to[at]);
            diagonal = row[at + 1];
            row[at + 1] = change.min(diagonal + 1).min(row[at] + 1);
        }
    }
    row[to.len()]
}

/// An explicit name, if it can be one.
pub(super) fn explicit(said: Option<Said<LitStr>>, errors: &mut Errors) -> Option<String> {
    let text = said?.value;
    let name = text.value();
    match name.len() {
        0 => errors.at(&text, "a name has at least one letter"),
        1..=MAX_BYTES => return Some(name),
        length => errors.at(&text, format!("PostgreSQL keeps {MAX_BYTES} bytes of a name; this one has {length}")),
    }
    None
}

/// An explicit name, or else the one that follows from `ident`.
pub(super) fn explicit_or(said: Option<Said<LitStr>>, ident: &Ident, derived: String, errors: &mut Errors) -> String {
    let length = derived.len();
    if said.is_none() && length > MAX_BYTES {
        let message =
            format!("PostgreSQL keeps {MAX_BYTES} bytes of a name; `{derived}` has {length}: say a shorter one");
        errors.at(ident, message);
    }
    explicit(said, errors).unwrap_or(derived)
}

/// The comment that was said, or else the summary of the docs.
pub(super) fn comment(said: Option<Comment>, docs: &[Attribute]) -> Option<String> {
    match said {
        Some(Comment::None) => None,
        Some(Comment::Text(text)) => Some(text.value()),
        None => syntax::summary(docs),
    }
}

/// Refuses a name whose constant would hide a verb.
pub(super) fn reserved(ident: &Ident, remedy: &str, errors: &mut Errors) {
    let name = ident.unraw().to_string();
    if RESERVED.contains(&name.as_str()) {
        errors.at(ident, format!("`{name}` would hide a verb of the entity; {remedy}"));
    }
}

/// The name of a field's column.
pub(super) fn column(field: &syntax::Field) -> String {
    let said = field.column.name.as_ref().map(|said| said.value.value());
    said.unwrap_or_else(|| names::column(&field.ident.to_string()))
}

/// Refuses two fields of one column.
pub(super) fn no_twins(fields: &[syntax::Field], errors: &mut Errors) {
    let mut seen = BTreeMap::new();
    for field in fields {
        let name = column(field);
        if let Some(first) = seen.insert(name.clone(), &field.ident) {
            errors.at(&field.ident, format!("column `{name}` is the field `{first}` already"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn distance_counts_changed_letters() {
        assert_eq!(distance("email", "email"), 0);
        assert_eq!(distance("email", "emial"), 2);
        assert_eq!(distance("email", "mail"), 1);
        assert_eq!(distance("", "abc"), 3);
    }
}
