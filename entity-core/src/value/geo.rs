//! PostGIS. EWKB at the edge, geo-types inside.

use std::fmt;

use bytes::BytesMut;
use geo_types::Point;
use postgis::ewkb;
use tokio_postgres::types::{FromSql, ToSql, Type};

use super::{DecodeError, Encoded, Origin, TypeDef, Value};

/// WGS 84, the reference system of GPS.
const SRID: i32 = 4326;

/// A place on Earth: `geography(Point, 4326)`.
///
/// **Units** Degrees, longitude first.
#[derive(Clone, Copy, PartialEq)]
pub struct GeoPoint(Point<f64>);

impl GeoPoint {
    /// A place from its longitude and latitude.
    ///
    /// # Errors
    /// [`GeoError`] when a number is not finite or out of range. Swapped coordinates are caught where the longitude
    /// could not be a latitude.
    pub fn new(longitude: f64, latitude: f64) -> Result<Self, GeoError> {
        if !longitude.is_finite() || !latitude.is_finite() {
            return Err(GeoError::NotFinite);
        }
        if latitude.abs() > 90.0 {
            return Err(if latitude.abs() <= 180.0 && longitude.abs() <= 90.0 {
                GeoError::Swapped
            } else {
                GeoError::Latitude
            });
        }
        if longitude.abs() > 180.0 {
            return Err(GeoError::Longitude);
        }
        Ok(Self(Point::new(longitude, latitude)))
    }

    /// Degrees east.
    pub fn longitude(self) -> f64 {
        self.0.x()
    }

    /// Degrees north.
    pub fn latitude(self) -> f64 {
        self.0.y()
    }

    /// The point for the crates around geo-types.
    pub fn point(self) -> Point<f64> {
        self.0
    }
}

impl TryFrom<Point<f64>> for GeoPoint {
    type Error = GeoError;

    fn try_from(point: Point<f64>) -> Result<Self, GeoError> {
        Self::new(point.x(), point.y())
    }
}

impl fmt::Debug for GeoPoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "GeoPoint({}, {})", self.longitude(), self.latitude())
    }
}

impl serde::Serialize for GeoPoint {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Shape { longitude: self.longitude(), latitude: self.latitude() }.serialize(serializer)
    }
}

impl<'de> serde::Deserialize<'de> for GeoPoint {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let shape = Shape::deserialize(deserializer)?;
        Self::new(shape.longitude, shape.latitude).map_err(serde::de::Error::custom)
    }
}

/// The names say which is which; a pair would not.
#[derive(serde::Serialize, serde::Deserialize)]
struct Shape {
    longitude: f64,
    latitude: f64,
}

/// Why two numbers are no place on Earth. It does not show them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GeoError {
    /// Not a number, or infinite.
    NotFinite,
    /// The latitude is beyond ±90 and the two would fit if swapped.
    Swapped,
    /// The latitude is beyond ±90.
    Latitude,
    /// The longitude is beyond ±180.
    Longitude,
}

impl fmt::Display for GeoError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotFinite => "a coordinate is not a finite number",
            Self::Swapped => "the latitude is beyond ±90 degrees; longitude comes first, so the two seem swapped",
            Self::Latitude => "the latitude is beyond ±90 degrees",
            Self::Longitude => "the longitude is beyond ±180 degrees",
        })
    }
}

impl std::error::Error for GeoError {}

/// A value that is a place.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a place",
    label = "`within` and `distance` are for columns of places",
    note = "make the column a `GeoPoint`"
)]
pub trait PlaceValue: Value {}

impl PlaceValue for GeoPoint {}

impl Value for GeoPoint {
    const TYPE: TypeDef = TypeDef { name: "geography(Point,4326)", origin: Origin::Extension("postgis") };

    fn accepts(ty: &Type) -> bool {
        ty.name() == "geography"
    }

    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        let point = ewkb::Point::from_sql(&Type::BYTEA, raw).map_err(|_| DecodeError::expected("a point in EWKB"))?;
        Self::new(point.x, point.y).map_err(|_| DecodeError::expected("a point on Earth"))
    }

    fn encode(&self, ty: &Type, out: &mut BytesMut) -> Encoded {
        ewkb::Point::new(self.longitude(), self.latitude(), Some(SRID)).to_sql(ty, out)
    }
}

/// A distance on the ground.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Meters(pub f64);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swapped_or_impossible_coordinates_are_refused() {
        assert!(GeoPoint::new(-118.2437, 34.0522).is_ok());
        assert_eq!(GeoPoint::new(34.0522, -118.2437), Err(GeoError::Swapped));
        assert_eq!(GeoPoint::new(10.0, 200.0), Err(GeoError::Latitude));
        assert_eq!(GeoPoint::new(181.0, 10.0), Err(GeoError::Longitude));
        assert_eq!(GeoPoint::new(f64::NAN, 0.0), Err(GeoError::NotFinite));
        assert!(GeoPoint::new(180.0, -90.0).is_ok());
    }

    #[test]
    fn a_point_survives_the_wire() {
        let here = GeoPoint::new(-118.2437, 34.0522).expect("a place");
        let mut out = BytesMut::new();
        here.encode(&Type::BYTEA, &mut out).expect("encodes");
        assert_eq!(GeoPoint::decode(&out), Ok(here));
        for end in 0..out.len() {
            assert!(GeoPoint::decode(&out[..end]).is_err());
        }
    }
}
