//! Dates and times as PostgreSQL counts them, for crates that count otherwise: microseconds and days.

use bytes::{BufMut, BytesMut};
use tokio_postgres::types::IsNull;

use super::reader::Reader;
use super::{DecodeError, Encoded};

/// The server counts from the year 2000, everybody else from 1970.
const EPOCH: i64 = 946_684_800_000_000;
const DAY: i64 = 86_400_000_000;

/// Microseconds since 1970.
pub(super) fn read_moment(raw: &[u8], what: &'static str) -> Result<i64, DecodeError> {
    // Infinity is the greatest number, which the sum goes beyond.
    read_micros(raw, what)?.checked_add(EPOCH).ok_or(DecodeError::expected(what))
}

/// Writes microseconds since 1970.
pub(super) fn write_moment(micros: i64, out: &mut BytesMut) -> Encoded {
    out.put_i64(micros.checked_sub(EPOCH).ok_or("a moment before all that PostgreSQL knows")?);
    Ok(IsNull::No)
}

/// A number of microseconds.
pub(super) fn read_micros(raw: &[u8], what: &'static str) -> Result<i64, DecodeError> {
    let mut reader = Reader::new(raw, what);
    let micros = reader.i64()?;
    reader.end().map(|()| micros)
}

/// Microseconds since 1970 at the begin of a day.
pub(super) fn read_day(raw: &[u8]) -> Result<i64, DecodeError> {
    let mut reader = Reader::new(raw, "date");
    let days = i64::from(reader.i32()?);
    reader.end()?;
    // Infinity is the greatest number of days.
    days.checked_mul(DAY).and_then(|micros| micros.checked_add(EPOCH)).ok_or(DecodeError::expected("date"))
}

/// Writes the day of a moment.
pub(super) fn write_day(micros: i64, out: &mut BytesMut) -> Encoded {
    out.put_i32(i32::try_from((micros - EPOCH).div_euclid(DAY))?);
    Ok(IsNull::No)
}
