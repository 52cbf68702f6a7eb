//! Foreign keys.

use syn::Ident;

use super::column;
use super::model::{ColumnRef, ForeignKey};
use super::names::{self, Fields};
use crate::errors::{Errors, any_of};
use crate::syntax::{self, Action, Field, Reference, Said};

const ACTIONS: &[&str] = &["cascade", "restrict", "set_null", "set_default", "no_action"];

/// The fields that a foreign key may speak of.
struct Context<'a> {
    written: &'a [Field],
    fields: &'a Fields,
    of: Of,
}

/// Whose they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Table,
    /// They only lead to relations: a view has no foreign keys.
    View,
}

/// The foreign keys of all fields, then those of the struct.
pub(super) fn all(
    written: &[Field],
    listed: &[Reference],
    fields: &Fields,
    of: Of,
    errors: &mut Errors,
) -> Vec<ForeignKey> {
    let cx = Context { written, fields, of };
    let of_fields = written.iter().enumerate().filter_map(|(at, field)| {
        let reference = field.reference.as_ref()?;
        Some((reference, vec![ColumnRef::Own(at)]))
    });
    let mut keys = Vec::new();
    for (reference, columns) in of_fields {
        keys.extend(foreign_key(&cx, reference, columns, errors));
    }
    for reference in listed {
        if let Some(columns) = columns(reference, fields, errors) {
            keys.extend(foreign_key(&cx, reference, columns, errors));
        }
    }
    keys
}

/// The columns of a key that stands on the struct.
fn columns(reference: &Reference, fields: &Fields, errors: &mut Errors) -> Option<Vec<ColumnRef>> {
    let Some(said) = &reference.options.columns else {
        errors.at(&reference.key, "say which fields refer: `references(Other, columns(a, b), on_delete = …)`");
        return None;
    };
    errors.take(fields.resolve_all(&said.value))
}

fn foreign_key(
    cx: &Context<'_>,
    reference: &Reference,
    columns: Vec<ColumnRef>,
    errors: &mut Errors,
) -> Option<ForeignKey> {
    let options = &reference.options;
    if cx.of == Of::View {
        relation_alone(reference, errors);
    } else if options.on_delete.is_none() {
        errors.at(
            &reference.key,
            format!(
                "`on_delete` is missing; say what happens to this row when the other is deleted: {}",
                any_of(ACTIONS)
            ),
        );
    }
    let on_delete = options.on_delete.as_ref().and_then(|said| action(cx, said, &columns, errors));
    let (on_delete, set_columns) =
        on_delete.unwrap_or_else(|| (Ident::new("NoAction", reference.key.span()), Vec::new()));
    let on_update = options.on_update.as_ref().and_then(|said| {
        if let Some(field) = said.value.columns.first() {
            errors.at(field.place(), "only `on_delete` sets some of the columns; `on_update` sets all of them");
        }
        action(cx, said, &columns, errors)
    });
    errors.take(targets(reference, &columns))?;
    Some(ForeignKey {
        columns,
        target: reference.target.clone(),
        to: options.to.as_ref().map(|said| said.value.clone()).unwrap_or_default(),
        name: names::explicit(options.name.clone(), errors),
        on_delete,
        set_columns,
        on_update: on_update.map(|(action, _)| action),
        match_full: options.match_full.is_some(),
        deferral: options.deferral.as_ref().map(|said| said.value),
        no_index: options.no_index.is_some(),
        relation: options.relation.as_ref().map(|said| said.value.clone()),
    })
}

/// Refuses what only a foreign key has.
fn relation_alone(reference: &Reference, errors: &mut Errors) {
    let syntax::ReferenceOptions {
        columns: _,
        to: _,
        relation,
        on_delete,
        on_update,
        unique,
        name,
        match_full,
        deferral,
        no_index,
    } = &reference.options;
    let said = [
        on_delete.as_ref().map(|said| &said.key),
        on_update.as_ref().map(|said| &said.key),
        unique.as_ref().map(|said| &said.key),
        name.as_ref().map(|said| &said.key),
        match_full.as_ref().map(|said| &said.key),
        deferral.as_ref().map(|said| &said.key),
        no_index.as_ref().map(|said| &said.key),
    ];
    for key in said.into_iter().flatten() {
        errors.at(key, format!("a view has no foreign keys, so nothing is `{key}`: take it away"));
    }
    if relation.is_none() {
        errors.at(&reference.key, "a view has no foreign keys; a relation is all it can have: add `relation = …`");
    }
}

