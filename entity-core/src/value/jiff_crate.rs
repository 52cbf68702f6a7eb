//! Dates and times of the crate `jiff`. Microseconds: what is finer is cut.

use bytes::{BufMut, BytesMut};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use tokio_postgres::types::{IsNull, Type};

use super::instant::{read_day, read_micros, read_moment, write_day, write_moment};
use super::{DecodeError, Encoded, Instant, RangeMember, TypeDef, Value, Zoneless};

impl Instant for Timestamp {}
impl Zoneless for DateTime {}

impl RangeMember for Timestamp {
    const RANGE: TypeDef = TypeDef::builtin("tstzrange");
    const MULTIRANGE: TypeDef = TypeDef::builtin("tstzmultirange");
}

impl RangeMember for DateTime {
    const RANGE: TypeDef = TypeDef::builtin("tsrange");
    const MULTIRANGE: TypeDef = TypeDef::builtin("tsmultirange");
}

impl RangeMember for Date {
    const RANGE: TypeDef = TypeDef::builtin("daterange");
    const MULTIRANGE: TypeDef = TypeDef::builtin("datemultirange");
}

fn moment(micros: i64, what: &'static str) -> Result<Timestamp, DecodeError> {
    Timestamp::from_microsecond(micros).map_err(|_| DecodeError::expected(what))
}

fn local(micros: i64, what: &'static str) -> Result<DateTime, DecodeError> {
    moment(micros, what).map(|moment| TimeZone::UTC.to_datetime(moment))
}

/// Microseconds since 1970, were the place Greenwich.
fn micros(local: DateTime) -> Result<i64, &'static str> {
    let moment = TimeZone::UTC.to_timestamp(local).map_err(|_| "a moment beyond those that have a place on Earth")?;
    Ok(floor(moment))
}

fn floor(moment: Timestamp) -> i64 {
    // The years of the crate are fewer than those of the number.
    i64::try_from(moment.as_nanosecond().div_euclid(1000)).unwrap_or(i64::MAX)
}

fn date_text(date: Date) -> Option<String> {
    // Years before the first are spelled otherwise.
    (date.year() > 0).then(|| format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day()))
}

fn time_text(time: Time) -> String {
    let micros = time.subsec_nanosecond() / 1000;
    format!("{:02}:{:02}:{:02}.{micros:06}", time.hour(), time.minute(), time.second())
}

impl Value for Timestamp {
    const TYPE: TypeDef = TypeDef::builtin("timestamptz");

    fn accepts(ty: &Type) -> bool {
        *ty == Type::TIMESTAMPTZ
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        moment(read_moment(raw, "timestamptz")?, "timestamptz")
    }

    fn encode(&self, _: &Type, out: &mut BytesMut) -> Encoded {
        write_moment(floor(*self), out)
    }

    fn literal(&self) -> Option<String> {
        let moment = TimeZone::UTC.to_datetime(*self);
        Some(format!("'{} {}+00'", date_text(moment.date())?, time_text(moment.time())))
    }
}

impl Value for DateTime {
    const TYPE: TypeDef = TypeDef::builtin("timestamp");

    fn accepts(ty: &Type) -> bool {
        *ty == Type::TIMESTAMP
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        local(read_moment(raw, "timestamp")?, "timestamp")
    }

    fn encode(&self, _: &Type, out: &mut BytesMut) -> Encoded {
        write_moment(micros(*self)?, out)
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
        local(read_day(raw)?, "date").map(DateTime::date)
    }

    fn encode(&self, _: &Type, out: &mut BytesMut) -> Encoded {
        write_day(micros(self.to_datetime(Time::midnight()))?, out)
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
            0..86_400_000_000 => local(micros, "time").map(DateTime::time),
            _ => Err(DecodeError::expected("time")),
        }
    }

    fn encode(&self, _: &Type, out: &mut BytesMut) -> Encoded {
        let seconds = (i64::from(self.hour()) * 60 + i64::from(self.minute())) * 60 + i64::from(self.second());
        out.put_i64(seconds * 1_000_000 + i64::from(self.subsec_nanosecond()) / 1000);
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
        for micros in [0, -1, 1, 253_402_200_000_000_000, -62_135_596_800_000_000] {
            let moment = moment(micros, "a moment").expect("a moment");
            let local = TimeZone::UTC.to_datetime(moment);
            survives(&moment, &Type::TIMESTAMPTZ);
            survives(&local, &Type::TIMESTAMP);
            survives(&local.date(), &Type::DATE);
            survives(&local.time(), &Type::TIME);
        }
        assert!(Timestamp::decode(&i64::MAX.to_be_bytes()).is_err(), "infinity");
        assert!(Date::decode(&i32::MAX.to_be_bytes()).is_err() && Date::decode(&i32::MIN.to_be_bytes()).is_err());
        assert!(Time::decode(&86_400_000_000_i64.to_be_bytes()).is_err());
        assert_eq!(Timestamp::UNIX_EPOCH.literal().as_deref(), Some("'1970-01-01 00:00:00.000000+00'"));
    }
}
