//! A `PgComposite` as written. Its fields are described as columns are.

use syn::{Attribute, Data, DeriveInput, Ident};

use super::Field;
use super::list;
use super::named_type::Naming;
use crate::errors::Errors;

const KEYS: &[&str] = &["name", "schema", "renamed_from", "comment"];

/// A struct that derives `PgComposite`.
pub(crate) struct PgComposite {
    pub(crate) ident: Ident,
    pub(crate) docs: Vec<Attribute>,
    pub(crate) naming: Naming,
    pub(crate) fields: Vec<Field>,
}

/// Reads a composite type. `None` when nothing can be emitted for it.
pub(crate) fn pg_composite(input: DeriveInput, errors: &mut Errors) -> Option<PgComposite> {
    super::refuse_generics(&input, "a composite type has no generic parameters", errors)?;
    let Data::Struct(data) = input.data else {
        errors.at(&input.ident, "a composite type is a struct; for an enum type derive `PgEnum`");
        return None;
    };
    let mut naming = Naming::default();
    for attr in &input.attrs {
        match super::name(attr).as_deref() {
            Some("pg_composite") => list::attribute(attr, errors, |input, _| {
                let key = list::key(input, KEYS)?;
                naming.item(key, input, KEYS)
            }),
            Some("column") => errors.at(attr.path(), "`column` stands on a field; on the struct write `pg_composite`"),
            _ => {}
        }
    }
    let fields = super::named(data.fields, &input.ident, errors)?;
    for attr in fields.iter().flat_map(|field| &field.attrs) {
        if let Some(name @ ("pg_composite" | "entity" | "references" | "validate")) = super::name(attr).as_deref() {
            let message = format!("`{name}` does not stand on a field of a composite type; say `column` there");
            errors.at(attr.path(), message);
        }
    }
    let fields = fields.into_iter().filter_map(|field| super::field(only_columns(field), errors)).collect();
    Some(PgComposite { docs: super::docs(&input.attrs), ident: input.ident, naming, fields })
}

/// Without the attributes that were refused.
fn only_columns(mut field: syn::Field) -> syn::Field {
    field.attrs.retain(|attr| attr.path().is_ident("column") || attr.path().is_ident("doc"));
    field
}
