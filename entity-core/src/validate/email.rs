//! `email`: an address as HTML forms accept it. Checked in Rust only; SQL cannot say the same.

use super::{Report, Wording};
use crate::value::TextValue;

/// An e-mail address.
#[derive(Clone, Copy, Debug)]
pub struct Email {
    /// What to say.
    pub wording: Wording,
}

impl Email {
    /// The code of a breach.
    pub const CODE: &'static str = "email";

    /// Notes a breach.
    pub fn check(&self, value: &impl TextValue, report: &mut Report) {
        if garde::rules::email::parse_email(value.text()).is_err() {
            let message = self.wording.message.unwrap_or("must be an e-mail address");
            report.add(self.wording.code.unwrap_or(Self::CODE), [], message);
        }
    }
}
