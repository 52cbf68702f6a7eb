//! Ranges and multiranges.

use super::{RustType, imported, zoneless};

/// The type of a range, or of several in one value.
pub(super) fn of(text: &str) -> Option<RustType> {
    let (rust, import, of) = match text.strip_suffix("multirange") {
        Some(of) => ("Multirange", "entity_core::Multirange", of),
        None => ("Range", "entity_core::Range", text.strip_suffix("range")?),
    };
    let member = match of {
        "int4" => imported("i32", &[]),
        "int8" => imported("i64", &[]),
        "num" => imported("Decimal", &["rust_decimal::Decimal"]),
        "date" => imported("NaiveDate", &["chrono::NaiveDate"]),
        "ts" => zoneless("NaiveDateTime"),
        "tstz" => imported("DateTime<Utc>", &["chrono::DateTime", "chrono::Utc"]),
        _ => return None,
    };
    let uses = member.uses.iter().copied().chain([import]).collect();
    Some(RustType { text: format!("{rust}<{}>", member.text), uses, ..member })
}
