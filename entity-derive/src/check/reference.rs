//! Foreign keys.

use syn::Ident;

use super::model::ForeignKey;
use super::{column, names};
use crate::errors::{Errors, any_of};
use crate::syntax::{self, Said};

const ACTIONS: &[&str] = &["cascade", "restrict", "set_null", "set_default", "no_action"];

/// The foreign keys of all fields.
pub(super) fn all(fields: &[syntax::Field], errors: &mut Errors) -> Vec<ForeignKey> {
    let keys = fields.iter().enumerate().filter_map(|(at, field)| foreign_key(at, field, errors));
    keys.collect()
}

fn foreign_key(at: usize, field: &syntax::Field, errors: &mut Errors) -> Option<ForeignKey> {
    let reference = field.reference.as_ref()?;
    let options = &reference.options;
    let on_delete = match &options.on_delete {
        Some(said) => action(said, field, errors),
        None => {
            errors.at(
                &reference.key,
                format!(
                    "`on_delete` is missing; say what happens to this row when the other is deleted: {}",
                    any_of(ACTIONS)
                ),
            );
            None
        }
    };
    let on_update = options.on_update.as_ref().and_then(|said| action(said, field, errors));
    Some(ForeignKey {
        column: at,
        target: reference.target.clone(),
        name: names::explicit(options.name.clone(), errors),
        on_delete: on_delete.unwrap_or_else(|| Ident::new("NoAction", reference.key.span())),
        on_update,
        relation: options.relation.as_ref().map(|said| said.value.clone()),
    })
}

/// The variant of `Action`.
fn action(said: &Said<Ident>, field: &syntax::Field, errors: &mut Errors) -> Option<Ident> {
    let Said { key, value } = said;
    let nullable = column::split(&field.ty).1;
    let variant = match value.to_string().as_str() {
        "cascade" => "Cascade",
        "restrict" => "Restrict",
        "set_null" if !nullable => {
            let ty = syntax::text(&field.ty);
            errors.at(value, format!("`set_null` needs a column that can be null: make the field `Option<{ty}>`"));
            return None;
        }
        "set_null" => "SetNull",
        "set_default" if field.column.default.is_none() => {
            errors.at(value, "`set_default` needs a default: add `#[column(default = …)]`");
            return None;
        }
        "set_default" => "SetDefault",
        "no_action" => "NoAction",
        _ => {
            errors.at(value, format!("unknown action `{value}` for `{key}`; expected {}", any_of(ACTIONS)));
            return None;
        }
    };
    Some(Ident::new(variant, value.span()))
}
