//! PostGIS on columns of places and shapes.

use super::super::column::{Nullable, Required};
use super::super::expression::{Expr, Expression, Nullness};
use super::super::filter::Filter;
use super::super::node::Node;
use super::super::operand::Operand;
use super::super::order::{IntoOrder, Order, Ordered};
use crate::value::{Bound, GeoPoint, Geography, Geometry, Meters, PlaceValue, Shape, Value, bare};

/// A place or a shape, on Earth or in the plane.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a shape",
    label = "expected a column of places or shapes",
    note = "make the column a `GeoPoint`, a `Geography<…>` or a `Geometry<…>`"
)]
pub trait ShapeValue: Value {
    /// In what its lengths are measured: [`Meters`] on Earth, the unit of the reference system in the plane.
    type Distance: Value;
    /// The shape that two of them make, or one of them when it is changed.
    type Any: Value;
}

impl ShapeValue for GeoPoint {
    type Distance = f64;
    type Any = Geography<geo_types::Geometry<f64>>;
}

impl<G: Shape, const SRID: i32> ShapeValue for Geography<G, SRID>
where
    Self: Value,
    Geography<geo_types::Geometry<f64>, SRID>: Value,
{
    type Distance = f64;
    type Any = Geography<geo_types::Geometry<f64>, SRID>;
}

impl<G: Shape, const SRID: i32> ShapeValue for Geometry<G, SRID>
where
    Self: Value,
    Geometry<geo_types::Geometry<f64>, SRID>: Value,
{
    type Distance = f64;
    type Any = Geometry<geo_types::Geometry<f64>, SRID>;
}

/// A shape in the plane, which more can be asked of than one on Earth.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no shape in the plane",
    label = "PostGIS answers this for `geometry` alone",
    note = "for a column on Earth say `.to_geometry()` first"
)]
pub trait PlaneValue: ShapeValue {}

impl<G: Shape, const SRID: i32> PlaneValue for Geometry<G, SRID> where Self: ShapeValue {}

/// What a shape is compared with: one of the same system, of any kind.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` cannot be compared with this column",
    label = "not a shape of `{T}`'s system",
    note = "both shapes must be on Earth, or in the plane with the same reference system; `.transform::<SRID>()` \
            takes a column to another one"
)]
pub trait Alongside<S, T> {
    #[doc(hidden)]
    fn shape(self) -> Node;
}

#[diagnostic::do_not_recommend]
impl<S, const SRID: i32, G: Shape, H: Shape> Alongside<S, Geography<G, SRID>> for Geography<H, SRID>
where
    Self: Value,
{
    fn shape(self) -> Node {
        constant(self)
    }
}

#[diagnostic::do_not_recommend]
impl<S, G: Shape> Alongside<S, GeoPoint> for Geography<G>
where
    Self: Value,
{
    fn shape(self) -> Node {
        constant(self)
    }
}

#[diagnostic::do_not_recommend]
impl<S> Alongside<S, GeoPoint> for GeoPoint {
    fn shape(self) -> Node {
        constant(self)
    }
}

#[diagnostic::do_not_recommend]
impl<S, G: Shape> Alongside<S, Geography<G>> for GeoPoint {
    fn shape(self) -> Node {
        constant(self)
    }
}

#[diagnostic::do_not_recommend]
impl<S, const SRID: i32, G: Shape, H: Shape> Alongside<S, Geometry<G, SRID>> for Geometry<H, SRID>
where
    Self: Value,
{
    fn shape(self) -> Node {
        constant(self)
    }
}

#[diagnostic::do_not_recommend]
impl<S: 'static, T, U, N: Nullness> Alongside<S, T> for super::super::column::Column<S, U, N>
where
    T: ShapeValue,
    U: ShapeValue<Any = T::Any>,
{
    fn shape(self) -> Node {
        self.node()
    }
}

#[diagnostic::do_not_recommend]
impl<S: 'static, T, U, N: Nullness> Alongside<S, T> for Expr<S, U, N>
where
    T: ShapeValue,
    U: ShapeValue<Any = T::Any>,
{
    fn shape(self) -> Node {
        self.node()
    }
}

