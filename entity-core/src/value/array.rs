//! Arrays: of every type that is no array itself, with and without nulls in them.

use bytes::{BufMut, BytesMut};
use tokio_postgres::types::{IsNull, Kind, Type};

use super::bind::{base, encode};
use super::name::ConstText;
use super::reader::Reader;
use super::{DecodeError, Encoded, TypeDef, Value, unknown};

/// What an array can hold: a value, or an `Option` of one where members may be null.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be stored in an array",
    label = "no PostgreSQL type is known for this",
    note = "use a supported type, `Option` of one for members that may be null, or `Json<Vec<{Self}>>` for jsonb"
)]
pub trait Element: Sized + Send + Sync + 'static {
    /// The type of a member.
    const MEMBER: TypeDef;

    /// Whether members of this type can be read as `Self`.
    fn accepts_member(ty: &Type) -> bool;

    /// Reads a member of type `ty`.
    ///
    /// # Errors
    /// When its bytes are not a value of the type, or it is null where no null is expected.
    fn decode_member(ty: &Type, raw: Option<&[u8]>) -> Result<Self, DecodeError>;

    /// Writes a member for a parameter whose members are of type `ty`.
    ///
    /// # Errors
    /// When the value has no form in that type.
    fn encode_member(&self, ty: &Type, out: &mut BytesMut) -> Encoded;

    /// The member as an SQL literal.
    fn member_literal(&self) -> Option<String>;
}

impl<T: Value> Element for T {
    const MEMBER: TypeDef = T::TYPE;

    fn accepts_member(ty: &Type) -> bool {
        T::accepts(ty)
    }

    fn decode_member(ty: &Type, raw: Option<&[u8]>) -> Result<Self, DecodeError> {
        let null = || Err(DecodeError::expected("an array without nulls"));
        raw.map_or_else(null, |raw| T::decode_as(ty, raw))
    }

    fn encode_member(&self, ty: &Type, out: &mut BytesMut) -> Encoded {
        encode(self, ty, out)
    }

    fn member_literal(&self) -> Option<String> {
        self.literal()
    }
}

#[diagnostic::do_not_recommend]
impl<T: Value> Element for Option<T> {
    const MEMBER: TypeDef = T::TYPE;

    fn accepts_member(ty: &Type) -> bool {
        T::accepts(ty)
    }

    fn decode_member(ty: &Type, raw: Option<&[u8]>) -> Result<Self, DecodeError> {
        raw.map(|raw| T::decode_as(ty, raw)).transpose()
    }

    fn encode_member(&self, ty: &Type, out: &mut BytesMut) -> Encoded {
        self.as_ref().map_or(Ok(IsNull::Yes), |value| encode(value, ty, out))
    }

    fn member_literal(&self) -> Option<String> {
        self.as_ref().map_or_else(|| Some("NULL".to_owned()), Value::literal)
    }
}

/// The name of an array type.
struct Name<T>(T);

impl<T: Element> Name<T> {
    const TEXT: ConstText = {
        // PostgreSQL knows no array of arrays: `integer[][]` is `integer[]`, whose rows are of one length.
        assert!(!T::MEMBER.is_array(), "PostgreSQL has no arrays of arrays; store them as `Json<Vec<Vec<…>>>`");
        ConstText::new(T::MEMBER.name).text("[]")
    };
    const REFERENCE: &'static ConstText = &Self::TEXT;
}

impl<T: Element> Value for Vec<T> {
    const TYPE: TypeDef = TypeDef { name: Name::<T>::REFERENCE.as_str(), origin: T::MEMBER.origin };

    fn accepts(ty: &Type) -> bool {
        matches!(ty.kind(), Kind::Array(member) if T::accepts_member(base(member)))
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        Self::decode_as(unknown(), raw)
    }

