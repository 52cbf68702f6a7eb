//! A statement as rules see it.

use crate::files::{self, Script, Token, tokens};

use super::shape::{self, Shape};
use super::words::Words;

/// A statement, its words and its shape.
pub(super) struct Statement<'a> {
    /// The line of its first word, from 1.
    pub(super) line: usize,
    /// Its text.
    pub(super) sql: &'a str,
    /// Its words.
    pub(super) words: Words<'a>,
    /// What it does, as far as rules share an interest in it.
    pub(super) shape: Shape<'a>,
    /// Whether it begins or ends a transaction.
    pub(super) controls_transaction: bool,
}

/// The tokens of every statement.
pub(super) fn tokenized(script: &Script) -> Vec<Vec<Token<'_>>> {
    script.statements().map(|statement| tokens(&statement.sql)).collect()
}

impl<'a> Statement<'a> {
    pub(super) fn new(statement: &'a files::Statement, tokens: &'a [Token<'a>]) -> Self {
        let words = Words::new(tokens);
        Self {
            line: statement.line,
            sql: &statement.sql,
            words,
            shape: shape::read(words),
            controls_transaction: statement.controls_transaction(),
        }
    }

    /// Whether it gives this setting a value.
    pub(super) fn sets(&self, setting: &str) -> bool {
        let set = self.words.after("set").map(|words| words.skip(&["local", "session"]));
        let calls = self.words.calls().contains(&"set_config") && self.words.texts().any(|text| text == setting);
        set.is_some_and(|words| words.starts(&[setting])) || calls
    }

    /// Its text with more words at the end.
    pub(super) fn ending(&self, addition: &str) -> String {
        format!("{} {addition};", self.sql)
    }

    /// Its text with more words after the first `keyword`.
    pub(super) fn with(&self, keyword: &str, addition: &str) -> Option<String> {
        let end = word_end(self.sql, keyword)?;
        Some(format!("{} {addition}{};", &self.sql[..end], &self.sql[end..]))
    }
}

/// Where the first word that is this keyword ends.
fn word_end(sql: &str, keyword: &str) -> Option<usize> {
    let mut start = None;
    for (at, next) in sql.char_indices().chain([(sql.len(), ' ')]) {
        match (start, next.is_alphanumeric() || next == '_') {
            (None, true) => start = Some(at),
            (Some(from), false) if sql[from..at].eq_ignore_ascii_case(keyword) => return Some(at),
            (Some(_), false) => start = None,
            (Some(_), true) | (None, false) => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::word_end;

    #[test]
    fn a_keyword_is_a_whole_word() {
        assert_eq!(word_end("CREATE index_x INDEX i", "index"), Some(20));
        assert_eq!(word_end("CREATE INDEX", "index"), Some(12));
        assert_eq!(word_end("é", "index"), None);
    }
}