/// What places and shapes can.
pub trait GeoExpr: Expression {
    /// `ST_DWithin`: at most that far away, on the spheroid. Uses a GiST index.
    fn within(self, center: GeoPoint, distance: Meters) -> Filter<Self::Of>
    where
        Self::Value: PlaceValue,
    {
        let distance = Node::bind(Bound(distance.0));
        Filter::new(Node::Call("st_dwithin", vec![self.node(), constant(center), distance]))
    }

    /// `ST_DWithin` for shapes: metres on Earth, units of the reference system in the plane. Uses a GiST index.
    fn within_distance_of(self, other: impl Alongside<Self::Of, Self::Value>, distance: f64) -> Filter<Self::Of>
    where
        Self::Value: ShapeValue,
    {
        Filter::new(Node::Call("st_dwithin", vec![self.node(), other.shape(), Node::bind(Bound(distance))]))
    }

    /// The distance, for an order or to be read: `<->`, which a GiST index serves nearest first.
    ///
    /// **Units** Metres on Earth, units of the reference system in the plane.
    fn distance(self, from: impl Alongside<Self::Of, Self::Value>) -> Distance<Self::Of, Self::Null>
    where
        Self::Value: ShapeValue,
    {
        Distance(Expr::new(self.node().operator("<->", from.shape())))
    }

    /// `ST_Contains` or `ST_Covers`: the other shape is within this one.
    fn covers(self, other: impl Alongside<Self::Of, Self::Value>) -> Filter<Self::Of>
    where
        Self::Value: ShapeValue,
    {
        Filter::new(Node::Call("st_covers", vec![self.node(), other.shape()]))
    }

    /// `ST_CoveredBy`: this shape is within the other one.
    fn covered_by(self, other: impl Alongside<Self::Of, Self::Value>) -> Filter<Self::Of>
    where
        Self::Value: ShapeValue,
    {
        Filter::new(Node::Call("st_coveredby", vec![self.node(), other.shape()]))
    }

    /// `ST_Contains`: the other shape is within this one, and not on its border alone.
    fn contains_shape(self, other: impl Alongside<Self::Of, Self::Value>) -> Filter<Self::Of>
    where
        Self::Value: PlaneValue,
    {
        Filter::new(Node::Call("st_contains", vec![self.node(), other.shape()]))
    }

    /// `ST_Within`: this shape is within the other one, and not on its border alone.
    fn inside(self, other: impl Alongside<Self::Of, Self::Value>) -> Filter<Self::Of>
    where
        Self::Value: PlaneValue,
    {
        Filter::new(Node::Call("st_within", vec![self.node(), other.shape()]))
    }

    /// `ST_Intersects`: the two shapes have a point in common.
    fn intersects(self, other: impl Alongside<Self::Of, Self::Value>) -> Filter<Self::Of>
    where
        Self::Value: ShapeValue,
    {
        Filter::new(Node::Call("st_intersects", vec![self.node(), other.shape()]))
    }

    /// `&&`: the bounding box of this shape and the box between two corners, south-west and north-east, overlap.
    fn in_box(self, south_west: GeoPoint, north_east: GeoPoint) -> Filter<Self::Of>
    where
        Self::Value: PlaceValue,
    {
        let corners = [south_west, north_east].into_iter().flat_map(|corner| [corner.longitude(), corner.latitude()]);
        let mut arguments: Vec<_> = corners.map(Node::typed).collect();
        arguments.push(Node::Text("4326".into()));
        let within = Node::Call("st_makeenvelope", arguments).cast("geography");
        Filter::new(self.node().operator("&&", within))
    }

    /// `&&`: the bounding boxes of both shapes overlap.
    fn box_overlaps(self, other: impl Alongside<Self::Of, Self::Value>) -> Filter<Self::Of>
    where
        Self::Value: ShapeValue,
    {
        Filter::new(self.node().operator("&&", other.shape()))
    }

    /// Its area: square metres on Earth, square units of the reference system in the plane.
    fn area(self) -> Expr<Self::Of, f64, Self::Null>
    where
        Self::Value: ShapeValue,
    {
        Expr::new(Node::Call("st_area", vec![self.node()]))
    }

