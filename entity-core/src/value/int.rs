//! Booleans, integers, floats and bytes.

use bytes::{BufMut, Bytes, BytesMut};
use tokio_postgres::types::{IsNull, Type};

use super::{DecodeError, Encoded, TypeDef, Value};

/// A whole number that the server can count by itself.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot count",
    label = "expected `i16`, `i32` or `i64`",
    note = "an identity and a version count in whole numbers; for a `Uuid` or an `Id` say `default = gen_random_uuid()`"
)]
pub trait Counted: Value {}

impl Counted for i16 {}
impl Counted for i32 {}
impl Counted for i64 {}

macro_rules! number {
    ($ty:ty, $name:literal, $oid:ident, $put:ident) => {
        impl Value for $ty {
            const TYPE: TypeDef = TypeDef::builtin($name);

            fn accepts(ty: &Type) -> bool {
                *ty == Type::$oid
            }

            #[inline]
            fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
                let bytes = raw.try_into().map_err(|_| DecodeError::expected($name))?;
                Ok(Self::from_be_bytes(bytes))
            }

            fn encode(&self, _: &Type, out: &mut BytesMut) -> Encoded {
                out.$put(*self);
                Ok(IsNull::No)
            }

            fn literal(&self) -> Option<String> {
                Some(self.to_string())
            }
        }
    };
}

number!(i16, "smallint", INT2, put_i16);
number!(i32, "integer", INT4, put_i32);
number!(i64, "bigint", INT8, put_i64);
number!(f32, "real", FLOAT4, put_f32);
number!(f64, "double precision", FLOAT8, put_f64);

impl Value for bool {
    const TYPE: TypeDef = TypeDef::builtin("boolean");

    fn accepts(ty: &Type) -> bool {
        *ty == Type::BOOL
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        match raw {
            [0] => Ok(false),
            [1] => Ok(true),
            _ => Err(DecodeError::expected("boolean")),
        }
    }

    fn encode(&self, _: &Type, out: &mut BytesMut) -> Encoded {
        out.put_u8(u8::from(*self));
        Ok(IsNull::No)
    }

    fn literal(&self) -> Option<String> {
        Some(self.to_string())
    }
}

macro_rules! bytea {
    ($ty:ty, $from:expr) => {
        impl Value for $ty {
            const TYPE: TypeDef = TypeDef::builtin("bytea");

            fn accepts(ty: &Type) -> bool {
                *ty == Type::BYTEA
            }

            fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
                Ok($from(raw))
            }

            fn encode(&self, _: &Type, out: &mut BytesMut) -> Encoded {
                out.put_slice(self);
                Ok(IsNull::No)
            }

            fn literal(&self) -> Option<String> {
                let digits: String = self.iter().map(|byte| format!("{byte:02x}")).collect();
                Some(format!("'\\x{digits}'::bytea"))
            }
        }
    };
}

bytea!(Vec<u8>, <[u8]>::to_vec);
bytea!(Bytes, Bytes::copy_from_slice);
