//! Words of a statement, or of a part of it, not yet read.
//!
//! In: the tokens of `files`. Out: what follows a keyword, names, parts between commas.
//! Never: takes a quoted text, a comment or a function's body for keywords.

use entity_core::schema::{Ident, QualName};

use crate::files::Token;

/// Some tokens side by side.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Words<'a>(&'a [Token<'a>]);

impl<'a> Words<'a> {
    pub(super) fn new(tokens: &'a [Token<'a>]) -> Self {
        Self(tokens)
    }

    pub(super) fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    /// What follows these keywords, if they come next.
    pub(super) fn after(self, keywords: &str) -> Option<Self> {
        keywords.split(' ').try_fold(self, |words, keyword| match words.0 {
            [Token::Word(word), rest @ ..] if word == keyword => Some(Self(rest)),
            [..] => None,
        })
    }

    /// Whether one of these phrases comes next.
    pub(super) fn starts(self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.after(phrase).is_some())
    }

    /// Passes any of these keywords.
    pub(super) fn skip(self, keywords: &[&str]) -> Self {
        let is_one = |token: &Token<'_>| matches!(token, Token::Word(word) if keywords.contains(&word.as_str()));
        let count = self.0.iter().take_while(|token| is_one(token)).count();
        Self(&self.0[count..])
    }

    /// The next keyword and what follows it.
    pub(super) fn keyword(self) -> Option<(&'a str, Self)> {
        match self.0 {
            [Token::Word(word), rest @ ..] => Some((word, Self(rest))),
            [..] => None,
        }
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

    /// The next part of a name, and what follows it.
    pub(super) fn ident(self) -> Option<(Ident, Self)> {
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

    /// The string literals in it.
    pub(super) fn texts(self) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter_map(|token| match token {
            Token::Text(text) => Some(text.as_str()),
            Token::Word(_) | Token::Name(_) | Token::Body(_) | Token::Sign(_) => None,
        })
    }

    /// What stands in the parentheses that open here, and what follows them.
    pub(super) fn group(self) -> Option<(Self, Self)> {
        let [Token::Sign('('), inner @ ..] = self.0 else { return None };
        let mut depth = 1_usize;
        let closes = |token: &Token<'_>| {
            depth = deeper(depth, token);
            depth == 0
        };
        let end = inner.iter().position(closes).unwrap_or(inner.len());
        Some((Self(&inner[..end]), Self(inner.get(end + 1..).unwrap_or_default())))
    }

    /// The first parentheses outside of others, and what follows them.
    pub(super) fn first_group(self) -> Option<(Self, Self)> {
        let at = self.0.iter().position(|token| *token == Token::Sign('('))?;
        Self(&self.0[at..]).group()
    }

    /// Whether these keywords stand here side by side, outside of all parentheses.
    pub(super) fn has(self, keywords: &str) -> bool {
        self.find(keywords).is_some()
    }

    /// What follows these keywords, where they first stand outside of all parentheses.
    pub(super) fn find(self, keywords: &str) -> Option<Self> {
        self.cut(|rest| rest.after(keywords).is_some()).1.after(keywords)
    }

    /// Whether these keywords stand side by side anywhere.
    pub(super) fn has_anywhere(self, keywords: &str) -> bool {
        (0..self.0.len()).any(|at| Self(&self.0[at..]).after(keywords).is_some())
    }

    /// Whether a name with its namespace comes next.
    pub(super) fn is_qualified(self) -> bool {
        self.ident().is_some_and(|(_, rest)| matches!(rest.0, [Token::Sign('.'), ..]))
    }

    /// Whether what stands before goes on here, with a field or an element.
    pub(super) fn continues(self) -> bool {
        matches!(self.0, [Token::Sign('.' | '['), ..])
    }

    /// Whether nothing follows its parentheses, and nothing unusual stands before them.
    pub(super) fn ends_with_group(self) -> bool {
        !self.has("nulls") && self.first_group().is_some_and(|(_, rest)| rest.is_empty())
    }

    /// Whether this sign stands anywhere.
    pub(super) fn has_sign(self, sign: char) -> bool {
        self.0.contains(&Token::Sign(sign))
    }

    /// Whether these keywords come last.
    pub(super) fn ends_with(self, keywords: &str) -> bool {
        let count = keywords.split(' ').count();
        let start = self.0.len().saturating_sub(count);
        Self(&self.0[start..]).after(keywords).is_some_and(Self::is_empty)
    }

    /// The parts before and from the first place outside of all parentheses that fits.
    pub(super) fn cut(self, fits: impl Fn(Self) -> bool) -> (Self, Self) {
        let mut depth = 0;
        let at = (0..self.0.len()).find(|at| {
            let is_here = depth == 0 && fits(Self(&self.0[*at..]));
            depth = deeper(depth, &self.0[*at]);
            is_here
        });
        let (head, tail) = self.0.split_at(at.unwrap_or(self.0.len()));
        (Self(head), Self(tail))
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

    /// The names of the functions that are called in it, without their namespaces. A type's length is no call.
    pub(super) fn calls(self) -> Vec<&'a str> {
        let call = |at: usize| match &self.0[at..] {
            [Token::Word(name) | Token::Name(name), Token::Sign('('), ..] if !self.is_type(at) => Some(name.as_str()),
            [..] => None,
        };
        (0..self.0.len()).filter_map(call).collect()
    }

    /// Whether a cast's type begins before this place.
    fn is_type(self, at: usize) -> bool {
        match &self.0[..at] {
            [.., Token::Sign(':'), Token::Sign(':')] => true,
            [.., Token::Word(word)] => matches!(word.as_str(), "as" | "character" | "bit" | "double"),
            [..] => false,
        }
    }

    /// The texts in dollar quotes.
    pub(super) fn bodies(self) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter_map(|token| match token {
            Token::Body(body) => Some(*body),
            Token::Word(_) | Token::Name(_) | Token::Text(_) | Token::Sign(_) => None,
        })
    }

    /// All names and keywords, with and without quotes.
    pub(super) fn names(self) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter_map(|token| match token {
            Token::Word(name) | Token::Name(name) => Some(name.as_str()),
            Token::Text(_) | Token::Body(_) | Token::Sign(_) => None,
        })
    }
}

impl PartialEq for Words<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

fn deeper(depth: usize, token: &Token<'_>) -> usize {
    match token {
        Token::Sign('(') => depth + 1,
        Token::Sign(')') => depth.saturating_sub(1),
        Token::Sign(_) | Token::Word(_) | Token::Name(_) | Token::Text(_) | Token::Body(_) => depth,
    }
}
