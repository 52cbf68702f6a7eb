//! Ranges.

use std::fmt;
use std::ops::{Bound, RangeBounds};

use bytes::BytesMut;
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use postgres_protocol::IsNull as WireNull;
use postgres_protocol::types::{self as wire, RangeBound};
use rust_decimal::Decimal;
use tokio_postgres::types::{IsNull, Kind, Type};

use super::bind::{base, encode};
use super::{DecodeError, Encoded, TypeDef, Value};

/// The values between two bounds, each of which may be inclusive, exclusive or absent; or no value at all.
///
/// **Shape** The server writes ranges of whole numbers and of dates as `[lower, upper)`: `1..=4` comes back as `1..5`.
/// A range that holds no value comes back as [`Range::Empty`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Range<T> {
    /// No value.
    Empty,
    /// The values between two bounds.
    Between(Bound<T>, Bound<T>),
}

/// A type that PostgreSQL has ranges of.
#[diagnostic::on_unimplemented(
    message = "PostgreSQL has no range of `{Self}`",
    label = "no range type is known for this",
    note = "ranges are of `i32`, `i64`, `Decimal`, dates and timestamps"
)]
pub trait RangeMember: Value {
    /// The range type.
    const RANGE: TypeDef;
    /// The type of several ranges.
    const MULTIRANGE: TypeDef;
}

macro_rules! member {
    ($($ty:ty: $range:literal, $multirange:literal;)*) => {
        $(impl $crate::value::RangeMember for $ty {
            const RANGE: $crate::value::TypeDef = $crate::value::TypeDef::builtin($range);
            const MULTIRANGE: $crate::value::TypeDef = $crate::value::TypeDef::builtin($multirange);
        })*
    };
}

member! {
    i32: "int4range", "int4multirange";
    i64: "int8range", "int8multirange";
    Decimal: "numrange", "nummultirange";
    NaiveDate: "daterange", "datemultirange";
    NaiveDateTime: "tsrange", "tsmultirange";
    DateTime<Utc>: "tstzrange", "tstzmultirange";
}

impl<T> Range<T> {
    /// A range with these bounds.
    pub const fn new(lower: Bound<T>, upper: Bound<T>) -> Self {
        Self::Between(lower, upper)
    }

    /// The lower bound. `None` for the empty range.
    pub fn lower(&self) -> Option<Bound<&T>> {
        match self {
            Self::Empty => None,
            Self::Between(lower, _) => Some(lower.as_ref()),
        }
    }

    /// The upper bound. `None` for the empty range.
    pub fn upper(&self) -> Option<Bound<&T>> {
        match self {
            Self::Empty => None,
            Self::Between(_, upper) => Some(upper.as_ref()),
        }
    }

    /// Whether a value lies in it.
    pub fn contains(&self, value: &T) -> bool
    where
        T: PartialOrd,
    {
        match self {
            Self::Empty => false,
            Self::Between(lower, upper) => (lower.as_ref(), upper.as_ref()).contains(value),
        }
    }
}

macro_rules! from_std {
    ($($ty:ident),*) => {
        $(impl<T: Clone> From<std::ops::$ty<T>> for Range<T> {
            fn from(range: std::ops::$ty<T>) -> Self {
                Self::Between(range.start_bound().cloned(), range.end_bound().cloned())
            }
        })*
    };
}

from_std!(Range, RangeInclusive, RangeFrom, RangeTo, RangeToInclusive);

impl<T> From<std::ops::RangeFull> for Range<T> {
    fn from(_: std::ops::RangeFull) -> Self {
        Self::Between(Bound::Unbounded, Bound::Unbounded)
    }
}

impl<T: RangeMember> Value for Range<T> {
    const TYPE: TypeDef = T::RANGE;

    fn accepts(ty: &Type) -> bool {
        matches!(ty.kind(), Kind::Range(member) if T::accepts(base(member)))
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        match wire::range_from_sql(raw).map_err(|_| DecodeError::expected("a range"))? {
            wire::Range::Empty => Ok(Self::Empty),
            wire::Range::Nonempty(lower, upper) => Ok(Self::Between(bound(lower)?, bound(upper)?)),
        }
    }

