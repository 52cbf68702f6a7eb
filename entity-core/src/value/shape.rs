//! Shapes on Earth and in the plane, their kind and reference system in the type.

use std::fmt;
use std::ops::Deref;

use bytes::BytesMut;
use geo_types::{Coord, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon};
use tokio_postgres::types::{IsNull, Type};

use super::name::ConstText;
use super::{DecodeError, Encoded, GeoError, GeoPoint, Origin, PlaceValue, TypeDef, Value, ewkb};

/// A kind of shape.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no kind of shape",
    label = "PostGIS has no such kind",
    note = "shapes are those of geo-types with coordinates of `f64`: `Point`, `LineString`, `Polygon`, `Multi…`, \
            `GeometryCollection`, and `Geometry` for any of them"
)]
pub trait Shape: Clone + PartialEq + fmt::Debug + Send + Sync + Sized + 'static {
    /// The kind in PostGIS' words.
    const KIND: &'static str;

    /// The shape as one of any kind.
    fn to_geometry(&self) -> geo_types::Geometry<f64>;

    /// The shape, if it is of this kind.
    fn from_geometry(shape: geo_types::Geometry<f64>) -> Option<Self>;
}

macro_rules! shape {
    ($($ty:ident),*) => {
        $(impl Shape for $ty<f64> {
            const KIND: &'static str = stringify!($ty);

            fn to_geometry(&self) -> geo_types::Geometry<f64> {
                geo_types::Geometry::$ty(self.clone())
            }

            fn from_geometry(shape: geo_types::Geometry<f64>) -> Option<Self> {
                match shape {
                    geo_types::Geometry::$ty(shape) => Some(shape),
                    _ => None,
                }
            }
        })*
    };
}

shape!(Point, LineString, Polygon, MultiPoint, MultiLineString, MultiPolygon, GeometryCollection);

impl Shape for geo_types::Geometry<f64> {
    const KIND: &'static str = "Geometry";

    fn to_geometry(&self) -> Self {
        self.clone()
    }

    fn from_geometry(shape: Self) -> Option<Self> {
        Some(shape)
    }
}

/// A shape on Earth, in degrees: `geography(Polygon, 4326)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Geography<G, const SRID: i32 = 4326>(G);

/// A shape in the plane: `geometry(Polygon, 2056)`. Without a reference system its SRID is 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Geometry<G, const SRID: i32 = 0>(G);

impl<G: Shape, const SRID: i32> Geography<G, SRID> {
    /// Checks a shape.
    ///
    /// # Errors
    /// [`GeoError`] when a coordinate is not finite or no place on Earth.
    pub fn new(shape: G) -> Result<Self, GeoError> {
        every(&shape.to_geometry(), &mut |coord| GeoPoint::new(coord.x, coord.y).map(drop))?;
        Ok(Self(shape))
    }
}

impl<G: Shape, const SRID: i32> Geometry<G, SRID> {
    /// Checks a shape.
    ///
    /// # Errors
    /// [`GeoError`] when a coordinate is not finite, or the reference system is that of GPS and it is no place on Earth.
    pub fn new(shape: G) -> Result<Self, GeoError> {
        every(&shape.to_geometry(), &mut |coord| match SRID {
            4326 => GeoPoint::new(coord.x, coord.y).map(drop),
            _ if coord.x.is_finite() && coord.y.is_finite() => Ok(()),
            _ => Err(GeoError::NotFinite),
        })?;
        Ok(Self(shape))
    }
}

type Check<'a> = &'a mut dyn FnMut(Coord<f64>) -> Result<(), GeoError>;

/// Checks every coordinate of a shape.
fn every(shape: &geo_types::Geometry<f64>, check: Check<'_>) -> Result<(), GeoError> {
    use geo_types::Geometry as Any;
    let line = |line: &LineString<f64>, check: Check<'_>| line.0.iter().try_for_each(|coord| check(*coord));
    let polygon = |polygon: &Polygon<f64>, check: Check<'_>| {
        line(polygon.exterior(), check)?;
        polygon.interiors().iter().try_for_each(|ring| line(ring, check))
    };
    match shape {
        Any::Point(point) => check(point.0),
        Any::Line(line) => check(line.start).and_then(|()| check(line.end)),
        Any::LineString(one) => line(one, check),
        Any::Polygon(one) => polygon(one, check),
        Any::MultiPoint(points) => points.0.iter().try_for_each(|point| check(point.0)),
        Any::MultiLineString(lines) => lines.0.iter().try_for_each(|one| line(one, check)),
        Any::MultiPolygon(polygons) => polygons.0.iter().try_for_each(|one| polygon(one, check)),
        Any::GeometryCollection(shapes) => shapes.0.iter().try_for_each(|shape| every(shape, check)),
        Any::Rect(rect) => check(rect.min()).and_then(|()| check(rect.max())),
        Any::Triangle(triangle) => triangle.to_array().into_iter().try_for_each(check),
    }
}

/// The name of a type of shapes.
struct Name<G, const SRID: i32>(G);

impl<G: Shape, const SRID: i32> Name<G, SRID> {
    const GEOGRAPHY: ConstText = Self::name("geography");
    const GEOGRAPHY_REFERENCE: &'static ConstText = &Self::GEOGRAPHY;
    const GEOMETRY: ConstText = Self::name("geometry");
    const GEOMETRY_REFERENCE: &'static ConstText = &Self::GEOMETRY;

