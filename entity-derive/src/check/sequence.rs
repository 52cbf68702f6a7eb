//! Sequences.

use syn::LitStr;

use super::model::{ColumnRef, Identity};
use super::names::Fields;
use super::options::named;
use super::settings;
use crate::errors::Errors;
use crate::syntax::{self, Said};

/// A sequence.
pub(crate) struct Sequence {
    pub(crate) name: LitStr,
    pub(crate) ty: String,
    /// How it counts.
    pub(crate) counting: Option<Identity>,
    pub(crate) owned_by: Option<ColumnRef>,
}

/// Understands a sequence.
pub(super) fn of(written: syntax::Sequence, fields: &Fields, errors: &mut Errors) -> Option<Sequence> {
    let syntax::Sequence { key, name, ty, counting, owned_by } = written;
    let owned_by = match owned_by {
        Some(said) => Some(errors.take(fields.resolve(&said.value))?),
        None => None,
    };
    let counting = settings::identity(Some(Said { key: key.clone(), value: counting }), errors);
    Some(Sequence {
        name: named(name, &key, "sequence(name = \"…\")", errors)?,
        ty: ty.map_or_else(|| "bigint".to_owned(), |said| said.value.to_string()),
        counting,
        owned_by,
    })
}
