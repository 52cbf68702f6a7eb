//! Shapes of every kind, on Earth and in the plane.

use entity_core::prelude::*;
use entity_core::{Geography, Geometry};
use geo_types::{
    GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon, line_string, point,
};

use crate::world::World;

/// A place with all its shapes.
#[derive(Clone, Debug, PartialEq, Entity)]
#[entity(index(using = gist, area))]
pub(crate) struct Site {
    #[column(primary_key)]
    id: i32,
    gate: Geography<Point<f64>>,
    path: Geography<LineString<f64>>,
    area: Geography<Polygon<f64>>,
    gates: Geography<MultiPoint<f64>>,
    paths: Geography<MultiLineString<f64>>,
    areas: Geography<MultiPolygon<f64>>,
    all: Geography<GeometryCollection<f64>>,
    any: Geography<geo_types::Geometry<f64>>,
    plan_gate: Geometry<Point<f64>, 2056>,
    plan_path: Geometry<LineString<f64>, 2056>,
    plan: Geometry<Polygon<f64>, 2056>,
    plan_gates: Geometry<MultiPoint<f64>>,
    plan_paths: Geometry<MultiLineString<f64>>,
    plans: Geometry<MultiPolygon<f64>, 4326>,
    whole: Geometry<GeometryCollection<f64>>,
    anything: Geometry<geo_types::Geometry<f64>, 2056>,
    maybe: Option<Geometry<Point<f64>>>,
    several: Vec<Geometry<Point<f64>, 2056>>,
}

fn ring() -> LineString<f64> {
    line_string![(x: 8.0, y: 47.0), (x: 9.0, y: 47.0), (x: 9.0, y: 48.0), (x: 8.0, y: 47.0)]
}

fn area() -> Polygon<f64> {
    let hole = line_string![(x: 8.5, y: 47.1), (x: 8.6, y: 47.1), (x: 8.6, y: 47.2), (x: 8.5, y: 47.1)];
    Polygon::new(ring(), vec![hole])
}

fn site(id: i32) -> NewSite {
    let (gate, path, area) = (point!(x: 8.5, y: 47.5), ring(), area());
    let all = GeometryCollection(vec![gate.into(), path.clone().into(), area.clone().into()]);
    let earth = "a place on Earth";
    NewSite {
        id,
        gate: Geography::new(gate).expect(earth),
        path: Geography::new(path.clone()).expect(earth),
        area: Geography::new(area.clone()).expect(earth),
        gates: Geography::new(MultiPoint(vec![gate, gate])).expect(earth),
        paths: Geography::new(MultiLineString(vec![path.clone()])).expect(earth),
        areas: Geography::new(MultiPolygon(vec![area.clone()])).expect(earth),
        all: Geography::new(all.clone()).expect(earth),
        any: Geography::new(area.clone().into()).expect(earth),
        plan_gate: Geometry::new(point!(x: 2_600_000.5, y: f64::MAX)).expect("finite"),
        plan_path: Geometry::new(path.clone()).expect("finite"),
        plan: Geometry::new(area.clone()).expect("finite"),
        plan_gates: Geometry::new(MultiPoint(vec![gate])).expect("finite"),
        plan_paths: Geometry::new(MultiLineString(vec![path])).expect("finite"),
        plans: Geometry::new(MultiPolygon(vec![area])).expect(earth),
        whole: Geometry::new(all).expect("finite"),
        anything: Geometry::new(gate.into()).expect("finite"),
        several: vec![Geometry::new(gate).expect("finite")],
    }
}

#[tokio::test]
async fn shapes_come_back_as_they_were_given() {
    let world = World::of(&entity_core::schema![Site]).await;
    world.settles().await;
    let (row, given) = (site(1).insert(&world.db).await.expect("inserted"), site(1));
    assert_eq!((&row.gate, &row.path, &row.area), (&given.gate, &given.path, &given.area));
    assert_eq!((&row.gates, &row.paths, &row.areas), (&given.gates, &given.paths, &given.areas));
    assert_eq!((&row.all, &row.any, &row.plan_gate), (&given.all, &given.any, &given.plan_gate));
    assert_eq!((&row.plan_path, &row.plan, &row.plan_gates), (&given.plan_path, &given.plan, &given.plan_gates));
    assert_eq!((&row.plan_paths, &row.plans, &row.whole), (&given.plan_paths, &given.plans, &given.whole));
    assert_eq!((&row.anything, &row.maybe, &row.several), (&given.anything, &None, &given.several));
    let more = (2..50).map(|id| site(id).maybe(Geometry::new(point!(x: 1.0, y: 2.0)).expect("finite")));
    assert_eq!(Site::insert_many(more, &world.db).await.expect("inserted"), 48);
    let here = GeoPoint::new(8.5, 47.5).expect("a place");
    let near = Site::query().filter(Site::area.within(here, Meters(60_000.0))).count(&world.db).await;
    assert_eq!(near.expect("answers"), 49);
    let srid = world.text("SELECT (ST_SRID(plan) || '/' || ST_SRID(area::geometry)) FROM sites LIMIT 1").await;
    assert_eq!(srid, "2056/4326");
}

#[tokio::test]
async fn an_empty_point_is_an_error() {
    let world = World::of(&entity_core::schema![Site]).await;
    site(1).insert(&world.db).await.expect("inserted");
    world.database.run("UPDATE sites SET plan_gate = ST_GeomFromText('POINT EMPTY', 2056)").await;
    let error = Site::find(1, &world.db).await.expect_err("no coordinates");
    assert!(error.to_string().contains("a shape of two dimensions"), "{error}");
}