    fn decode_as(ty: &Type, raw: &[u8]) -> Result<Self, DecodeError> {
        let member = if let Kind::Array(member) = ty.kind() { base(member) } else { unknown() };
        let mut reader = Reader::new(raw, "a one-dimensional array");
        let dimensions = reader.i32()?;
        // The null flag and the type of the members, which was checked.
        reader.take(8)?;
        let members = match dimensions {
            0 => Self::new(),
            1 => self::members(member, &mut reader)?,
            _ => return Err(reader.error()),
        };
        reader.end().map(|()| members)
    }

    fn encode(&self, ty: &Type, out: &mut BytesMut) -> Encoded {
        array(ty, self.len(), out, |member, index, out| self[index].encode_member(member, out))
    }

    fn literal(&self) -> Option<String> {
        if self.is_empty() {
            return Some("'{}'".to_owned());
        }
        let members: Option<Vec<String>> = self.iter().map(Element::member_literal).collect();
        Some(format!("ARRAY[{}]::{}", members?.join(", "), Self::TYPE.name))
    }
}

fn members<T: Element>(ty: &Type, reader: &mut Reader<'_>) -> Result<Vec<T>, DecodeError> {
    // Each member has at least its length, of four bytes; the lower bound of the array is as long.
    let count = reader.count(4)?;
    reader.i32()?;
    (0..count).map(|_| T::decode_member(ty, reader.value()?)).collect()
}

/// Writes a one-dimensional array in its binary form: dimensions, null flag, member oid, length, lower bound, members.
pub(crate) fn array(
    ty: &Type,
    len: usize,
    out: &mut BytesMut,
    mut member: impl FnMut(&Type, usize, &mut BytesMut) -> Encoded,
) -> Encoded {
    let Kind::Array(of) = ty.kind() else { return Err(format!("the database expects {ty} here, not an array").into()) };
    out.put_i32(1);
    // The null flag only speeds the server up, so it may always be set.
    out.put_i32(1);
    out.put_u32(of.oid());
    out.put_i32(i32::try_from(len)?);
    out.put_i32(1);
    for index in 0..len {
        sized(out, |out| member(of, index, out))?;
    }
    Ok(IsNull::No)
}

/// Writes a value behind its length, which is -1 for null.
pub(crate) fn sized(out: &mut BytesMut, value: impl FnOnce(&mut BytesMut) -> Encoded) -> Encoded {
    let start = out.len();
    out.put_i32(0);
    let written = match value(out)? {
        IsNull::Yes => -1,
        IsNull::No => i32::try_from(out.len() - start - 4)?,
    };
    out[start..start + 4].copy_from_slice(&written.to_be_bytes());
    Ok(IsNull::No)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(values: &Vec<Option<String>>) -> BytesMut {
        let mut out = BytesMut::new();
        values.encode(&Type::TEXT_ARRAY, &mut out).expect("encodes");
        out
    }

    #[test]
    fn an_array_survives_the_wire_and_its_pieces_are_errors() {
        let values = vec![Some("a, \"b\"".to_owned()), None, Some(String::new())];
        let out = bytes(&values);
        assert_eq!(Vec::<Option<String>>::decode(&out), Ok(values));
        for end in 0..out.len() {
            assert!(Vec::<Option<String>>::decode(&out[..end]).is_err());
        }
        assert!(Vec::<String>::decode(&out).is_err(), "a null where none is expected");
        assert_eq!(Vec::<Option<String>>::decode(&bytes(&Vec::new())), Ok(Vec::new()));
    }

    #[test]
    fn a_claimed_length_is_not_believed() {
        let mut out = bytes(&vec![Some("a".to_owned())]);
        out[12..16].copy_from_slice(&i32::MAX.to_be_bytes());
        assert!(Vec::<Option<String>>::decode(&out).is_err());
    }

    #[test]
    fn arrays_have_literals() {
        assert_eq!(Vec::<String>::new().literal().as_deref(), Some("'{}'"));
        assert_eq!(vec![Some(1), None].literal().as_deref(), Some("ARRAY[1, NULL]::integer[]"));
    }
}
