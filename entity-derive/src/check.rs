//! What is meant.
//!
//! In: what was written. Out: a model that holds only what is right, and every mistake noted.
//! Never: emits tokens. What only types can tell is left to the compiler, at the right place.
//! Start at [`entity`]; `model.rs` is what comes out.

mod column;
mod composite;
mod default;
mod domain;
mod exclude;
mod grant;
mod index;
mod keeping;
mod key;
mod model;
mod named_type;
mod names;
mod options;
mod part;
mod partition;
mod pg_enum;
mod policy;
mod reference;
mod relation;
mod rule;
mod sequence;
mod settings;
mod view;
mod zone;

pub(crate) use column::element;
pub(crate) use composite::pg_composite;
pub(crate) use domain::pg_domain;
pub(crate) use exclude::Exclusion;
pub(crate) use grant::{Grant, Right};
pub(crate) use model::{
    Attribute, Check, Collation, Column, ColumnRef, CompositeType, Default, Deferral, DomainType, Entity, EnumType,
    FieldRef, ForeignKey, Generated, Identity, Index, IndexKey, Input, Keeping, KeyOn, Kind, Label, Part, Predicate,
    Relation, Rule, RuleKind, Settings, Site, SqlType, ViewQuery, Zone,
};
pub(crate) use options::Options;
pub(crate) use partition::{Bound, Partition, PartitionKey, Strategy};
pub(crate) use pg_enum::pg_enum;
pub(crate) use policy::Policy;
pub(crate) use sequence::Sequence;

use syn::ext::IdentExt;

use crate::errors::Errors;
use crate::{names as derived, syntax};
use names::Fields;

/// The number of bits in the mask of an insert.
const MAX_COLUMNS: usize = 128;

/// Understands an entity.
pub(crate) fn entity(written: syntax::Entity, errors: &mut Errors) -> Entity {
    view::refuse(&written, errors);
    let readable = written.fields.as_ref().is_some_and(|fields| fields.iter().all(column::is_sound));
    let named = written.fields.is_some();
    let written_fields = written.fields.unwrap_or_default();
    let parts = part::all(written.parts, &written.table, &written_fields, errors);
    let fields = Fields::new(&written.ident, &written_fields, &parts);
    let table = written.table;
    too_many(&written_fields, errors);
    names::no_twins(&written_fields, errors);
    column::roles(&written_fields, errors);
    let in_part = parts.iter().any(|part| part.is_key);
    let key = if named && !in_part { key::of(&written.ident, &table, &written_fields, errors) } else { Vec::new() };
    let indexes = index::all(&written.ident, &table, &written_fields, &fields, &key, errors);
    let kind = view::kind(&table, errors);
    let of = if view::word(&table).is_some() { reference::Of::View } else { reference::Of::Table };
    let mut foreign_keys = reference::all(&written_fields, &table.references, &fields, of, errors);
    let relations = relation::all(&mut foreign_keys, written.relations, &fields, errors);
    let cx = options::Context { fields: &fields, primary_key: &key, indexes: &indexes };
    let options = options::of(table.options, &cx, errors);
    let checks = rule::free(table.checks, errors);
    let comment = names::comment(table.comment.map(|said| said.value), &written.docs);
    let columns = written_fields.into_iter().map(|field| column::column(field, &fields, errors)).collect();
    let table_name = derived::table(&written.ident.unraw().to_string());
    Entity {
        table: names::explicit_or(table.table, &written.ident, table_name, errors),
        namespace: names::explicit(table.schema, errors),
        renamed_from: names::explicit(table.renamed_from, errors),
        vis: written.vis,
        ident: written.ident,
        comment,
        columns,
        parts,
        site: Site::Entity,
        key,
        key_name: names::explicit(table.primary_key, errors),
        indexes,
        checks,
        foreign_keys,
        relations,
        options,
        hooks: table.hooks.map(|said| said.value),
        kind,
        readable,
    }
}

/// Understands columns that entities share.
pub(crate) fn columns(written: syntax::Entity, errors: &mut Errors) -> Entity {
    let written_fields = written.fields.unwrap_or_default();
    // A struct inside was refused, so a value cannot be made.
    let readable = written.parts.is_empty() && written_fields.iter().all(column::is_sound);
    let fields = Fields::new(&written.ident, &written_fields, &[]);
    names::no_twins(&written_fields, errors);
    column::roles(&written_fields, errors);
    let said = |field: &syntax::Field| field.column.primary_key.is_some();
    let key: Vec<usize> =
        written_fields.iter().enumerate().filter(|(_, field)| said(field)).map(|(at, _)| at).collect();
    let indexes = index::all(&written.ident, &written.table, &written_fields, &fields, &key, errors);
    let mut foreign_keys = reference::all(&written_fields, &[], &fields, reference::Of::Table, errors);
    let relations = relation::all(&mut foreign_keys, written.relations, &fields, errors);
    Entity {
        table: String::new(),
        namespace: None,
        renamed_from: None,
        comment: None,
        vis: written.vis,
        ident: written.ident,
        columns: written_fields.into_iter().map(|field| column::column(field, &fields, errors)).collect(),
        parts: Vec::new(),
        site: Site::Part,
        key,
        key_name: None,
        indexes,
        checks: Vec::new(),
        foreign_keys,
        relations,
        options: Options::default(),
        hooks: None,
        kind: Kind::Table,
        readable,
    }
}

fn too_many(fields: &[syntax::Field], errors: &mut Errors) {
    if let Some(field) = fields.get(MAX_COLUMNS) {
        let count = fields.len();
        errors.at(&field.ident, format!("an entity has at most {MAX_COLUMNS} columns; this one has {count}"));
    }
}
