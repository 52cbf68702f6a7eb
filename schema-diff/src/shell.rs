//! Words for a shell, in advice that people copy.

use std::borrow::Cow;

/// Puts a word in quotes where a shell would cut or change it.
pub(crate) fn word(text: &str) -> Cow<'_, str> {
    let is_plain = |sign: char| sign.is_alphanumeric() || "_./:=@%+,-".contains(sign);
    if !text.is_empty() && text.chars().all(is_plain) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(format!("'{}'", text.replace('\'', "'\\''")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_a_shell_changes_are_quoted() {
        for (text, expected) in [
            ("users.mfa_secret", "users.mfa_secret"),
            ("Old Things", "'Old Things'"),
            ("pay(integer)", "'pay(integer)'"),
            ("it's", r"'it'\''s'"),
            ("größe", "größe"),
            ("", "''"),
        ] {
            assert_eq!(word(text), expected);
        }
    }
}
