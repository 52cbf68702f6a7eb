//! Flattened structs. What they hold, only the compiler sees.

use super::model::Part;
use super::names;
use crate::errors::Errors;
use crate::syntax::{self, Field, TableAttrs};

/// The flattened structs. The primary key is in the one that says so, or where no field is the key in the only one
/// without a prefix.
pub(super) fn all(written: Vec<syntax::Part>, table: &TableAttrs, fields: &[Field], errors: &mut Errors) -> Vec<Part> {
    let own_key = fields.iter().any(|field| field.column.primary_key.is_some());
    let said = written.iter().any(|part| part.primary_key.is_some());
    let plain = written.iter().filter(|part| part.prefix.is_none()).count();
    let inferred = !own_key && !said && table.no_primary_key.is_none() && plain == 1;
    let mut has_key = own_key;
    let mut part = |part: syntax::Part| {
        if let Some(said) = part.primary_key.as_ref().filter(|_| has_key) {
            errors.at(&said.key, "a primary key stands in one place; there is one already");
        }
        let is_key = !has_key && (part.primary_key.is_some() || (inferred && part.prefix.is_none()));
        has_key |= is_key;
        names::reserved(&part.ident, "name the field otherwise", errors);
        let prefix = part.prefix.map(|said| said.value.value()).unwrap_or_default();
        Part { at: part.at, vis: part.vis, ident: part.ident, ty: part.ty, docs: part.docs, prefix, is_key }
    };
    written.into_iter().map(&mut part).collect()
}
