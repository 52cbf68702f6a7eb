//! What generated code names, and the generic halves of it: every line here is a line less in every user's build.

pub use bytes::BytesMut;
pub use tokio_postgres::types::{IsNull, Type};

pub use crate::entity::{
    Cell, CheckDef, ColumnDef, ColumnRole, DefaultDef, Entity, EntityDef, ForeignKeyDef, IndexDef, Insert, KeyDef,
    KeyOn, Keyed, Mask, New, PredicateDef, Projection, SoftDelete,
};
pub use crate::error::Error;
pub use crate::query::{Column, Filter, Nullable, Relation, Required, inline};
pub use crate::schema::{Action, Direction, Ident, Nulls};
#[cfg(feature = "email")]
pub use crate::validate::Email;
pub use crate::validate::{After, Length, Range, RangeValue, Report, Wording};
pub use crate::value::{
    Bound, DecodeError, Encoded, EnumDef, EnumLabel, Instant, JsonValue, NumericValue, Origin, Param, PgEnum,
    TextValue, TypeDef, Value, Values, decode_label, is_enum,
};
pub use serde_json::json;

/// A cell of a column that is not set.
pub static NULL: Option<Bound<bool>> = None;

/// The type of a numeric column.
pub const fn numeric_type<T: NumericValue>(name: &'static str) -> TypeDef {
    TypeDef::builtin(name)
}

/// A default as a literal.
pub fn literal<T: Value>(value: T) -> Option<String> {
    value.literal()
}

/// A text default as a literal.
pub fn text_literal<T: TextValue>(text: &str) -> Option<String> {
    Some(crate::schema::Literal(text).to_string())
}

/// A json default as a literal.
pub fn json_literal<T: JsonValue>(value: serde_json::Value) -> Option<String> {
    value.literal()
}

/// Checks that a column can be set from the clock.
pub const fn instant<T: Instant>() {}

/// The name of a column that refers to the key of `T`.
pub const fn refers<E, T: Keyed, N>(column: Column<E, T::Key, N>) -> &'static str {
    column.name()
}

/// The name of a column that a projection shows as `T`.
pub const fn shown<E, T, N>(column: Column<E, T, N>) -> &'static str {
    column.name()
}

/// Runs the rule `email`.
#[cfg(feature = "email")]
pub fn check_email<T: TextValue>(rule: &Email, value: &T, report: &mut Report) {
    rule.check(value, report);
}

/// Runs the rule `length`.
pub fn check_length<T: TextValue>(rule: &Length, value: &T, report: &mut Report) {
    rule.check(value, report);
}

/// Runs the rule `range`.
pub fn check_range<T: RangeValue>(rule: &Range<T>, value: &T, report: &mut Report) {
    rule.check(value, report);
}

/// A parameter of a key.
pub fn param<T: Value>(value: T) -> Box<dyn Param> {
    Box::new(Bound(value))
}

/// Encodes a label.
pub fn encode_label(label: &str, out: &mut BytesMut) -> Encoded {
    out.extend_from_slice(label.as_bytes());
    Ok(IsNull::No)
}

/// A label as a literal.
pub fn label_literal(label: &str) -> Option<String> {
    Some(crate::schema::Literal(label).to_string())
}
