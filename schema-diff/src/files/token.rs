//! The words of a statement, apart from its texts and without its comments.
//!
//! In: a statement as [`split`](super::split()) cuts it. Out: [`Token`]s in order.
//! Never: mistakes a word in a quoted text, a comment or a function's body for one of the statement's own.
//! Start at [`tokens`].

use super::split::{Nesting, Scan, is_word_start};

/// A piece of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// A keyword, a name without quotes or a number, in lower case.
    Word(String),
    /// A name in quotes, without them.
    Name(String),
    /// A string in quotes, without them.
    Text(String),
    /// A string in dollar quotes, with them.
    Body(&'a str),
    /// Any other sign.
    Sign(char),
}

/// Lists the tokens of a statement.
pub(crate) fn tokens(sql: &str) -> Vec<Token<'_>> {
    let mut scan = Scan::new(sql);
    let mut nesting = Nesting::default();
    let mut tokens = Vec::new();
    scan.skip_space();
    let mut last_end = 0;
    while let Some(next) = scan.rest().chars().next() {
        let start = scan.at;
        scan.token(next, &mut nesting);
        match (token(&sql[start..scan.at], next), tokens.last_mut()) {
            // A doubled quote is one quote of the text.
            (Some(Token::Text(rest)), Some(Token::Text(text))) if last_end == start => {
                text.push('\'');
                text.push_str(&rest);
            }
            (Some(Token::Name(rest)), Some(Token::Name(name))) if last_end == start => {
                name.push('"');
                name.push_str(&rest);
            }
            (Some(token), _) => tokens.push(token),
            (None, _) => {}
        }
        last_end = scan.at;
        scan.skip_space();
    }
    tokens
}

/// `None` for a comment.
fn token(piece: &str, first: char) -> Option<Token<'_>> {
    match first {
        '-' if piece.starts_with("--") => None,
        '/' if piece.starts_with("/*") => None,
        '\'' => Some(Token::Text(between(piece, '\''))),
        '"' => Some(Token::Name(between(piece, '"'))),
        '$' if piece.len() > 1 => Some(Token::Body(piece)),
        letter if is_word_start(letter) && piece.contains('\'') => Some(Token::Text(between(&piece[1..], '\''))),
        letter if is_word_start(letter) => Some(Token::Word(piece.to_lowercase())),
        other => Some(Token::Sign(other)),
    }
}

/// An unfinished text has no closing quote.
fn between(piece: &str, quote: char) -> String {
    let inner = piece.strip_prefix(quote).unwrap_or(piece);
    inner.strip_suffix(quote).unwrap_or(inner).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str) -> Token<'_> {
        Token::Word(text.to_owned())
    }

    #[test]
    fn texts_names_and_bodies_are_no_words() {
        let sql = "DROP /* drop */ \"Ta\"\"ble\" -- drop\n 'it''s' E'a\\'b' $x$drop$x$ $1, 'open";
        let expected = [
            word("drop"),
            Token::Name("Ta\"ble".into()),
            Token::Text("it's".into()),
            Token::Text("a\\'b".into()),
            Token::Body("$x$drop$x$"),
            Token::Sign('$'),
            word("1"),
            Token::Sign(','),
            Token::Text("open".into()),
        ];
        assert_eq!(tokens(sql), expected);
    }
}
