//! What rules ask of a statement.

use entity_core::schema::{Ident, QualName};

use crate::files::{self, Token, tokens};

/// A statement and its words.
pub(super) struct Statement<'a> {
    /// The line of its first word, from 1.
    pub(super) line: usize,
    tokens: Vec<Token<'a>>,
}

/// The tokens of a statement, or of a part of it, not yet read.
#[derive(Clone, Copy)]
pub(super) struct Words<'a>(&'a [Token<'a>]);

impl<'a> Statement<'a> {
    pub(super) fn new(statement: &'a files::Statement) -> Self {
        Self { line: statement.line, tokens: tokens(&statement.sql) }
    }

    /// Its tokens from the first on.
    pub(super) fn words(&'a self) -> Words<'a> {
        Words(&self.tokens)
    }

    /// The table that it creates.
    pub(super) fn created_table(&'a self) -> Option<QualName> {
        let words = self.words().after("create")?;
        let words = words.skip(&["global", "local", "temporary", "temp", "unlogged", "materialized"]);
        let words = words.after("table").or_else(|| words.after("view"))?;
        words.skip(&["if", "not", "exists"]).name().map(|(name, _)| name)
    }

    /// The table that it alters, and what it does to it.
    pub(super) fn altered_table(&'a self) -> Option<(QualName, Vec<Words<'a>>)> {
        let words = self.words().after("alter")?.after("table")?;
        let (name, actions) = words.skip(&["if", "exists", "only"]).name()?;
        Some((name, actions.parts()))
    }

    /// The string literals in it.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.tokens.iter().filter_map(|token| match token {
            Token::Text(text) => Some(text.as_str()),
            Token::Word(_) | Token::Name(_) | Token::Body(_) | Token::Sign(_) => None,
        })
    }
}

impl<'a> Words<'a> {
    /// What follows a keyword that comes next.
    pub(super) fn after(self, keyword: &str) -> Option<Self> {
        match self.0 {
            [Token::Word(word), rest @ ..] if word == keyword => Some(Self(rest)),
            [..] => None,
        }
    }

    /// Passes any of these keywords.
    pub(super) fn skip(self, keywords: &[&str]) -> Self {
        let is_one = |token: &Token<'_>| matches!(token, Token::Word(word) if keywords.contains(&word.as_str()));
        let count = self.0.iter().take_while(|token| is_one(token)).count();
        Self(&self.0[count..])
    }

    /// The next name, with its namespace, and what follows it.
    pub(super) fn name(self) -> Option<(QualName, Self)> {
        let (first, rest) = self.ident()?;
        match rest.0 {
            [Token::Sign('.'), after @ ..] => {
                let (name, rest) = Self(after).ident()?;
                Some((QualName { namespace: first, name }, rest))
            }
            [..] => Some((QualName::public(first), rest)),
        }
    }

    fn ident(self) -> Option<(Ident, Self)> {
        match self.0 {
            [Token::Word(name) | Token::Name(name), rest @ ..] => Some((Ident::from(name.as_str()), Self(rest))),
            [..] => None,
        }
    }

    /// The next string literal.
    pub(super) fn text(self) -> Option<&'a str> {
        match self.0 {
            [Token::Text(text), ..] => Some(text),
            [..] => None,
        }
    }

    /// Whether these keywords stand here side by side, outside of all parentheses.
    pub(super) fn has(self, keywords: &[&str]) -> bool {
        let outside = self.outside();
        outside.windows(keywords.len()).any(|window| window == keywords)
    }

    /// Whether these keywords come last.
    pub(super) fn ends_with(self, keywords: &[&str]) -> bool {
        self.outside().ends_with(keywords)
    }

    /// The parts between commas outside of all parentheses.
    pub(super) fn parts(self) -> Vec<Self> {
        let mut depth = 0_usize;
        let is_cut = |token: &Token<'_>| {
            depth = deeper(depth, token);
            depth == 0 && *token == Token::Sign(',')
        };
        self.0.split(is_cut).map(Words).collect()
    }

    /// The tokens outside of all parentheses as words; what is none is empty.
    fn outside(self) -> Vec<&'a str> {
        let mut depth = 0;
        let word = |token: &'a Token<'a>| {
            depth = deeper(depth, token);
            match token {
                Token::Word(word) if depth == 0 => Some(word.as_str()),
                Token::Word(_) => None,
                Token::Name(_) | Token::Text(_) | Token::Body(_) | Token::Sign(_) => (depth == 0).then_some(""),
            }
        };
        self.0.iter().filter_map(word).collect()
    }
}

fn deeper(depth: usize, token: &Token<'_>) -> usize {
    match token {
        Token::Sign('(') => depth + 1,
        Token::Sign(')') => depth.saturating_sub(1),
        Token::Sign(_) | Token::Word(_) | Token::Name(_) | Token::Text(_) | Token::Body(_) => depth,
    }
}
