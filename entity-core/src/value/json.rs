//! jsonb, as a Rust type or as a document.

use std::fmt;
use std::ops::{Deref, DerefMut};

use bytes::{BufMut, BytesMut};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tokio_postgres::types::{IsNull, Type};

use super::{DecodeError, Encoded, TypeDef, Value};
use crate::schema::Literal;

/// A Rust value stored as `jsonb`. It is read and written without building a document in between.
#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Json<T>(pub T);

impl<T: fmt::Debug> fmt::Debug for Json<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T> From<T> for Json<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T> Deref for Json<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Json<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

/// A value that is stored as json.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not json",
    label = "expected a column of json",
    note = "make the column a `Json<…>` or a `serde_json::Value`"
)]
pub trait JsonValue: Value {}

impl<T: Serialize + DeserializeOwned + Send + Sync + 'static> JsonValue for Json<T> {}
impl JsonValue for serde_json::Value {}

impl<T: Serialize + DeserializeOwned + Send + Sync + 'static> Value for Json<T> {
    const TYPE: TypeDef = TypeDef::builtin("jsonb");

    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::JSON | Type::JSONB)
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        serde_json::from_slice(document(raw)).map(Self).map_err(|_| DecodeError::expected("json of the field's type"))
    }

    fn encode(&self, ty: &Type, out: &mut BytesMut) -> Encoded {
        encode(&self.0, ty, out)
    }

    fn literal(&self) -> Option<String> {
        literal(&self.0)
    }
}

impl Value for serde_json::Value {
    const TYPE: TypeDef = TypeDef::builtin("jsonb");

    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::JSON | Type::JSONB)
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        serde_json::from_slice(document(raw)).map_err(|_| DecodeError::expected("json"))
    }

    fn encode(&self, ty: &Type, out: &mut BytesMut) -> Encoded {
        encode(self, ty, out)
    }

    fn literal(&self) -> Option<String> {
        literal(self)
    }
}

/// The text of a document: `jsonb` begins with its version, a byte that no `json` text can begin with.
fn document(raw: &[u8]) -> &[u8] {
    raw.strip_prefix(&[1]).unwrap_or(raw)
}

fn encode(value: &impl Serialize, ty: &Type, out: &mut BytesMut) -> Encoded {
    if *ty == Type::JSONB {
        out.put_u8(1);
    }
    // The cause would show the value.
    serde_json::to_writer(out.writer(), value).map_err(|_| "the value has no json form")?;
    Ok(IsNull::No)
}

fn literal(value: &impl Serialize) -> Option<String> {
    serde_json::to_string(value).ok().map(|text| Literal(&text).to_string())
}
