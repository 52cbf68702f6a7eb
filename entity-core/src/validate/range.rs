//! `range(min, max)`: between two bounds, both included.

use serde_json::json;

use super::{Report, Wording};
use crate::schema::Ident;
use crate::value::Value;

/// A value that has an order and a literal.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no range",
    label = "`range` is for numbers",
    note = "use `length` for text"
)]
pub trait RangeValue: Value + PartialOrd + Copy {
    /// The bound as JSON.
    fn json(self) -> serde_json::Value;
}

macro_rules! range_value {
    ($($ty:ty),*) => { $(impl RangeValue for $ty {
        fn json(self) -> serde_json::Value {
            json!(self)
        }
    })* };
}

range_value!(i16, i32, i64, f32, f64, rust_decimal::Decimal);

/// A value of at least `min` and at most `max`.
#[derive(Clone, Copy, Debug)]
pub struct Range<T> {
    /// The least value.
    pub min: Option<T>,
    /// The greatest value.
    pub max: Option<T>,
    /// What to say.
    pub wording: Wording,
}

impl<T: RangeValue> Range<T> {
    /// The code of a breach.
    pub const CODE: &'static str = "range";

    /// Notes a breach. NaN is outside every range.
    pub fn check(&self, value: &T, report: &mut Report) {
        let below = self.min.is_some_and(|min| *value < min);
        let above = self.max.is_some_and(|max| *value > max);
        let unordered = value.partial_cmp(value).is_none();
        if below || above || unordered {
            self.report(below, report);
        }
    }

    fn report(&self, below: bool, report: &mut Report) {
        let side = if below { self.wording.min_message } else { self.wording.max_message };
        let params = self.params();
        let code = self.wording.code.unwrap_or(Self::CODE);
        match side.or(self.wording.message) {
            Some(message) => report.add(code, params, message),
            None => report.add(code, params, self.words()),
        }
    }

    /// The rule's numbers.
    pub fn params(&self) -> Vec<(&'static str, serde_json::Value)> {
        let min = self.min.map(|min| ("min", min.json()));
        let max = self.max.map(|max| ("max", max.json()));
        min.into_iter().chain(max).collect()
    }

    /// The rule in plain words.
    pub fn words(&self) -> String {
        let text = |bound: T| bound.literal().unwrap_or_default();
        match (self.min, self.max) {
            (Some(min), Some(max)) => format!("must be between {} and {}", text(min), text(max)),
            (Some(min), None) => format!("must be at least {}", text(min)),
            (None, Some(max)) => format!("must be at most {}", text(max)),
            (None, None) => "has no bounds".to_owned(),
        }
    }
}

impl<T: Value> Range<T> {
    /// The CHECK.
    pub fn sql(&self, column: &Ident) -> String {
        let side = |bound: &Option<T>, operator: &str| {
            bound.as_ref().and_then(Value::literal).map(|literal| format!("{column} {operator} {literal}"))
        };
        side(&self.min, ">=").into_iter().chain(side(&self.max, "<=")).collect::<Vec<_>>().join(" AND ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_included_and_nan_is_not() {
        let rule = Range { min: Some(0.0), max: Some(1.0), wording: Wording::DEFAULT };
        for (value, broken) in
            [(0.0, false), (1.0, false), (-0.1, true), (1.1, true), (f64::NAN, true), (f64::INFINITY, true)]
        {
            let mut report = Report::default();
            rule.check(&value, &mut report);
            assert_eq!(report.finish().is_err(), broken, "{value}");
        }
    }

    #[test]
    fn each_side_has_its_own_message() {
        let wording = Wording { min_message: Some("too low"), max_message: Some("too high"), ..Wording::DEFAULT };
        let rule = Range { min: Some(10), max: Some(20), wording };
        let message = |value| {
            let mut report = Report::default();
            rule.check(&value, &mut report);
            report.finish().expect_err("out of range").0[0].message.clone()
        };
        assert_eq!(message(9), "too low");
        assert_eq!(message(21), "too high");
    }

    #[test]
    fn the_check_says_the_same() {
        let rule = Range { min: Some(1000), max: Some(100_000), wording: Wording::DEFAULT };
        assert_eq!(rule.sql(&Ident::from("rate")), "rate >= 1000 AND rate <= 100000");
    }
}
