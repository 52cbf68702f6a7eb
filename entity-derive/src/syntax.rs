//! What was written, with its places.
//!
//! In: the parsed item. Out: attributes as data, in the order of the source.
//! Never: compares one attribute with another; that is `check`'s.
//! Start at [`entity`]; `list.rs` reads the lists inside attributes and goes on after a mistake.

mod column;
mod composite;
mod domain;
mod exclude;
mod field_ref;
mod flatten;
mod grant;
mod index;
mod keeping;
mod list;
mod named_type;
mod newtype;
mod options;
mod partition;
mod patch;
mod pg_enum;
mod policy;
mod projection;
mod reference;
mod relation;
mod rule;
mod sequence;
mod settings;
mod table;

use quote::ToTokens;
use syn::{Attribute, Data, DeriveInput, Expr, Fields, Lit, Meta, Type, Visibility};

pub(crate) use column::{ColumnAttrs, Role, TypeSyntax};
pub(crate) use composite::{PgComposite, pg_composite};
pub(crate) use domain::{PgDomain, pg_domain};
pub(crate) use exclude::Exclude;
pub(crate) use field_ref::FieldRef;
pub(crate) use flatten::{Part, columns};
pub(crate) use grant::{Grant, Right};
pub(crate) use index::{Index, Key, KeyOn, Order, Predicate};
pub(crate) use keeping::{Deferral, Keeping, Parameter};
pub(crate) use list::{Comment, Said};
pub(crate) use named_type::Naming;
pub(crate) use newtype::{Newtype, newtype};
pub(crate) use options::{Options, Sort};
pub(crate) use partition::{Limit, Partition, PartitionBy};
pub(crate) use patch::{Patch, Patched, patch};
pub(crate) use pg_enum::{PgEnum, Variant, pg_enum};
pub(crate) use policy::Policy;
pub(crate) use projection::{FieldPath, From, Loading, Projection, Shown, projection};
pub(crate) use reference::{Action, Options as ReferenceOptions, Reference};
pub(crate) use relation::{By, Count, Relation};
pub(crate) use rule::{Rule, RuleKind, Words};
pub(crate) use sequence::Sequence;
pub(crate) use settings::{Collation, Generated, Identity, Settings};
pub(crate) use table::{FreeCheck, TableAttrs, ViewQuery};

use crate::errors::Errors;

/// A struct that derives `Entity`.
pub(crate) struct Entity {
    pub(crate) vis: Visibility,
    pub(crate) ident: syn::Ident,
    pub(crate) docs: Vec<Attribute>,
    pub(crate) table: TableAttrs,
    pub(crate) relations: Vec<Relation>,
    /// `None` when the struct has no named fields; that is noted already.
    pub(crate) fields: Option<Vec<Field>>,
    /// The structs among its fields whose fields are columns.
    pub(crate) parts: Vec<Part>,
}

/// A field of an entity.
pub(crate) struct Field {
    pub(crate) vis: Visibility,
    pub(crate) ident: syn::Ident,
    pub(crate) ty: Type,
    pub(crate) docs: Vec<Attribute>,
    pub(crate) column: ColumnAttrs,
    pub(crate) reference: Option<Reference>,
    pub(crate) rules: Vec<Rule>,
}

/// Reads an entity. `None` when nothing can be emitted for it.
pub(crate) fn entity(input: DeriveInput, errors: &mut Errors) -> Option<Entity> {
    refuse_generics(&input, "an entity is one table, so its struct has no generic parameters", errors)?;
    let fields = match input.data {
        Data::Struct(data) => data.fields,
        Data::Enum(data) => {
            errors.at(data.enum_token, "an entity is a struct; for an enum type derive `PgEnum`");
            return None;
        }
        Data::Union(data) => {
            errors.at(data.union_token, "an entity is a struct");
            return None;
        }
    };
    let mut written = Entity {
        vis: input.vis,
        ident: input.ident,
        docs: docs(&input.attrs),
        table: TableAttrs::default(),
        relations: Vec::new(),
        fields: None,
        parts: Vec::new(),
    };
    for attr in &input.attrs {
        match name(attr).as_deref() {
            Some("entity") => table::read(attr, &mut written.table, errors),
            Some("relation") => written.relations.extend(relation::read(attr, errors)),
            Some(name @ ("column" | "references" | "validate")) => {
                errors.at(attr.path(), format!("`{name}` stands on a field, not on the struct"));
            }
            _ => {}
        }
    }
    let Some(named) = named(fields, &written.ident, errors) else { return Some(written) };
    let mut own = Vec::new();
    for field in named {
        match flatten::is_part(&field) {
            true => written.parts.extend(flatten::part(field, own.len(), errors)),
            false => own.extend(self::field(field, errors)),
        }
    }
    written.fields = Some(own);
    Some(written)
}

