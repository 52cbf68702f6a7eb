//! Numbers, and what adds up.

use super::super::expression::{Expr, Expression, Nullness};
use super::super::node::Node;
use super::super::operand::Operand;
use crate::value::{Interval, Value};
use rust_decimal::Decimal;

/// A number.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no number",
    label = "only numbers can be calculated with",
    note = "for moments in time use `plus` and `minus` with an `Interval`; for text use `concat`"
)]
pub trait Number: Value {
    /// What the average of such numbers is.
    type Average: Value;
    /// What the sum of such numbers is.
    type Sum: Value;
}

macro_rules! number {
    ($($ty:ty: $average:ty, $sum:ty;)*) => {
        $(impl Number for $ty {
            type Average = $average;
            type Sum = $sum;
        })*
    };
}

number! {
    i16: Decimal, i64;
    i32: Decimal, i64;
    i64: Decimal, Decimal;
    f32: f64, f32;
    f64: f64, f64;
    Decimal: Decimal, Decimal;
    Interval: Interval, Interval;
}

type Both<X, V, T> = Expr<
    <X as Expression>::Of,
    T,
    <<X as Expression>::Null as Nullness>::Or<<V as Operand<<X as Expression>::Of, T>>::Null>,
>;

/// What numbers can.
pub trait NumberExpr: Expression {
    /// The sum.
    fn plus<V>(self, other: V) -> Both<Self, V, Self::Value>
    where
        V: Operand<Self::Of, Self::Value>,
        Self::Value: Number,
    {
        Expr::new(self.node().operator("+", other.into_node().spelled::<Self::Value>()))
    }

    /// The difference.
    fn minus<V>(self, other: V) -> Both<Self, V, Self::Value>
    where
        V: Operand<Self::Of, Self::Value>,
        Self::Value: Number,
    {
        Expr::new(self.node().operator("-", other.into_node().spelled::<Self::Value>()))
    }

    /// The product.
    fn times<V>(self, other: V) -> Both<Self, V, Self::Value>
    where
        V: Operand<Self::Of, Self::Value>,
        Self::Value: Number,
    {
        Expr::new(self.node().operator("*", other.into_node().spelled::<Self::Value>()))
    }

    /// The quotient, without a rest for whole numbers. The server refuses to divide by zero.
    fn divided_by<V>(self, other: V) -> Both<Self, V, Self::Value>
    where
        V: Operand<Self::Of, Self::Value>,
        Self::Value: Number,
    {
        Expr::new(self.node().operator("/", other.into_node().spelled::<Self::Value>()))
    }

    /// The rest of a division.
    fn modulo<V>(self, other: V) -> Both<Self, V, Self::Value>
    where
        V: Operand<Self::Of, Self::Value>,
        Self::Value: Number,
    {
        Expr::new(self.node().operator("%", other.into_node().spelled::<Self::Value>()))
    }

    /// The number with the other sign.
    fn negated(self) -> Expr<Self::Of, Self::Value, Self::Null>
    where
        Self::Value: Number,
    {
        Expr::new(Node::template("(- {})", [self.node()]))
    }

    /// The number without its sign.
    fn abs(self) -> Expr<Self::Of, Self::Value, Self::Null>
    where
        Self::Value: Number,
    {
        Expr::new(Node::Call("abs", vec![self.node()]))
    }

    /// The nearest whole number.
    fn round(self) -> Expr<Self::Of, Self::Value, Self::Null>
    where
        Self::Value: Number,
    {
        Expr::new(Node::Call("round", vec![self.node()]))
    }

    /// The nearest number of that many decimal places.
    fn round_to(self, places: i32) -> Expr<Self::Of, Decimal, Self::Null>
    where
        Self::Value: Number,
    {
        Expr::new(Node::Call("round", vec![self.node().cast("numeric"), Node::typed(places)]))
    }

    /// The next whole number above.
    fn ceil(self) -> Expr<Self::Of, Self::Value, Self::Null>
    where
        Self::Value: Number,
    {
        Expr::new(Node::Call("ceil", vec![self.node()]))
    }

    /// The next whole number below.
    fn floor(self) -> Expr<Self::Of, Self::Value, Self::Null>
    where
        Self::Value: Number,
    {
        Expr::new(Node::Call("floor", vec![self.node()]))
    }

    /// The number to a power.
    fn power(self, exponent: f64) -> Expr<Self::Of, f64, Self::Null>
    where
        Self::Value: Number,
    {
        Expr::new(Node::Call("power", vec![self.node().cast("double precision"), Node::typed(exponent)]))
    }

    /// The square root. The server refuses that of a negative number.
    fn sqrt(self) -> Expr<Self::Of, f64, Self::Null>
    where
        Self::Value: Number,
    {
        Expr::new(Node::Call("sqrt", vec![self.node().cast("double precision")]))
    }
}

impl<X: Expression> NumberExpr for X {}
