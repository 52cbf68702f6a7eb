//! Dates and times.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use rust_decimal::Decimal;

use super::super::expression::{Expr, Expression, Free};
use super::super::node::Node;
use crate::value::{Interval, Value};

/// A date or a time.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a date nor a time",
    label = "expected a column of dates or times"
)]
pub trait Temporal: Value {
    /// What comes out when an interval is added.
    type Shifted: Value;
}

impl Temporal for DateTime<Utc> {
    type Shifted = Self;
}

impl Temporal for NaiveDateTime {
    type Shifted = Self;
}

impl Temporal for NaiveDate {
    type Shifted = NaiveDateTime;
}

impl Temporal for NaiveTime {
    type Shifted = Self;
}

/// A part of a date or time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The year.
    Year,
    /// The quarter, 1 to 4.
    Quarter,
    /// The month, 1 to 12.
    Month,
    /// The week of the ISO calendar; truncated to its Monday.
    Week,
    /// The day of the month.
    Day,
    /// The hour.
    Hour,
    /// The minute.
    Minute,
    /// The second, with its fraction when it is extracted.
    Second,
}

impl Part {
    const fn word(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Quarter => "quarter",
            Self::Month => "month",
            Self::Week => "week",
            Self::Day => "day",
            Self::Hour => "hour",
            Self::Minute => "minute",
            Self::Second => "second",
        }
    }
}

/// What dates and times can.
pub trait TimeExpr: Expression {
    /// The beginning of its year, month, day, …. For a `timestamptz` in the time zone of the session.
    fn truncated(self, to: Part) -> Expr<Self::Of, <Self::Value as Temporal>::Shifted, Self::Null>
    where
        Self::Value: Temporal,
    {
        let shifted = <Self::Value as Temporal>::Shifted::TYPE.name;
        Expr::new(Node::Call("date_trunc", vec![text(to.word()), self.node()]).cast(shifted))
    }

    /// The beginning of its year, month, day, … in a time zone, as `Europe/Zurich`.
    fn truncated_in(self, to: Part, zone: &'static str) -> Expr<Self::Of, DateTime<Utc>, Self::Null>
    where
        Self: Expression<Value = DateTime<Utc>>,
    {
        Expr::new(Node::Call("date_trunc", vec![text(to.word()), self.node(), Node::typed(zone.to_owned())]))
    }

    /// One part of it as a number.
    fn extract(self, part: Part) -> Expr<Self::Of, Decimal, Self::Null>
    where
        Self::Value: Temporal,
    {
        let template = match part {
            Part::Year => "extract(year FROM {})",
            Part::Quarter => "extract(quarter FROM {})",
            Part::Month => "extract(month FROM {})",
            Part::Week => "extract(week FROM {})",
            Part::Day => "extract(day FROM {})",
            Part::Hour => "extract(hour FROM {})",
            Part::Minute => "extract(minute FROM {})",
            Part::Second => "extract(second FROM {})",
        };
        Expr::new(Node::template(template, [self.node()]))
    }

    /// The day of the week, from 1 for Monday to 7.
    fn weekday(self) -> Expr<Self::Of, Decimal, Self::Null>
    where
        Self::Value: Temporal,
    {
        Expr::new(Node::template("extract(isodow FROM {})", [self.node()]))
    }

    /// Seconds since 1970.
    fn epoch(self) -> Expr<Self::Of, Decimal, Self::Null>
    where
        Self::Value: Temporal,
    {
        Expr::new(Node::template("extract(epoch FROM {})", [self.node()]))
    }

    /// So much later.
    fn later(self, by: Interval) -> Expr<Self::Of, <Self::Value as Temporal>::Shifted, Self::Null>
    where
        Self::Value: Temporal,
    {
        Expr::new(self.node().operator("+", Node::typed(by)))
    }

    /// So much earlier.
    fn earlier(self, by: Interval) -> Expr<Self::Of, <Self::Value as Temporal>::Shifted, Self::Null>
    where
        Self::Value: Temporal,
    {
        Expr::new(self.node().operator("-", Node::typed(by)))
    }

    /// How long after the other it is.
    fn since<V>(self, other: V) -> Expr<Self::Of, Interval, Self::Null>
    where
        V: super::super::operand::Operand<Self::Of, Self::Value>,
        Self: Expression<Value = DateTime<Utc>>,
    {
        Expr::new(self.node().operator("-", other.into_node().spelled::<DateTime<Utc>>()))
    }

    /// Its date, in the time zone of the session.
    fn date(self) -> Expr<Self::Of, NaiveDate, Self::Null>
    where
        Self::Value: Temporal,
    {
        Expr::new(self.node().cast("date"))
    }

    /// The date and time that clocks in a time zone show, as `Europe/Zurich`.
    fn at_time_zone(self, zone: impl Into<String>) -> Expr<Self::Of, NaiveDateTime, Self::Null>
    where
        Self: Expression<Value = DateTime<Utc>>,
    {
        Expr::new(self.node().operator("AT TIME ZONE", Node::typed(zone.into())))
    }

    /// As text in a pattern of `to_char`: `YYYY-MM-DD`.
    fn formatted(self, pattern: impl Into<String>) -> Expr<Self::Of, String, Self::Null>
    where
        Self::Value: Temporal,
    {
        Expr::new(Node::Call("to_char", vec![self.node(), Node::typed(pattern.into())]))
    }
}

impl<X: Expression> TimeExpr for X {}

/// The moment at which the transaction began.
pub fn now() -> Free<DateTime<Utc>> {
    Free::new(Node::Text("now()".into()))
}

/// The date at which the transaction began, in the time zone of the session.
pub fn today() -> Free<NaiveDate> {
    Free::new(Node::Text("CURRENT_DATE".into()))
}

fn text(word: &'static str) -> Node {
    Node::Text(format!("'{word}'").into())
}
