//! Intervals.

use std::fmt;

use bytes::{BufMut, BytesMut};
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use tokio_postgres::types::{IsNull, Type};

use super::reader::Reader;
use super::{DecodeError, Encoded, TypeDef, Value};

const SECOND: u64 = 1_000_000;

/// A span of time as calendars count it. Months, days and microseconds stay apart, for a month has no fixed number of
/// days and a day no fixed number of hours.
///
/// Equality is that of the three numbers; the server takes a month for 30 days and a day for 24 hours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Interval {
    /// Months; a year is twelve.
    pub months: i32,
    /// Days; a week is seven.
    pub days: i32,
    /// Microseconds.
    pub microseconds: i64,
}

impl Interval {
    /// So many months.
    pub const fn months(months: i32) -> Self {
        Self { months, days: 0, microseconds: 0 }
    }

    /// So many days.
    pub const fn days(days: i32) -> Self {
        Self { months: 0, days, microseconds: 0 }
    }

    /// So many microseconds.
    pub const fn microseconds(microseconds: i64) -> Self {
        Self { months: 0, days: 0, microseconds }
    }
}

/// What is finer than a microsecond is cut; what is longer than 292 000 years becomes that.
impl From<TimeDelta> for Interval {
    fn from(span: TimeDelta) -> Self {
        let longest = if span < TimeDelta::zero() { i64::MIN } else { i64::MAX };
        Self::microseconds(span.num_microseconds().unwrap_or(longest))
    }
}

/// `14 mons -3 days 04:05:06.000007`.
impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { months, days, microseconds } = self;
        let sign = if *microseconds < 0 { "-" } else { "" };
        let all = microseconds.unsigned_abs();
        let (seconds, rest) = (all / SECOND, all % SECOND);
        let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        write!(f, "{months} mons {days} days {sign}{hours:02}:{minutes:02}:{seconds:02}.{rest:06}")
    }
}

impl Value for Interval {
    const TYPE: TypeDef = TypeDef::builtin("interval");

    fn accepts(ty: &Type) -> bool {
        *ty == Type::INTERVAL
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(raw, "interval");
        let microseconds = reader.i64()?;
        let (days, months) = (reader.i32()?, reader.i32()?);
        reader.end().map(|()| Self { months, days, microseconds })
    }

    fn encode(&self, _: &Type, out: &mut BytesMut) -> Encoded {
        out.put_i64(self.microseconds);
        out.put_i32(self.days);
        out.put_i32(self.months);
        Ok(IsNull::No)
    }

    fn literal(&self) -> Option<String> {
        Some(format!("'{self}'::interval"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_is_written_as_the_server_reads_it() {
        let interval = Interval { months: 14, days: -3, microseconds: -3_661_000_007 };
        assert_eq!(interval.to_string(), "14 mons -3 days -01:01:01.000007");
        assert_eq!(Interval::default().literal().as_deref(), Some("'0 mons 0 days 00:00:00.000000'::interval"));
        assert_eq!(Interval::from(TimeDelta::days(1)), Interval::microseconds(86_400_000_000));
    }

    #[test]
    fn pieces_of_an_interval_are_errors() {
        let interval = Interval { months: i32::MIN, days: i32::MAX, microseconds: i64::MIN };
        let mut out = BytesMut::new();
        interval.encode(&Type::INTERVAL, &mut out).expect("encodes");
        assert_eq!(Interval::decode(&out), Ok(interval));
        for end in 0..out.len() {
            assert!(Interval::decode(&out[..end]).is_err());
        }
    }
}
