//! Dates and times of the crate `time`. Microseconds: what is finer is cut.

use bytes::{BufMut, BytesMut};
use time::{Date, Duration, OffsetDateTime, PrimitiveDateTime, Time};
use tokio_postgres::types::{IsNull, Type};

use super::instant::{read_day, read_micros, read_moment, write_day, write_moment};
use super::{DecodeError, Encoded, Instant, RangeMember, TypeDef, Value, Zoneless};

impl Instant for OffsetDateTime {}
impl Zoneless for PrimitiveDateTime {}

impl RangeMember for OffsetDateTime {
    const RANGE: TypeDef = TypeDef::builtin("tstzrange");
    const MULTIRANGE: TypeDef = TypeDef::builtin("tstzmultirange");
}

impl RangeMember for PrimitiveDateTime {
    const RANGE: TypeDef = TypeDef::builtin("tsrange");
    const MULTIRANGE: TypeDef = TypeDef::builtin("tsmultirange");
}

impl RangeMember for Date {
    const RANGE: TypeDef = TypeDef::builtin("daterange");
    const MULTIRANGE: TypeDef = TypeDef::builtin("datemultirange");
}

fn micros(moment: OffsetDateTime) -> i64 {
    // The years of the crate are fewer than those of the number.
    i64::try_from(moment.unix_timestamp_nanos().div_euclid(1000)).unwrap_or(i64::MAX)
}

fn moment(micros: i64, what: &'static str) -> Result<OffsetDateTime, DecodeError> {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1000).map_err(|_| DecodeError::expected(what))
}

fn date_text(date: Date) -> Option<String> {
    // Years before the first are spelled otherwise.
    (date.year() > 0).then(|| format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day()))
}

fn time_text(time: Time) -> String {
    format!("{:02}:{:02}:{:02}.{:06}", time.hour(), time.minute(), time.second(), time.microsecond())
}

impl Value for OffsetDateTime {
    const TYPE: TypeDef = TypeDef::builtin("timestamptz");

    fn accepts(ty: &Type) -> bool {
        *ty == Type::TIMESTAMPTZ
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        moment(read_moment(raw, "timestamptz")?, "timestamptz")
    }

    fn encode(&self, _: &Type, out: &mut BytesMut) -> Encoded {
        write_moment(micros(*self), out)
    }

    fn literal(&self) -> Option<String> {
        let moment = self.to_offset(time::UtcOffset::UTC);
        Some(format!("'{} {}+00'", date_text(moment.date())?, time_text(moment.time())))
    }
}

impl Value for PrimitiveDateTime {
    const TYPE: TypeDef = TypeDef::builtin("timestamp");

    fn accepts(ty: &Type) -> bool {
        *ty == Type::TIMESTAMP
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        let moment = moment(read_moment(raw, "timestamp")?, "timestamp")?;
        Ok(Self::new(moment.date(), moment.time()))
    }

    fn encode(&self, _: &Type, out: &mut BytesMut) -> Encoded {
        write_moment(micros(self.assume_utc()), out)
    }

    fn literal(&self) -> Option<String> {
        Some(format!("'{} {}'", date_text(self.date())?, time_text(self.time())))
    }
}

impl Value for Date {
    const TYPE: TypeDef = TypeDef::builtin("date");

    fn accepts(ty: &Type) -> bool {
        *ty == Type::DATE
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        moment(read_day(raw)?, "date").map(OffsetDateTime::date)
    }

    fn encode(&self, _: &Type, out: &mut BytesMut) -> Encoded {
        write_day(micros(self.midnight().assume_utc()), out)
    }

    fn literal(&self) -> Option<String> {
        date_text(*self).map(|text| format!("'{text}'"))
    }
}

impl Value for Time {
    const TYPE: TypeDef = TypeDef::builtin("time");

    fn accepts(ty: &Type) -> bool {
        *ty == Type::TIME
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        // The end of the day, 24:00, is no time of it.
        let micros = read_micros(raw, "time")?;
        match micros {
            0..86_400_000_000 => Ok(Self::MIDNIGHT + Duration::microseconds(micros)),
            _ => Err(DecodeError::expected("time")),
        }
    }

    fn encode(&self, _: &Type, out: &mut BytesMut) -> Encoded {
        let since = *self - Self::MIDNIGHT;
        out.put_i64(i64::try_from(since.whole_microseconds())?);
        Ok(IsNull::No)
    }

    fn literal(&self) -> Option<String> {
        Some(format!("'{}'", time_text(*self)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn survives<T: Value + PartialEq + std::fmt::Debug>(value: &T, ty: &Type) {
        let mut out = BytesMut::new();
        value.encode(ty, &mut out).expect("encodes");
        assert_eq!(T::decode(&out).as_ref(), Ok(value));
        for end in 0..out.len() {
            assert!(T::decode(&out[..end]).is_err());
        }
    }

    #[test]
    fn moments_survive_the_wire() {
        for micros in [0, -1, 1, 253_402_300_799_999_999, -62_135_596_800_000_000] {
            let moment = moment(micros, "a moment").expect("a moment");
            survives(&moment, &Type::TIMESTAMPTZ);
            survives(&PrimitiveDateTime::new(moment.date(), moment.time()), &Type::TIMESTAMP);
            survives(&moment.date(), &Type::DATE);
            survives(&moment.time(), &Type::TIME);
        }
        assert!(OffsetDateTime::decode(&i64::MAX.to_be_bytes()).is_err(), "infinity");
        assert!(Date::decode(&i32::MAX.to_be_bytes()).is_err() && Date::decode(&i32::MIN.to_be_bytes()).is_err());
        assert!(Time::decode(&86_400_000_000_i64.to_be_bytes()).is_err());
        assert_eq!(OffsetDateTime::UNIX_EPOCH.literal().as_deref(), Some("'1970-01-01 00:00:00.000000+00'"));
    }
}