/// The fields of a struct that has names for them.
fn named(fields: Fields, ident: &syn::Ident, errors: &mut Errors) -> Option<Vec<syn::Field>> {
    match fields {
        Fields::Named(fields) => Some(fields.named.into_iter().collect()),
        Fields::Unnamed(fields) => {
            errors.at(fields, "columns have names: write the struct with named fields, `{ id: …, … }`");
            None
        }
        Fields::Unit => {
            errors.at(ident, "columns are fields, and this struct has none");
            None
        }
    }
}

fn field(field: syn::Field, errors: &mut Errors) -> Option<Field> {
    let mut written = Field {
        docs: docs(&field.attrs),
        vis: field.vis,
        ident: field.ident?,
        ty: field.ty,
        column: ColumnAttrs::default(),
        reference: None,
        rules: Vec::new(),
    };
    for attr in &field.attrs {
        match name(attr).as_deref() {
            Some("column") => column::read(attr, &mut written.column, errors),
            Some("references") => match written.reference {
                Some(_) => errors.at(attr.path(), "a field refers to one entity; this is the second `references`"),
                None => written.reference = reference::read(attr, errors),
            },
            Some("validate") => written.rules.extend(rule::read(attr, errors)),
            Some("entity") => errors.at(attr.path(), "`entity` stands on the struct; on a field write `column`"),
            Some("relation") => {
                errors
                    .at(attr.path(), "`relation` stands on the struct; on a field write `references(…, relation = …)`");
            }
            _ => {}
        }
    }
    Some(written)
}

fn refuse_generics(input: &DeriveInput, message: &str, errors: &mut Errors) -> Option<()> {
    if input.generics.params.is_empty() {
        return Some(());
    }
    errors.at(&input.generics, message);
    None
}

/// The type that is stored as another. `None` when nothing can be emitted for it.
pub(crate) fn transformed(input: &DeriveInput, errors: &mut Errors) -> Option<syn::Ident> {
    refuse_generics(input, "it is stored as one type, so it has no generic parameters", errors)?;
    Some(input.ident.clone())
}

fn name(attr: &Attribute) -> Option<String> {
    attr.path().get_ident().map(ToString::to_string)
}

fn docs(attrs: &[Attribute]) -> Vec<Attribute> {
    attrs.iter().filter(|attr| attr.path().is_ident("doc")).cloned().collect()
}

/// The first paragraph of doc comments in one line, as rustdoc takes it for a summary.
pub(crate) fn summary(docs: &[Attribute]) -> Option<String> {
    let lines = docs.iter().filter_map(|attr| match &attr.meta {
        Meta::NameValue(meta) => match &meta.value {
            Expr::Lit(expr) => match &expr.lit {
                Lit::Str(text) => Some(text.value()),
                _ => None,
            },
            _ => None,
        },
        Meta::Path(_) | Meta::List(_) => None,
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    let lines = text.lines().map(str::trim).skip_while(|line| line.is_empty()).take_while(|line| !line.is_empty());
    let summary = lines.collect::<Vec<_>>().join(" ");
    (!summary.is_empty()).then_some(summary)
}

/// Whether a type is an `Option`.
fn is_option(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|segment| segment.ident == "Option"))
}

/// A type as people write it, for messages.
pub(crate) fn text(ty: &Type) -> String {
    let text = ty.to_token_stream().to_string();
    [(" < ", "<"), (" >", ">"), (" :: ", "::"), (" ,", ","), ("& ", "&")]
        .iter()
        .fold(text, |text, (spaced, close)| text.replace(spaced, close))
}
