//! Validation rules: the check in Rust and its CHECK in SQL, side by side.
//!
//! In: a value and a rule. Out: [`Violations`], and the text of a CHECK.
//! Never: does IO, keeps or shows a rejected value.
//! Start at [`Report`]; one file a rule.

mod after;
mod email;
mod length;
mod range;
mod violation;

pub use after::After;
pub use email::Email;
pub use length::Length;
pub use range::{Range, RangeValue};
pub use violation::{Report, Segment, Violation, Violations};

/// What a rule says when it is broken, where the user said it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wording {
    /// The message for any breach.
    pub message: Option<&'static str>,
    /// The message for a value below the minimum.
    pub min_message: Option<&'static str>,
    /// The message for a value above the maximum.
    pub max_message: Option<&'static str>,
    /// The code, instead of the rule's own.
    pub code: Option<&'static str>,
}

impl Wording {
    /// Nothing said: the rule's own words.
    pub const DEFAULT: Self = Self { message: None, min_message: None, max_message: None, code: None };
}
