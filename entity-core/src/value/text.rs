//! Text.

use bytes::{BufMut, BytesMut};
use tokio_postgres::types::{IsNull, Type};

use super::{DecodeError, Encoded, Secret, TypeDef, Value};
use crate::schema::Literal;

/// A value that text types hold: `text`, `varchar(n)`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not text",
    label = "only text has a length in characters and can be matched by `like`",
    note = "`varchar(n)` fits `String` and `Secret<String>`"
)]
pub trait TextValue: Value {
    /// The text.
    fn text(&self) -> &str;
}

impl TextValue for String {
    fn text(&self) -> &str {
        self
    }
}

impl TextValue for Secret<String> {
    fn text(&self) -> &str {
        self.expose()
    }
}

impl Value for String {
    const TYPE: TypeDef = TypeDef::builtin("text");

    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME | Type::UNKNOWN) || ty.name() == "citext"
    }

    #[inline]
    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        std::str::from_utf8(raw).map(str::to_owned).map_err(|_| DecodeError::expected("text in UTF-8"))
    }

    fn encode(&self, _: &Type, out: &mut BytesMut) -> Encoded {
        out.put_slice(self.as_bytes());
        Ok(IsNull::No)
    }

    fn literal(&self) -> Option<String> {
        Some(Literal(self).to_string())
    }
}