    fn encode(&self, ty: &Type, out: &mut BytesMut) -> Encoded {
        let Kind::Range(member) = ty.kind() else {
            return Err(format!("the database expects {ty} here, not a range").into());
        };
        write(self, member, out)?;
        Ok(IsNull::No)
    }

    fn literal(&self) -> Option<String> {
        let name = T::RANGE.name;
        let Self::Between(lower, upper) = self else { return Some(format!("'empty'::{name}")) };
        let open = if matches!(lower, Bound::Included(_)) { '[' } else { '(' };
        let close = if matches!(upper, Bound::Included(_)) { ']' } else { ')' };
        Some(format!("{name}({}, {}, '{open}{close}')", literal(lower)?, literal(upper)?))
    }
}

fn bound<T: Value>(bound: RangeBound<Option<&[u8]>>) -> Result<Bound<T>, DecodeError> {
    let value = |raw: Option<&[u8]>| raw.map_or_else(|| Err(DecodeError::expected("a bound of a range")), T::decode);
    match bound {
        RangeBound::Inclusive(raw) => value(raw).map(Bound::Included),
        RangeBound::Exclusive(raw) => value(raw).map(Bound::Excluded),
        RangeBound::Unbounded => Ok(Bound::Unbounded),
    }
}

type Written<T> = Result<T, Box<dyn std::error::Error + Sync + Send>>;

/// Writes the binary form.
pub(super) fn write<T: Value>(range: &Range<T>, member: &Type, out: &mut BytesMut) -> Written<()> {
    let put = |bound: &Bound<T>, out: &mut BytesMut| -> Written<RangeBound<WireNull>> {
        let mut value = |value: &T| encode(value, member, out).map(|_| WireNull::No);
        Ok(match bound {
            Bound::Included(included) => RangeBound::Inclusive(value(included)?),
            Bound::Excluded(excluded) => RangeBound::Exclusive(value(excluded)?),
            Bound::Unbounded => RangeBound::Unbounded,
        })
    };
    match range {
        Range::Empty => wire::empty_range_to_sql(out),
        Range::Between(lower, upper) => wire::range_to_sql(|out| put(lower, out), |out| put(upper, out), out)?,
    }
    Ok(())
}

fn literal<T: Value>(bound: &Bound<T>) -> Option<String> {
    match bound {
        Bound::Included(value) | Bound::Excluded(value) => value.literal(),
        Bound::Unbounded => Some("NULL".to_owned()),
    }
}

/// As PostgreSQL writes it, where members show themselves.
impl<T: fmt::Display> fmt::Display for Range<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Between(lower, upper) = self else { return f.write_str("empty") };
        match lower {
            Bound::Included(value) => write!(f, "[{value},")?,
            Bound::Excluded(value) => write!(f, "({value},")?,
            Bound::Unbounded => f.write_str("(,")?,
        }
        match upper {
            Bound::Included(value) => write!(f, "{value}]"),
            Bound::Excluded(value) => write!(f, "{value})"),
            Bound::Unbounded => f.write_str(")"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_survives_the_wire_and_its_pieces_are_errors() {
        let ranges = [
            Range::Empty,
            Range::from(1..5),
            Range::from(..=7),
            Range::from(..),
            Range::new(Bound::Excluded(i32::MIN), Bound::Included(i32::MAX)),
        ];
        for range in ranges {
            let mut out = BytesMut::new();
            range.encode(&Type::INT4_RANGE, &mut out).expect("encodes");
            assert_eq!(Range::<i32>::decode(&out), Ok(range));
            for end in 0..out.len() {
                assert!(Range::<i32>::decode(&out[..end]).is_err());
            }
        }
    }

    #[test]
    fn a_range_knows_what_lies_in_it_and_has_a_literal() {
        let range = Range::new(Bound::Excluded(1), Bound::Included(5));
        assert!(!range.contains(&1) && range.contains(&5) && !range.contains(&6));
        assert!(!Range::Empty.contains(&1));
        assert_eq!(range.literal().as_deref(), Some("int4range(1, 5, '(]')"));
        assert_eq!((range.to_string(), Range::from(3..).to_string()), ("(1,5]".to_owned(), "[3,)".to_owned()));
        assert_eq!(Range::<i64>::Empty.literal().as_deref(), Some("'empty'::int8range"));
        assert_eq!(Range::<i64>::from(..).literal().as_deref(), Some("int8range(NULL, NULL, '()')"));
    }
}