    const fn name(ty: &str) -> ConstText {
        assert!(SRID >= 0, "a reference system has a number from 0 on");
        let name = ConstText::new(ty).text("(").text(G::KIND);
        if SRID == 0 { name.text(")") } else { name.text(",").number(SRID.unsigned_abs()).text(")") }
    }
}

macro_rules! value {
    ($ty:ident, $name:literal, $reference:ident) => {
        impl<G, const SRID: i32> $ty<G, SRID> {
            /// The shape.
            pub fn into_shape(self) -> G {
                self.0
            }
        }

        impl<G, const SRID: i32> Deref for $ty<G, SRID> {
            type Target = G;

            fn deref(&self) -> &G {
                &self.0
            }
        }

        impl<G: Shape, const SRID: i32> Value for $ty<G, SRID> {
            const TYPE: TypeDef =
                TypeDef { name: Name::<G, SRID>::$reference.as_str(), origin: Origin::Extension("postgis") };

            fn accepts(ty: &Type) -> bool {
                ty.name() == $name
            }

            fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
                G::from_geometry(ewkb::read(raw)?).map(Self).ok_or(DecodeError::expected("a shape of the field's kind"))
            }

            fn encode(&self, _: &Type, out: &mut BytesMut) -> Encoded {
                ewkb::write(&self.0.to_geometry(), (SRID != 0).then_some(SRID.unsigned_abs()), out);
                Ok(IsNull::No)
            }

            fn literal(&self) -> Option<String> {
                let mut out = BytesMut::new();
                ewkb::write(&self.0.to_geometry(), (SRID != 0).then_some(SRID.unsigned_abs()), &mut out);
                let digits: String = out.iter().map(|byte| format!("{byte:02x}")).collect();
                Some(format!("'{digits}'::{}", $name))
            }
        }
    };
}

value!(Geography, "geography", GEOGRAPHY_REFERENCE);
value!(Geometry, "geometry", GEOMETRY_REFERENCE);

impl<G: Shape> PlaceValue for Geography<G, 4326> {}

#[cfg(test)]
mod tests {
    use geo_types::{Geometry as Any, coord, line_string, point, polygon};

    use super::*;

    fn shapes() -> Vec<geo_types::Geometry<f64>> {
        let ring = line_string![(x: 0.0, y: 0.0), (x: 4.0, y: 0.0), (x: 4.0, y: 4.0), (x: 0.0, y: 0.0)];
        let hole = line_string![(x: 1.0, y: 0.5), (x: 2.0, y: 0.5), (x: 2.0, y: 1.0), (x: 1.0, y: 0.5)];
        let surface = Polygon::new(ring.clone(), vec![hole]);
        let place = point!(x: 1.5, y: -2.5);
        vec![
            place.into(),
            ring.clone().into(),
            surface.clone().into(),
            MultiPoint(vec![place, place]).into(),
            MultiLineString(vec![ring]).into(),
            MultiPolygon(vec![surface.clone()]).into(),
            Any::GeometryCollection(GeometryCollection(vec![
                place.into(),
                Any::GeometryCollection(GeometryCollection(vec![surface.into()])),
            ])),
        ]
    }

    #[test]
    fn shapes_survive_the_wire_and_their_pieces_are_errors() {
        for shape in shapes() {
            let value = Geometry::<_, 2056>::new(shape).expect("finite");
            let mut out = BytesMut::new();
            value.encode(&Type::BYTEA, &mut out).expect("encodes");
            assert_eq!(Geometry::decode(&out).as_ref(), Ok(&value));
            for end in 0..out.len() {
                assert!(Geometry::<geo_types::Geometry<f64>, 2056>::decode(&out[..end]).is_err());
            }
        }
    }

    #[test]
    fn what_is_no_place_or_of_another_kind_is_refused() {
        let far = polygon![(x: 0.0, y: 0.0), (x: 200.0, y: 0.0), (x: 0.0, y: 1.0)];
        assert_eq!(Geography::<_>::new(far.clone()), Err(GeoError::Longitude));
        assert!(Geometry::<_, 2056>::new(far.clone()).is_ok() && Geometry::<_, 4326>::new(far).is_err());
        let broken = LineString(vec![coord! { x: 0.0, y: f64::NAN }]);
        assert_eq!(Geometry::<_>::new(broken), Err(GeoError::NotFinite));
        let mut out = BytesMut::new();
        Geometry::<_, 0>(point!(x: 0.0, y: 0.0)).encode(&Type::BYTEA, &mut out).expect("encodes");
        assert!(Geometry::<Polygon<f64>, 0>::decode(&out).is_err());
        // Z, nesting without end, and more members than there are bytes.
        assert!(Geometry::<Point<f64>>::decode(&[1, 1, 0, 0, 0x80, 0, 0]).is_err());
        let nested: Vec<u8> = std::iter::repeat_n([1, 7, 0, 0, 0, 1, 0, 0, 0], 10_000).flatten().collect();
        assert!(Geometry::<geo_types::Geometry<f64>>::decode(&nested).is_err());
        assert!(Geometry::<LineString<f64>>::decode(&[1, 2, 0, 0, 0, 255, 255, 255, 255]).is_err());
    }

    #[test]
    fn the_kind_and_the_reference_system_are_in_the_name() {
        assert_eq!(Geography::<Polygon<f64>>::TYPE.name, "geography(Polygon,4326)");
        assert_eq!(Geometry::<geo_types::Geometry<f64>, 2056>::TYPE.name, "geometry(Geometry,2056)");
        assert_eq!(Geometry::<Point<f64>>::TYPE.name, "geometry(Point)");
    }
}
