//! Values that must not be seen.

use std::fmt;

use bytes::BytesMut;
use tokio_postgres::types::Type;

use super::{DecodeError, Encoded, TypeDef, Value};

/// A value that no `Debug`, log, error or serializer shows. It has no `Serialize`, no `Display` and no literal.
///
/// ```compile_fail
/// # use entity_core::Secret;
/// serde_json::to_string(&Secret::new("hash".to_owned()));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Secret<T>(T);

impl<T> Secret<T> {
    /// Hides a value.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value. Every place that reads a secret is found by this name.
    pub const fn expose(&self) -> &T {
        &self.0
    }
}

impl<T> From<T> for Secret<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(_)")
    }
}

impl<T: Value> Value for Secret<T> {
    const TYPE: TypeDef = T::TYPE;

    fn accepts(ty: &Type) -> bool {
        T::accepts(ty)
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        T::decode(raw).map(Self)
    }

    fn decode_as(ty: &Type, raw: &[u8]) -> Result<Self, DecodeError> {
        T::decode_as(ty, raw).map(Self)
    }

    fn encode(&self, ty: &Type, out: &mut BytesMut) -> Encoded {
        self.0.encode(ty, out)
    }
}
