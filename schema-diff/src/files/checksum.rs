//! What tells an edited migration from the one that was applied.

use std::fmt;

use sha2::{Digest, Sha256};

use super::Statement;

/// SHA-256 over `up.sql` and `down.sql` with LF line ends, in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checksum(String);

impl Checksum {
    /// The checksum of two texts. The length of the first is part of it, so that moving a line between them shows.
    pub fn of(up: &str, down: &str) -> Self {
        let (up, down) = (unix(up), unix(down));
        let mut hash = Sha256::new();
        hash.update(u64::try_from(up.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(up);
        hash.update(down);
        Self(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// The checksum of some statements in order, without what stands between them.
    pub fn of_statements<'a>(statements: impl Iterator<Item = &'a Statement>) -> Self {
        let mut hash = Sha256::new();
        for statement in statements {
            for text in [Some(&statement.sql), statement.copy.as_ref()].into_iter().flatten() {
                let text = unix(text);
                hash.update(u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
                hash.update(text);
            }
        }
        Self(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// A checksum as the ledger holds it.
    pub fn stored(text: String) -> Self {
        Self(text)
    }

    /// The hexadecimal text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first digits, for messages.
    pub fn short(&self) -> &str {
        self.0.get(..12).unwrap_or(&self.0)
    }
}

fn unix(text: &str) -> String {
    text.replace("\r\n", "\n")
}

impl fmt::Display for Checksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_do_not_count_and_everything_else_does() {
        let plain = Checksum::of("a;\nb;\n", "c;\n");
        assert_eq!(plain, Checksum::of("a;\r\nb;\r\n", "c;\r\n"));
        assert_ne!(plain, Checksum::of("a;\n", "b;\nc;\n"));
        assert_ne!(plain, Checksum::of("a;\nb;\n\n", "c;\n"));
        assert_eq!(plain.as_str().len(), 64);
    }
}
