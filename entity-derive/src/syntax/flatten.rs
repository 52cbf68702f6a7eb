//! `#[entity(flatten, prefix = "…")]` on a field, and structs that derive `Columns`.

use proc_macro2::TokenTree;
use syn::{Attribute, Data, DeriveInput, Ident, LitStr, Meta, Type, Visibility};

use super::list::{self, Said};
use super::{Entity, TableAttrs};
use crate::errors::Errors;

const KEYS: &[&str] = &["flatten", "prefix", "primary_key"];

/// A field whose fields are columns.
pub(crate) struct Part {
    /// How many columns of the entity's own stand before it.
    pub(crate) at: usize,
    pub(crate) vis: Visibility,
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) docs: Vec<Attribute>,
    pub(crate) prefix: Option<Said<LitStr>>,
    pub(crate) primary_key: Option<Said<()>>,
}

/// Whether a field is flattened.
pub(super) fn is_part(field: &syn::Field) -> bool {
    field.attrs.iter().any(says)
}

fn says(attr: &Attribute) -> bool {
    let flatten = |token| matches!(&token, TokenTree::Ident(word) if word == "flatten");
    attr.path().is_ident("entity")
        && matches!(&attr.meta, Meta::List(list) if list.tokens.clone().into_iter().any(flatten))
}

/// Reads a flattened field.
pub(super) fn part(field: syn::Field, at: usize, errors: &mut Errors) -> Option<Part> {
    let docs = super::docs(&field.attrs);
    let ident = field.ident?;
    let mut part = Part { at, vis: field.vis, ident, ty: field.ty, docs, prefix: None, primary_key: None };
    for attr in &field.attrs {
        if says(attr) {
            list::attribute(attr, errors, |input, _| {
                let key = list::key(input, KEYS)?;
                match key.to_string().as_str() {
                    "flatten" => list::flag(&key, input),
                    "primary_key" => list::flag(&key, input).and_then(|()| list::once(&mut part.primary_key, key, ())),
                    "prefix" => list::text(&key, input).and_then(|text| list::once(&mut part.prefix, key, text)),
                    _ => Err(list::unknown(&key, KEYS)),
                }
            });
        } else if let Some(name @ ("column" | "references" | "validate")) = super::name(attr).as_deref() {
            let message = format!("a flattened struct is no column; `{name}` stands on its fields");
            errors.at(attr.path(), message);
        }
    }
    Some(part)
}

/// Reads a struct that derives `Columns`. `None` when nothing can be emitted for it.
pub(crate) fn columns(input: DeriveInput, errors: &mut Errors) -> Option<Entity> {
    super::refuse_generics(&input, "columns stand in tables, so their struct has no generic parameters", errors)?;
    let Data::Struct(data) = input.data else {
        errors.at(&input.ident, "columns are the fields of a struct");
        return None;
    };
    for attr in &input.attrs {
        if let Some(name @ ("entity" | "relation" | "column" | "references" | "validate")) =
            super::name(attr).as_deref()
        {
            errors.at(attr.path(), format!("`{name}` stands on an entity or on a field, not on shared columns"));
        }
    }
    let mut fields = Vec::new();
    let mut parts = Vec::new();
    for field in super::named(data.fields, &input.ident, errors)? {
        if is_part(&field) {
            errors.at(&field.ident, "shared columns are fields of their own; a struct inside is not flattened");
            parts.extend(part(field, fields.len(), errors));
        } else {
            fields.extend(super::field(field, errors));
        }
    }
    Some(Entity {
        vis: input.vis,
        ident: input.ident,
        docs: Vec::new(),
        table: TableAttrs::default(),
        relations: Vec::new(),
        fields: Some(fields),
        parts,
    })
}
