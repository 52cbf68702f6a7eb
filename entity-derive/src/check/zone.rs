//! Timestamps without time zone, which must be asked for by name.

use syn::{GenericArgument, PathArguments, PathSegment, Type};

use super::rule;

/// Types of a moment without its zone, by name.
const ZONELESS: &[&str] = &["NaiveDateTime", "PrimitiveDateTime"];
/// Types that have the zone of what they hold.
const HOLDERS: &[&str] = &["Vec", "Option", "Range", "Multirange", "Secret"];

/// Whether a type is a timestamp without time zone, or holds one. `None` where its name does not tell.
pub(super) fn has_none(ty: &Type) -> Option<bool> {
    let Type::Path(path) = ty else { return None };
    let segment = path.path.segments.last()?;
    let is = |names: &[&str]| names.iter().any(|name| segment.ident == name);
    if is(ZONELESS) {
        return Some(true);
    }
    if is(HOLDERS) {
        return has_none(inner(segment)?);
    }
    rule::is_known(&segment.ident).then_some(false)
}

fn inner(segment: &PathSegment) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    match arguments.args.first()? {
        GenericArgument::Type(inner) => Some(inner),
        _ => None,
    }
}
