//! `length(min, max)`: how many characters a text has.

use serde_json::json;

use super::{Report, Wording};
use crate::schema::Ident;
use crate::value::TextValue;

/// A text of at least `min` and at most `max` characters (Unicode scalar values, as `char_length` counts them).
#[derive(Clone, Copy, Debug)]
pub struct Length {
    /// The fewest characters.
    pub min: Option<u32>,
    /// The most characters.
    pub max: Option<u32>,
    /// What to say.
    pub wording: Wording,
}

impl Length {
    /// The code of a breach.
    pub const CODE: &'static str = "length";

    /// Notes a breach.
    pub fn check(&self, value: &impl TextValue, report: &mut Report) {
        let text = value.text();
        // A character has one to four bytes, so the byte count often decides without counting.
        let short = self.min.is_some_and(|min| text.len() < min as usize || text.chars().count() < min as usize);
        let long = self.max.is_some_and(|max| text.len() > max as usize && text.chars().count() > max as usize);
        if short || long {
            self.report(short, report);
        }
    }

    fn report(&self, short: bool, report: &mut Report) {
        let side = if short { self.wording.min_message } else { self.wording.max_message };
        let params = self.params();
        let code = self.wording.code.unwrap_or(Self::CODE);
        match side.or(self.wording.message) {
            Some(message) => report.add(code, params, message),
            None => report.add(code, params, self.words()),
        }
    }

    /// The rule's numbers.
    pub fn params(&self) -> Vec<(&'static str, serde_json::Value)> {
        let min = self.min.map(|min| ("min", json!(min)));
        let max = self.max.map(|max| ("max", json!(max)));
        min.into_iter().chain(max).collect()
    }

    /// The rule in plain words.
    pub fn words(&self) -> String {
        match (self.min, self.max) {
            (Some(min), Some(max)) => format!("must have {min} to {max} characters"),
            (Some(min), None) => format!("must have at least {min} characters"),
            (None, Some(max)) => format!("must have at most {max} characters"),
            (None, None) => "has no limit".to_owned(),
        }
    }

    /// The CHECK.
    pub fn sql(&self, column: &Ident) -> String {
        let min = self.min.map(|min| format!("char_length({column}) >= {min}"));
        let max = self.max.map(|max| format!("char_length({column}) <= {max}"));
        min.into_iter().chain(max).collect::<Vec<_>>().join(" AND ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: Length = Length { min: Some(2), max: Some(4), wording: Wording::DEFAULT };

    fn breaks(text: &str) -> bool {
        let mut report = Report::default();
        RULE.check(&text.to_owned(), &mut report);
        report.finish().is_err()
    }

    #[test]
    fn characters_are_counted_not_bytes() {
        for (text, broken) in [
            ("", true),
            ("a", true),
            ("ab", false),
            ("abcd", false),
            ("abcde", true),
            ("äöüß", false),
            ("é", true),
            ("日本", false),
        ] {
            assert_eq!(breaks(text), broken, "{text}");
        }
    }

    #[test]
    fn the_check_says_the_same() {
        assert_eq!(RULE.sql(&Ident::from("name")), "char_length(name) >= 2 AND char_length(name) <= 4");
    }
}
