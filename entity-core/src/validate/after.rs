//! `after(other)`: later or greater than another field of the same row.

use serde_json::json;

use super::{Report, Wording};
use crate::schema::Ident;

/// A value that comes after another field's value. Equal is not after. A field that is missing or null is not compared.
#[derive(Clone, Copy, Debug)]
pub struct After {
    /// The other field.
    pub other: &'static str,
    /// What to say.
    pub wording: Wording,
}

impl After {
    /// The code of a breach.
    pub const CODE: &'static str = "after";

    /// Notes a breach.
    pub fn check<T: PartialOrd>(&self, value: Option<&T>, other: Option<&T>, report: &mut Report) {
        let (Some(value), Some(other)) = (value, other) else { return };
        if value <= other {
            let code = self.wording.code.unwrap_or(Self::CODE);
            match self.wording.message {
                Some(message) => report.add(code, self.params(), message),
                None => report.add(code, self.params(), self.words()),
            }
        }
    }

    /// The rule's names.
    pub fn params(&self) -> Vec<(&'static str, serde_json::Value)> {
        vec![("other", json!(self.other))]
    }

    /// The rule in plain words.
    pub fn words(&self) -> String {
        format!("must be after {}", self.other)
    }

    /// The CHECK.
    pub fn sql(&self, column: &Ident, other: &Ident) -> String {
        format!("{column} > {other}")
    }
}
