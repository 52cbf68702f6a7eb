//! Rows and composite types in their binary form.

use bytes::{BufMut, BytesMut};
use tokio_postgres::types::{IsNull, Kind, Type};

use super::Encoded;
use super::array::sized;

/// Writes a record: the number of its fields, and of each its type, length and value.
pub(crate) fn record(
    ty: &Type,
    out: &mut BytesMut,
    mut field: impl FnMut(usize, &Type, &mut BytesMut) -> Encoded,
) -> Encoded {
    let Kind::Composite(fields) = ty.kind() else {
        return Err(format!("the database expects {ty} here, not a composite value").into());
    };
    out.put_i32(i32::try_from(fields.len())?);
    for (at, of) in fields.iter().enumerate() {
        out.put_u32(of.type_().oid());
        sized(out, |out| field(at, of.type_(), out))?;
    }
    Ok(IsNull::No)
}
