//! What may stand on the other side of a comparison.

use crate::value::Value;

/// A value for a column that holds `T`: a `T`, or what stands for one.
#[diagnostic::on_unimplemented(
    message = "this column holds `{T}`, not `{Self}`",
    label = "expected `{T}`",
    note = "to test for NULL use `is_null()` or `is_not_null()`; for a filter that may be absent use `filter_opt`"
)]
pub trait Operand<T> {
    /// The value.
    fn into_value(self) -> T;
}

impl<T: Value> Operand<T> for T {
    fn into_value(self) -> T {
        self
    }
}

impl Operand<String> for &str {
    fn into_value(self) -> String {
        self.to_owned()
    }
}

impl Operand<String> for &String {
    fn into_value(self) -> String {
        self.clone()
    }
}
