//! Names of migrations.

use std::fmt;

use super::Error;

const DIGITS: usize = 13;
const MAX_NAME: usize = 100;

/// When a migration was made and what it does: `1699564321234-AddMfaToUsers`. Ordered by time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id {
    millis: u64,
    name: String,
}

impl Id {
    /// An id made of its parts.
    ///
    /// # Errors
    /// [`Error::NotPascal`] unless `name` starts with an ASCII capital and goes on with ASCII letters and digits.
    pub fn new(millis: u64, name: &str) -> Result<Self, Error> {
        if is_pascal(name) {
            Ok(Self { millis, name: name.to_owned() })
        } else {
            Err(Error::NotPascal { name: name.to_owned() })
        }
    }

    /// Reads a folder's name. `None` when it is not a migration's.
    pub fn parse(text: &str) -> Option<Self> {
        let (millis, name) = text.split_once('-')?;
        let is_number = millis.len() == DIGITS && millis.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number || !is_pascal(name) {
            return None;
        }
        Some(Self { millis: millis.parse().ok()?, name: name.to_owned() })
    }

    /// When it was made, in milliseconds since 1970.
    pub fn millis(&self) -> u64 {
        self.millis
    }

    /// Whether a person means it: by all of it, or by its name.
    pub fn is_called(&self, name: &str) -> bool {
        self.name == name || self.to_string() == name
    }

    /// What it does.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:0DIGITS$}-{}", self.millis, self.name)
    }
}

fn is_pascal(name: &str) -> bool {
    name.len() <= MAX_NAME
        && name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_thirteen_digits_and_a_pascal_name_are_an_id() {
        for (text, good) in [
            ("1699564321234-AddMfaToUsers", true),
            ("0000000000001-A", true),
            ("1699564321234-V2Jobs", true),
            ("169956432123-Short", false),
            ("16995643212345-Long", false),
            ("1699564321234-addMfa", false),
            ("1699564321234-Add_Mfa", false),
            ("1699564321234-Ädd", false),
            ("1699564321234-", false),
            ("1699564321234", false),
            ("+699564321234-Add", false),
            ("../1699564321234-Add", false),
        ] {
            assert_eq!(Id::parse(text).is_some_and(|id| id.to_string() == text), good, "{text}");
        }
    }
}
