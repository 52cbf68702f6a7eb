//! Values as parameters. None of them shows itself: the driver logs parameters by their `Debug`.

use std::fmt;

use bytes::BytesMut;
use tokio_postgres::types::{IsNull, ToSql, Type};

use super::{Encoded, Value};

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
        if T::accepts(ty) { self.0.encode(ty, out) } else { Err(mismatch::<T>(ty)) }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    fn to_sql_checked(&self, ty: &Type, out: &mut BytesMut) -> Encoded {
        self.to_sql(ty, out)
    }
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
        self.as_ref().and_then(Param::literal)
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
        array(ty, self.0.len(), out, |member, index, out| match T::accepts(member) {
            true => self.0[index].encode(member, out),
            false => Err(mismatch::<T>(member)),
        })
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
        None
    }

    fn as_sql(&self) -> &(dyn ToSql + Sync) {
        self
    }
}

/// Writes a one-dimensional array in its binary form: dimensions, null flag, member oid, length, lower bound, members.
pub(crate) fn array(
    ty: &Type,
    len: usize,
    out: &mut BytesMut,
    mut member: impl FnMut(&Type, usize, &mut BytesMut) -> Encoded,
) -> Encoded {
    use bytes::BufMut;
    use tokio_postgres::types::Kind;

    let Kind::Array(of) = ty.kind() else { return Err(format!("the database expects {ty} here, not an array").into()) };
    out.put_i32(1);
    // The null flag only speeds the server up, so it may always be set.
    out.put_i32(1);
    out.put_u32(of.oid());
    out.put_i32(i32::try_from(len)?);
    out.put_i32(1);
    for index in 0..len {
        let start = out.len();
        out.put_i32(0);
        let written = match member(of, index, out)? {
            IsNull::Yes => -1,
            IsNull::No => i32::try_from(out.len() - start - 4)?,
        };
        out[start..start + 4].copy_from_slice(&written.to_be_bytes());
    }
    Ok(IsNull::No)
}
