//! Several ranges in one value.

use bytes::{BufMut, BytesMut};
use tokio_postgres::types::{IsNull, Kind, Type};

use super::array::sized;
use super::bind::base;
use super::range::{self, Range, RangeMember};
use super::reader::Reader;
use super::{DecodeError, Encoded, TypeDef, Value};

/// Ranges that do not touch, in order. The server joins those that do and leaves out empty ones.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Multirange<T>(pub Vec<Range<T>>);

impl<T> Default for Multirange<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> From<Vec<Range<T>>> for Multirange<T> {
    fn from(ranges: Vec<Range<T>>) -> Self {
        Self(ranges)
    }
}

impl<T> FromIterator<Range<T>> for Multirange<T> {
    fn from_iter<I: IntoIterator<Item = Range<T>>>(ranges: I) -> Self {
        Self(ranges.into_iter().collect())
    }
}

impl<T: RangeMember> Value for Multirange<T> {
    const TYPE: TypeDef = T::MULTIRANGE;

    fn accepts(ty: &Type) -> bool {
        matches!(ty.kind(), Kind::Multirange(member) if T::accepts(base(member)))
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(raw, "several ranges");
        let count = reader.count(4)?;
        let range = |_| Range::decode(reader.value()?.ok_or(DecodeError::expected("ranges without nulls"))?);
        let ranges = (0..count).map(range).collect::<Result<_, _>>()?;
        reader.end().map(|()| Self(ranges))
    }

    fn encode(&self, ty: &Type, out: &mut BytesMut) -> Encoded {
        let Kind::Multirange(member) = ty.kind() else {
            return Err(format!("the database expects {ty} here, not several ranges").into());
        };
        out.put_i32(i32::try_from(self.0.len())?);
        for range in &self.0 {
            sized(out, |out| range::write(range, member, out).map(|()| IsNull::No))?;
        }
        Ok(IsNull::No)
    }

    fn literal(&self) -> Option<String> {
        let ranges: Option<Vec<String>> = self.0.iter().map(Value::literal).collect();
        Some(format!("{}({})", T::MULTIRANGE.name, ranges?.join(", ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_ranges_survive_the_wire_and_their_pieces_are_errors() {
        let ranges = Multirange(vec![Range::from(..3), Range::from(5..9), Range::from(12..)]);
        let mut out = BytesMut::new();
        ranges.encode(&Type::INT8MULTI_RANGE, &mut out).expect("encodes");
        assert_eq!(Multirange::<i64>::decode(&out), Ok(ranges));
        for end in 0..out.len() {
            assert!(Multirange::<i64>::decode(&out[..end]).is_err());
        }
        assert_eq!(Multirange::<i64>::default().literal().as_deref(), Some("int8multirange()"));
    }
}
