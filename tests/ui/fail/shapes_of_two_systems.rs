use entity_core::Geometry;
use entity_core::prelude::*;
use geo_types::{Point, Polygon};

#[derive(Entity)]
struct Area {
    #[column(primary_key)]
    id: i64,
    outline: Geometry<Polygon<f64>, 2056>,
    place: GeoPoint,
}

fn spot() -> Geometry<Point<f64>, 4326> {
    unimplemented!()
}

fn main() {
    let _ = Area::outline.covers(spot());
    let _ = Area::outline.distance(Area::place);
    let _ = Area::place.contains_shape(GeoPoint::new(8.5, 47.4).unwrap());
}
