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
    Bound, DecodeError, Encoded, EnumDef, EnumLabel, NumericValue, Origin, Param, PgEnum, TextValue, TypeDef, Value,
    Values, decode_label, is_enum,
};
pub use serde_json::json;

/// A cell of a column that is not set.
pub static NULL: Option<Bound<bool>> = None;

/// The type of a text column with a length.
pub const fn text_type<T: TextValue>(name: &'static str) -> TypeDef {
    TypeDef::builtin(name)
}

/// The type of a numeric column.
pub const fn numeric_type<T: NumericValue>(name: &'static str) -> TypeDef {
    TypeDef::builtin(name)
}

/// A default as a literal.
pub fn literal<T: Value>(value: T) -> Option<String> {
    value.literal()
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
