//! Typed ids.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use bytes::BytesMut;
use tokio_postgres::types::{IsNull, Type};
use uuid::Uuid;

use super::{DecodeError, Encoded, TypeDef, Value};

/// The uuid of an entity. The id of one entity is not the id of another.
pub struct Id<E>(Uuid, PhantomData<fn() -> E>);

impl<E> Id<E> {
    /// An id from its uuid.
    pub const fn new(id: Uuid) -> Self {
        Self(id, PhantomData)
    }

    /// A random id (version 4).
    pub fn random() -> Self {
        Self::new(Uuid::new_v4())
    }

    /// The uuid.
    pub const fn uuid(self) -> Uuid {
        self.0
    }
}

impl<E> From<Uuid> for Id<E> {
    fn from(id: Uuid) -> Self {
        Self::new(id)
    }
}

impl<E> FromStr for Id<E> {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self::new)
    }
}

impl<E> Clone for Id<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for Id<E> {}

impl<E> PartialEq for Id<E> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<E> Eq for Id<E> {}

impl<E> PartialOrd for Id<E> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<E> Ord for Id<E> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}

impl<E> Hash for Id<E> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<E> fmt::Debug for Id<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl<E> fmt::Display for Id<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl<E> serde::Serialize for Id<E> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, E> serde::Deserialize<'de> for Id<E> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Uuid::deserialize(deserializer).map(Self::new)
    }
}

impl<E: 'static> Value for Id<E> {
    const TYPE: TypeDef = Uuid::TYPE;

    fn accepts(ty: &Type) -> bool {
        Uuid::accepts(ty)
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        Uuid::decode(raw).map(Self::new)
    }

    fn encode(&self, ty: &Type, out: &mut BytesMut) -> Encoded {
        self.0.encode(ty, out)
    }

    fn literal(&self) -> Option<String> {
        self.0.literal()
    }
}

impl Value for Uuid {
    const TYPE: TypeDef = TypeDef::builtin("uuid");

    fn accepts(ty: &Type) -> bool {
        *ty == Type::UUID
    }

    #[inline]
    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        Self::from_slice(raw).map_err(|_| DecodeError::expected("uuid"))
    }

    fn encode(&self, _: &Type, out: &mut BytesMut) -> Encoded {
        out.extend_from_slice(self.as_bytes());
        Ok(IsNull::No)
    }

    fn literal(&self) -> Option<String> {
        Some(format!("'{self}'"))
    }
}