/// Whether it is clear which column refers to which.
fn targets(reference: &Reference, columns: &[ColumnRef]) -> syn::Result<()> {
    let target = reference.target.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
    let is_flattened = |column: &ColumnRef| matches!(column, ColumnRef::Flattened(..));
    match &reference.options.to {
        Some(said) if said.value.len() != columns.len() => {
            let (from, to) = (columns.len(), said.value.len());
            let message = format!("{from} columns refer to {to}: name one field of `{target}` for each");
            Err(syn::Error::new(said.key.span(), message))
        }
        None if columns.len() > 1 && columns.iter().any(is_flattened) => {
            let message = format!("a field of a flattened struct refers; name the fields of `{target}`: `to(…)`");
            Err(syn::Error::new(reference.key.span(), message))
        }
        Some(_) | None => Ok(()),
    }
}

/// The variant of `Action`, and the columns that it is about where not all.
fn action(
    cx: &Context<'_>,
    said: &Said<Action>,
    columns: &[ColumnRef],
    errors: &mut Errors,
) -> Option<(Ident, Vec<ColumnRef>)> {
    let Said { key, value: Action { word, columns: some } } = said;
    let set = errors.take(cx.fields.resolve_all(some))?;
    if let Some((field, _)) = some.iter().zip(&set).find(|(_, column)| !columns.contains(column)) {
        errors.at(field.place(), format!("`{}` is not among the columns that refer", field.place()));
        return None;
    }
    let touched = if set.is_empty() { columns } else { &set };
    let own = touched.iter().filter_map(|column| match column {
        ColumnRef::Own(at) => Some(&cx.written[*at]),
        ColumnRef::Flattened(..) => None,
    });
    let variant = match word.to_string().as_str() {
        "cascade" => "Cascade",
        "restrict" => "Restrict",
        "set_null" => {
            nullable(word, own, columns.len() == 1, errors)?;
            "SetNull"
        }
        "set_default" => {
            has_default(word, own, columns.len() == 1, errors)?;
            "SetDefault"
        }
        "no_action" => "NoAction",
        _ => {
            errors.at(word, format!("unknown action `{word}` for `{key}`; expected {}", any_of(ACTIONS)));
            return None;
        }
    };
    if let (Some(field), false) = (some.first(), variant.starts_with("Set")) {
        errors.at(field.place(), format!("`{word}` is about the whole row: take the fields away"));
    }
    Some((Ident::new(variant, word.span()), set))
}

fn nullable<'f>(
    word: &Ident,
    mut fields: impl Iterator<Item = &'f Field>,
    is_alone: bool,
    errors: &mut Errors,
) -> Option<()> {
    let Some(field) = fields.find(|field| !column::split(&field.ty).1) else { return Some(()) };
    let (ty, name) = (syntax::text(&field.ty), &field.ident);
    errors.at(
        word,
        if is_alone {
            format!("`set_null` needs a column that can be null: make the field `Option<{ty}>`")
        } else {
            format!(
                "`set_null` needs columns that can be null: make `{name}` an `Option<{ty}>`, or name the others: \
                 `set_null(…)`"
            )
        },
    );
    None
}

fn has_default<'f>(
    word: &Ident,
    mut fields: impl Iterator<Item = &'f Field>,
    is_alone: bool,
    errors: &mut Errors,
) -> Option<()> {
    let Some(field) = fields.find(|field| field.column.default.is_none()) else { return Some(()) };
    errors.at(
        word,
        if is_alone {
            "`set_default` needs a default: add `#[column(default = …)]`".to_owned()
        } else {
            format!("`set_default` needs defaults: add `#[column(default = …)]` to `{}`", field.ident)
        },
    );
    None
}
