//! `numeric`, without loss.

use bytes::BytesMut;
use rust_decimal::Decimal;
use tokio_postgres::types::{FromSql, ToSql, Type};

use super::{DecodeError, Encoded, TypeDef, Value};

/// A value that `numeric(p, s)` holds without loss. Floats are none.
#[diagnostic::on_unimplemented(
    message = "`{Self}` would lose digits in a `numeric` column",
    label = "a `numeric` column holds `Decimal`",
    note = "use `rust_decimal::Decimal`, or make the column `double precision` by leaving `numeric` out"
)]
pub trait NumericValue: Value {}

impl NumericValue for Decimal {}

impl Value for Decimal {
    const TYPE: TypeDef = TypeDef::builtin("numeric");

    fn accepts(ty: &Type) -> bool {
        *ty == Type::NUMERIC
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        // Four shorts stand before the digits; the driver's conversion indexes them unchecked.
        if raw.len() < 8 || !raw.len().is_multiple_of(2) {
            return Err(DecodeError::expected("numeric"));
        }
        let digits = usize::from(u16::from_be_bytes([raw[0], raw[1]]));
        if raw.len() != 8 + 2 * digits {
            return Err(DecodeError::expected("numeric"));
        }
        <Self as FromSql>::from_sql(&Type::NUMERIC, raw)
            .map_err(|_| DecodeError::expected("a finite numeric of 28 digits"))
    }

    fn encode(&self, ty: &Type, out: &mut BytesMut) -> Encoded {
        self.to_sql(ty, out)
    }

    fn literal(&self) -> Option<String> {
        Some(self.to_string())
    }
}
