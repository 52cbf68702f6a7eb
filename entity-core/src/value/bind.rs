//! Values as parameters. None of them shows itself: the driver logs parameters by their `Debug`.

use std::fmt;

use bytes::BytesMut;
use tokio_postgres::types::{Kind, ToSql, Type};

use super::{Encoded, Value, array};

/// A value as the driver wants it. Its `Debug` is `_`.
#[derive(Clone)]
pub struct Bound<T>(pub T);

impl<T> fmt::Debug for Bound<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("_")
    }
}

impl<T: Value> ToSql for Bound<T> {
    // The type is checked here, because the driver's `Option` calls this and not `to_sql_checked`.
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Encoded {
        encode(&self.0, ty, out)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    fn to_sql_checked(&self, ty: &Type, out: &mut BytesMut) -> Encoded {
        self.to_sql(ty, out)
    }
}

/// Writes a value, if it is one of the type that the database expects.
pub(crate) fn encode<T: Value>(value: &T, ty: &Type, out: &mut BytesMut) -> Encoded {
    let ty = base(ty);
    if T::accepts(ty) { value.encode(ty, out) } else { Err(mismatch::<T>(ty)) }
}

/// The type that a domain is over. A domain's values have the form of that type; only their oid is the domain's.
pub(crate) fn base(mut ty: &Type) -> &Type {
    while let Kind::Domain(over) = ty.kind() {
        ty = over;
    }
    ty
}

#[cold]
fn mismatch<T: Value>(ty: &Type) -> Box<dyn std::error::Error + Sync + Send> {
    format!("the database expects {ty} here, not {}", T::TYPE.name).into()
}

/// A parameter of a dynamic statement.
pub trait Param: ToSql + Sync + Send {
    /// The value as an SQL literal, where its type offers that.
    fn literal(&self) -> Option<String>;

    /// The parameter as the driver takes it.
    fn as_sql(&self) -> &(dyn ToSql + Sync);
}

impl<T: Value> Param for Bound<T> {
    fn literal(&self) -> Option<String> {
        self.0.literal()
    }

    fn as_sql(&self) -> &(dyn ToSql + Sync) {
        self
    }
}

impl<T: Value> Param for Option<Bound<T>> {
    fn literal(&self) -> Option<String> {
        self.as_ref().map_or_else(|| Some("NULL".to_owned()), Param::literal)
    }

    fn as_sql(&self) -> &(dyn ToSql + Sync) {
        self
    }
}

/// A list of values as one array parameter, for `= ANY ($1)`.
pub(crate) struct BoundList<T>(pub(crate) Vec<T>);

impl<T> fmt::Debug for BoundList<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("_")
    }
}

impl<T: Value> ToSql for BoundList<T> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Encoded {
        array(ty, self.0.len(), out, |member, index, out| encode(&self.0[index], member, out))
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    fn to_sql_checked(&self, ty: &Type, out: &mut BytesMut) -> Encoded {
        self.to_sql(ty, out)
    }
}

impl<T: Value> Param for BoundList<T> {
    fn literal(&self) -> Option<String> {
        let members: Option<Vec<String>> = self.0.iter().map(Value::literal).collect();
        members.map(|members| format!("ARRAY[{}]::{}[]", members.join(", "), T::TYPE.name))
    }

    fn as_sql(&self) -> &(dyn ToSql + Sync) {
        self
    }
}
