//! EWKB, PostGIS' wire form: shapes of two dimensions, with their reference system.

use bytes::{BufMut, BytesMut};
use geo_types::{
    Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon,
};

use super::DecodeError;
use super::reader::Reader;

const HAS_SRID: u32 = 0x2000_0000;
const MORE_DIMENSIONS: u32 = 0xc000_0000;

/// How deep collections may stand in collections.
const DEPTH: usize = 32;

/// A shape and the order of its bytes.
struct Shapes<'r> {
    reader: Reader<'r>,
    is_little: bool,
}

/// Reads a shape.
pub(super) fn read(raw: &[u8]) -> Result<Geometry<f64>, DecodeError> {
    let mut shapes = Shapes { reader: Reader::new(raw, "a shape of two dimensions in EWKB"), is_little: true };
    let shape = shapes.shape(DEPTH)?;
    shapes.reader.end().map(|()| shape)
}

impl Shapes<'_> {
    fn u32(&mut self) -> Result<u32, DecodeError> {
        let bytes = self.reader.array()?;
        Ok(if self.is_little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    }

    fn f64(&mut self) -> Result<f64, DecodeError> {
        let bytes = self.reader.array()?;
        let number = if self.is_little { f64::from_le_bytes(bytes) } else { f64::from_be_bytes(bytes) };
        // An empty point has no numbers.
        if number.is_finite() { Ok(number) } else { Err(self.reader.error()) }
    }

    fn shape(&mut self, depth: usize) -> Result<Geometry<f64>, DecodeError> {
        let [order] = self.reader.array()?;
        self.is_little = order != 0;
        let kind = self.u32()?;
        if kind & MORE_DIMENSIONS != 0 {
            return Err(self.reader.error());
        }
        if kind & HAS_SRID != 0 {
            self.u32()?;
        }
        match kind & !HAS_SRID {
            1 => self.coord().map(|coord| Point(coord).into()),
            2 => self.line().map(Geometry::from),
            3 => self.polygon().map(Geometry::from),
            4 => self.several(depth).map(|points| MultiPoint(points).into()),
            5 => self.several(depth).map(|lines| MultiLineString(lines).into()),
            6 => self.several(depth).map(|polygons| MultiPolygon(polygons).into()),
            7 => self.several(depth).map(|shapes| Geometry::GeometryCollection(GeometryCollection(shapes))),
            _ => Err(self.reader.error()),
        }
    }

    fn coord(&mut self) -> Result<Coord<f64>, DecodeError> {
        Ok(Coord { x: self.f64()?, y: self.f64()? })
    }

    /// What a number of things says, each of at least `size` bytes.
    fn count(&mut self, size: usize) -> Result<usize, DecodeError> {
        let count = usize::try_from(self.u32()?).map_err(|_| self.reader.error())?;
        self.reader.holds(count, size).map(|()| count)
    }

    fn line(&mut self) -> Result<LineString<f64>, DecodeError> {
        let count = self.count(16)?;
        (0..count).map(|_| self.coord()).collect::<Result<_, _>>().map(LineString)
    }

    fn polygon(&mut self) -> Result<Polygon<f64>, DecodeError> {
        let count = self.count(4)?;
        let mut rings = (0..count).map(|_| self.line()).collect::<Result<Vec<_>, _>>()?.into_iter();
        let outer = rings.next().unwrap_or(LineString(Vec::new()));
        Ok(Polygon::new(outer, rings.collect()))
    }

    fn several<T: TryFrom<Geometry<f64>>>(&mut self, depth: usize) -> Result<Vec<T>, DecodeError> {
        let depth = depth.checked_sub(1).ok_or_else(|| self.reader.error())?;
        let count = self.count(5)?;
        let member = |_| T::try_from(self.shape(depth)?).map_err(|_| self.reader.error());
        (0..count).map(member).collect()
    }
}

/// Writes a shape. Those inside of it have no reference system of their own.
pub(super) fn write(shape: &Geometry<f64>, srid: Option<u32>, out: &mut BytesMut) {
    match shape {
        Geometry::Point(point) => {
            head(1, srid, out);
            coord(&point.0, out);
        }
        Geometry::LineString(line) => {
            head(2, srid, out);
            coords(line, out);
        }
        Geometry::Polygon(polygon) => {
            head(3, srid, out);
            rings(polygon, out);
        }
        Geometry::MultiPoint(points) => several(4, points.0.iter().map(|point| (*point).into()), srid, out),
        Geometry::MultiLineString(lines) => several(5, lines.0.iter().map(|line| line.clone().into()), srid, out),
        Geometry::MultiPolygon(polygons) => {
            several(6, polygons.0.iter().map(|polygon| polygon.clone().into()), srid, out);
        }
        Geometry::GeometryCollection(shapes) => several(7, shapes.0.iter().cloned(), srid, out),
        // PostGIS has none of these three as kinds of their own.
        Geometry::Line(line) => write(&LineString(vec![line.start, line.end]).into(), srid, out),
        Geometry::Rect(rect) => write(&rect.to_polygon().into(), srid, out),
        Geometry::Triangle(triangle) => write(&triangle.to_polygon().into(), srid, out),
    }
}

fn head(kind: u32, srid: Option<u32>, out: &mut BytesMut) {
    out.put_u8(1);
    match srid {
        Some(srid) => {
            out.put_u32_le(kind | HAS_SRID);
            out.put_u32_le(srid);
        }
        None => out.put_u32_le(kind),
    }
}

fn coord(coord: &Coord<f64>, out: &mut BytesMut) {
    out.put_f64_le(coord.x);
    out.put_f64_le(coord.y);
}

fn length(count: usize, out: &mut BytesMut) {
    // A shape that the server takes has far fewer.
    out.put_u32_le(u32::try_from(count).unwrap_or(u32::MAX));
}

fn coords(line: &LineString<f64>, out: &mut BytesMut) {
    length(line.0.len(), out);
    line.0.iter().for_each(|point| coord(point, out));
}

fn rings(polygon: &Polygon<f64>, out: &mut BytesMut) {
    if polygon.exterior().0.is_empty() {
        return length(0, out);
    }
    length(1 + polygon.interiors().len(), out);
    coords(polygon.exterior(), out);
    polygon.interiors().iter().for_each(|ring| coords(ring, out));
}

fn several(kind: u32, members: impl ExactSizeIterator<Item = Geometry<f64>>, srid: Option<u32>, out: &mut BytesMut) {
    head(kind, srid, out);
    length(members.len(), out);
    members.for_each(|member| write(&member, None, out));
}
