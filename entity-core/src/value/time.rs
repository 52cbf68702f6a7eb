//! Dates and times. Microseconds everywhere: what is finer is cut.

use bytes::BytesMut;
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, SubsecRound, Utc};
use tokio_postgres::types::{FromSql, ToSql, Type};

use super::{DecodeError, Encoded, Multirange, Range, Secret, TypeDef, Value};

/// A moment in time, which the clock can set.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a moment in time",
    label = "expected `DateTime<Utc>`",
    note = "`created_at`, `updated_at` and `deleted_at` are set from the clock: make the field a `DateTime<Utc>`"
)]
pub trait Instant {}

impl Instant for DateTime<Utc> {}

/// A timestamp without time zone, or what holds some.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no timestamp without time zone",
    label = "`timestamp` is for values without time zone",
    note = "take `timestamp` away, or make the field a `NaiveDateTime`"
)]
pub trait Zoneless {}

impl Zoneless for NaiveDateTime {}
impl<T: Zoneless> Zoneless for Range<T> {}
impl<T: Zoneless> Zoneless for Multirange<T> {}
impl<T: Zoneless> Zoneless for Vec<T> {}
impl<T: Zoneless> Zoneless for Option<T> {}
impl<T: Zoneless> Zoneless for Secret<T> {}

macro_rules! time {
    ($ty:ty, $name:literal, $oid:ident, |$value:ident| $cut:expr, $literal:literal) => {
        impl Value for $ty {
            const TYPE: TypeDef = TypeDef::builtin($name);

            fn accepts(ty: &Type) -> bool {
                *ty == Type::$oid
            }

            fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
                // Infinity and years beyond the calendar have no form in chrono.
                <$ty as FromSql>::from_sql(&Type::$oid, raw).map_err(|_| DecodeError::expected($name))
            }

            fn encode(&self, ty: &Type, out: &mut BytesMut) -> Encoded {
                let $value = self;
                $cut.to_sql(ty, out)
            }

            fn literal(&self) -> Option<String> {
                Some(format!("'{}'", self.format($literal)))
            }
        }
    };
}

time!(DateTime<Utc>, "timestamptz", TIMESTAMPTZ, |value| value.trunc_subsecs(6), "%Y-%m-%d %H:%M:%S%.6f+00");
time!(NaiveDateTime, "timestamp", TIMESTAMP, |value| value.trunc_subsecs(6), "%Y-%m-%d %H:%M:%S%.6f");
time!(NaiveDate, "date", DATE, |value| value, "%Y-%m-%d");
time!(NaiveTime, "time", TIME, |value| value.trunc_subsecs(6), "%H:%M:%S%.6f");