    /// Its length: metres on Earth, units of the reference system in the plane. That of an area is 0.
    fn length(self) -> Expr<Self::Of, f64, Self::Null>
    where
        Self::Value: ShapeValue,
    {
        Expr::new(Node::Call("st_length", vec![self.node()]))
    }

    /// Its border's length.
    fn perimeter(self) -> Expr<Self::Of, f64, Self::Null>
    where
        Self::Value: ShapeValue,
    {
        Expr::new(Node::Call("st_perimeter", vec![self.node()]))
    }

    /// As GeoJSON.
    fn as_geojson(self) -> Expr<Self::Of, serde_json::Value, Self::Null>
    where
        Self::Value: ShapeValue,
    {
        Expr::new(Node::Call("st_asgeojson", vec![self.node()]).cast("jsonb"))
    }

    /// As text: `POINT(-118.25 34.05)`.
    fn as_text(self) -> Expr<Self::Of, String, Self::Null>
    where
        Self::Value: ShapeValue,
    {
        Expr::new(Node::Call("st_astext", vec![self.node()]))
    }

    /// Its middle.
    fn centroid(self) -> Expr<Self::Of, <Self::Value as ShapeValue>::Any, Nullable>
    where
        Self::Value: ShapeValue,
    {
        Expr::new(Node::Call("st_centroid", vec![self.node()]))
    }

    /// The area around it: metres on Earth, units of the reference system in the plane.
    fn buffer(self, distance: f64) -> Expr<Self::Of, <Self::Value as ShapeValue>::Any, Self::Null>
    where
        Self::Value: ShapeValue,
    {
        Expr::new(Node::Call("st_buffer", vec![self.node(), Node::typed(distance)]))
    }

    /// The same shape in another reference system.
    fn transform<const SRID: i32>(self) -> Expr<Self::Of, Geometry<geo_types::Geometry<f64>, SRID>, Self::Null>
    where
        Self::Value: PlaneValue,
        Geometry<geo_types::Geometry<f64>, SRID>: Value,
    {
        Expr::new(Node::Call("st_transform", vec![self.node(), Node::typed(SRID)]))
    }

    /// A shape on Earth as one in the plane of degrees.
    fn to_geometry(self) -> Expr<Self::Of, Geometry<geo_types::Geometry<f64>, 4326>, Self::Null>
    where
        Self::Value: ShapeValue,
    {
        Expr::new(self.node().cast("geometry"))
    }

    /// The longitude of a place.
    fn longitude(self) -> Expr<Self::Of, f64, Self::Null>
    where
        Self::Value: PlaceValue,
    {
        Expr::new(Node::Call("st_x", vec![self.node().cast("geometry")]))
    }

    /// The latitude of a place.
    fn latitude(self) -> Expr<Self::Of, f64, Self::Null>
    where
        Self::Value: PlaceValue,
    {
        Expr::new(Node::Call("st_y", vec![self.node().cast("geometry")]))
    }
}

impl<X: Expression> GeoExpr for X {}

/// Without the cast the server could not tell geography from geometry.
fn constant<T: Value>(shape: T) -> Node {
    Node::bind(Bound(shape)).cast(bare(T::TYPE.name))
}

/// A distance from a place.
#[derive(Clone, Debug)]
pub struct Distance<S, N = Required>(Expr<S, f64, N>);

impl<S: 'static, N: Nullness> Expression for Distance<S, N> {
    type Of = S;
    type Value = f64;
    type Null = N;

    fn node(self) -> Node {
        self.0.node()
    }
}

/// Nearest first. This is what an order takes when nothing is said.
impl<S: 'static, N: Nullness> IntoOrder for Distance<S, N> {
    type Of = S;

    fn into_order(self) -> Order<S> {
        self.0.asc()
    }
}

#[diagnostic::do_not_recommend]
impl<S: 'static, N: Nullness> Operand<S, f64> for Distance<S, N> {
    type Null = N;

    fn into_node(self) -> Node {
        self.0.node()
    }
}
