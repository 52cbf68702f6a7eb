//! PostGIS on columns of places.

use super::column::Column;
use super::filter::Filter;
use super::node::Node;
use super::order::{IntoOrder, Order};
use crate::schema::Direction;
use crate::value::{Bound, GeoPoint, Meters, PlaceValue};

const GEOGRAPHY: &str = "geography";

impl<E, T, N> Column<E, T, N> {
    /// `ST_DWithin`: at most that far away, on the spheroid. Uses a GiST index.
    pub fn within(self, center: GeoPoint, distance: Meters) -> Filter<E>
    where
        T: PlaceValue,
    {
        Filter::new(Node::Call("st_dwithin", vec![self.node(), place(center), Node::bind(Bound(distance.0))]))
    }

    /// The distance to a place, for an order: `<->`, which a GiST index serves nearest first.
    pub fn distance(self, from: GeoPoint) -> Distance<E>
    where
        T: PlaceValue,
    {
        Distance(Order::new(Node::Operator(Box::new(self.node()), "<->", Box::new(place(from))), Direction::Asc))
    }
}

/// Without the cast the server could not tell geography from geometry.
fn place(point: GeoPoint) -> Node {
    Node::Cast(Box::new(Node::bind(Bound(point))), GEOGRAPHY)
}

/// A distance from a place.
#[derive(Clone, Debug)]
pub struct Distance<E>(Order<E>);

impl<E> Distance<E> {
    /// Nearest first. This is what an order takes when nothing is said.
    pub fn asc(self) -> Order<E> {
        self.0
    }

    /// Farthest first.
    pub fn desc(self) -> Order<E> {
        Order::new(self.0.node, Direction::Desc)
    }
}

impl<E> IntoOrder<E> for Distance<E> {
    fn into_order(self) -> Order<E> {
        self.asc()
    }
}
