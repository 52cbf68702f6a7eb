//! Structs that are stored as their only field: what `#[derive(PgNewtype)]` implements. They can what the field can.

use super::{Counted, JsonValue, NumericValue, PlaceValue, RangeMember, TextValue, TypeDef, Value, Zoneless};

/// A struct that is stored as its only field. Derive it.
pub trait Newtype: Value {
    /// What the field holds.
    type Inner: Value;

    /// The field.
    fn inner(&self) -> &Self::Inner;
}

#[diagnostic::do_not_recommend]
impl<T: Newtype<Inner: TextValue>> TextValue for T {
    fn text(&self) -> &str {
        self.inner().text()
    }
}

#[diagnostic::do_not_recommend]
impl<T: Newtype<Inner: Counted>> Counted for T {}

#[diagnostic::do_not_recommend]
impl<T: Newtype<Inner: NumericValue>> NumericValue for T {}

#[diagnostic::do_not_recommend]
impl<T: Newtype<Inner: JsonValue>> JsonValue for T {}

#[diagnostic::do_not_recommend]
impl<T: Newtype<Inner: PlaceValue>> PlaceValue for T {}

#[diagnostic::do_not_recommend]
impl<T: Newtype<Inner: Zoneless>> Zoneless for T {}

#[diagnostic::do_not_recommend]
impl<T: Newtype<Inner: RangeMember>> RangeMember for T {
    const RANGE: TypeDef = T::Inner::RANGE;
    const MULTIRANGE: TypeDef = T::Inner::MULTIRANGE;
}
