//! `email`: an address as HTML forms accept it. Checked in Rust only; SQL cannot say the same.

use super::{Report, Wording};
use crate::value::TextValue;

/// An e-mail address.
#[derive(Clone, Copy, Debug)]
pub struct Email {
    wording: Wording,
}

impl Email {
    /// The code of a breach.
    pub const CODE: &'static str = "email";

    /// The rule.
    #[cfg(feature = "email")]
    pub const fn new(wording: Wording) -> Self {
        Self { wording }
    }

    /// What the derive writes as a constant, so that it stops the compiler and no program.
    ///
    /// # Panics
    /// Always: the feature `email` is off.
    #[cfg(not(feature = "email"))]
    pub const fn new(_: Wording) -> Self {
        panic!("the rule `email` is a feature: add `features = [\"email\"]` to `entity-core` in Cargo.toml")
    }

    /// Notes a breach.
    pub fn check(&self, value: &impl TextValue, report: &mut Report) {
        if !is_address(value.text()) {
            let message = self.wording.message.unwrap_or("must be an e-mail address");
            report.add(self.wording.code.unwrap_or(Self::CODE), [], message);
        }
    }
}

#[cfg(feature = "email")]
fn is_address(text: &str) -> bool {
    garde::rules::email::parse_email(text).is_ok()
}

/// There is no such rule then.
#[cfg(not(feature = "email"))]
fn is_address(_: &str) -> bool {
    true
}
