//! Text.

use super::super::column::{Nullable, Required};
use super::super::expression::{Expr, Expression, Nullness};
use super::super::filter::Filter;
use super::super::node::Node;
use super::super::operand::Operand;
use crate::value::{Bound, TextValue};

/// What text can. The pattern, the piece or the number is a parameter, never part of the statement.
pub trait TextExpr: Expression {
    /// `LIKE pattern`: `%` stands for any text, `_` for one character.
    fn like(self, pattern: impl Into<String>) -> Filter<Self::Of>
    where
        Self::Value: TextValue,
    {
        matches(self, "LIKE", pattern)
    }

    /// `NOT LIKE pattern`.
    fn not_like(self, pattern: impl Into<String>) -> Filter<Self::Of>
    where
        Self::Value: TextValue,
    {
        matches(self, "NOT LIKE", pattern)
    }

    /// [`like`](TextExpr::like) without regard to case.
    fn ilike(self, pattern: impl Into<String>) -> Filter<Self::Of>
    where
        Self::Value: TextValue,
    {
        matches(self, "ILIKE", pattern)
    }

    /// `NOT ILIKE pattern`.
    fn not_ilike(self, pattern: impl Into<String>) -> Filter<Self::Of>
    where
        Self::Value: TextValue,
    {
        matches(self, "NOT ILIKE", pattern)
    }

    /// The text begins with this piece. `%` and `_` are themselves.
    fn starts_with(self, piece: impl Into<String>) -> Filter<Self::Of>
    where
        Self::Value: TextValue,
    {
        // A pattern rather than `^@`, which btree indexes with pattern operators do not serve before PostgreSQL 17.
        matches(self, "LIKE", escaped("", &piece.into(), "%"))
    }

    /// The text ends with this piece. `%` and `_` are themselves.
    fn ends_with(self, piece: impl Into<String>) -> Filter<Self::Of>
    where
        Self::Value: TextValue,
    {
        matches(self, "LIKE", escaped("%", &piece.into(), ""))
    }

    /// The piece is somewhere in the text. `%` and `_` are themselves.
    fn contains_text(self, piece: impl Into<String>) -> Filter<Self::Of>
    where
        Self::Value: TextValue,
    {
        matches(self, "LIKE", escaped("%", &piece.into(), "%"))
    }

    /// The same without regard to case.
    fn icontains_text(self, piece: impl Into<String>) -> Filter<Self::Of>
    where
        Self::Value: TextValue,
    {
        matches(self, "ILIKE", escaped("%", &piece.into(), "%"))
    }

    /// `~`: matches the regular expression, in PostgreSQL's dialect. A pattern of a stranger can keep the server busy
    /// for long: for what people search use [`contains_text`](TextExpr::contains_text).
    fn matches_regex(self, pattern: impl Into<String>) -> Filter<Self::Of>
    where
        Self::Value: TextValue,
    {
        matches(self, "~", pattern)
    }

    /// `~*`: the same without regard to case.
    fn imatches_regex(self, pattern: impl Into<String>) -> Filter<Self::Of>
    where
        Self::Value: TextValue,
    {
        matches(self, "~*", pattern)
    }

    /// In lower case.
    fn lower(self) -> Expr<Self::Of, String, Self::Null>
    where
        Self::Value: TextValue,
    {
        call(self, "lower", [])
    }

    /// In upper case.
    fn upper(self) -> Expr<Self::Of, String, Self::Null>
    where
        Self::Value: TextValue,
    {
        call(self, "upper", [])
    }

    /// Each word with a capital.
    fn initcap(self) -> Expr<Self::Of, String, Self::Null>
    where
        Self::Value: TextValue,
    {
        call(self, "initcap", [])
    }

    /// Without spaces at both ends.
    fn trim(self) -> Expr<Self::Of, String, Self::Null>
    where
        Self::Value: TextValue,
    {
        call(self, "btrim", [])
    }

    /// Its length in characters.
    fn char_length(self) -> Expr<Self::Of, i32, Self::Null>
    where
        Self::Value: TextValue,
    {
        call(self, "char_length", [])
    }

    /// Its length in bytes.
    fn octet_length(self) -> Expr<Self::Of, i32, Self::Null>
    where
        Self::Value: TextValue,
    {
        call(self, "octet_length", [])
    }

    /// Its first characters.
    fn left(self, characters: i32) -> Expr<Self::Of, String, Self::Null>
    where
        Self::Value: TextValue,
    {
        call(self, "left", [Node::typed(characters)])
    }

    /// Its last characters.
    fn right(self, characters: i32) -> Expr<Self::Of, String, Self::Null>
    where
        Self::Value: TextValue,
    {
        call(self, "right", [Node::typed(characters)])
    }

    /// Characters from a place on, which is 1 for the first.
    fn substring(self, from: i32, characters: i32) -> Expr<Self::Of, String, Self::Null>
    where
        Self::Value: TextValue,
    {
        call(self, "substr", [Node::typed(from), Node::typed(characters)])
    }

    /// Each occurrence of a piece replaced by another.
    fn replace(self, piece: impl Into<String>, by: impl Into<String>) -> Expr<Self::Of, String, Self::Null>
    where
        Self::Value: TextValue,
    {
        call(self, "replace", [Node::typed(piece.into()), Node::typed(by.into())])
    }

    /// The n-th part between separators, counted from 1; empty where there is none.
    fn split_part(self, separator: impl Into<String>, part: i32) -> Expr<Self::Of, String, Self::Null>
    where
        Self::Value: TextValue,
    {
        call(self, "split_part", [Node::typed(separator.into()), Node::typed(part)])
    }

    /// Where the piece begins, counted from 1; 0 where it is not there.
    fn position_of(self, piece: impl Into<String>) -> Expr<Self::Of, i32, Self::Null>
    where
        Self::Value: TextValue,
    {
        call(self, "strpos", [Node::typed(piece.into())])
    }

    /// `||`: this text and then the other.
    fn concat<V>(self, other: V) -> Expr<Self::Of, String, <Self::Null as Nullness>::Or<V::Null>>
    where
        V: Operand<Self::Of, String>,
        Self::Value: TextValue,
    {
        Expr::new(self.node().operator("||", other.into_node().spelled::<String>()))
    }

    /// How alike two texts are, from 0 to 1: the extension `pg_trgm`.
    fn similarity(self, other: impl Into<String>) -> Expr<Self::Of, f32, Self::Null>
    where
        Self::Value: TextValue,
    {
        call(self, "similarity", [Node::typed(other.into())])
    }

    /// `%`: more alike than `pg_trgm.similarity_threshold` says. Served by trigram indexes.
    fn is_similar_to(self, other: impl Into<String>) -> Filter<Self::Of>
    where
        Self::Value: TextValue,
    {
        Filter::new(self.node().operator("%", Node::typed(other.into())))
    }

    /// The first match of a regular expression, or of its first group; null where there is none.
    fn regex_match(self, pattern: impl Into<String>) -> Expr<Self::Of, String, Nullable>
    where
        Self::Value: TextValue,
    {
        Expr::new(Node::template("substring({} from {})", [self.node(), Node::typed(pattern.into())]))
    }
}

impl<X: Expression> TextExpr for X {}

/// Texts put together, nulls passed over: `concat_ws`.
pub fn join_texts<S: 'static, X>(
    separator: impl Into<String>,
    texts: impl IntoIterator<Item = X>,
) -> Expr<S, String, Required>
where
    X: Expression<Of = S, Value = String>,
{
    let mut arguments = vec![Node::typed(separator.into())];
    arguments.extend(texts.into_iter().map(Expression::node));
    Expr::new(Node::Call("concat_ws", arguments))
}

fn matches<X: Expression>(text: X, operator: &'static str, pattern: impl Into<String>) -> Filter<X::Of> {
    Filter::new(text.node().operator(operator, Node::bind(Bound(pattern.into()))))
}

fn call<X: Expression, T, const COUNT: usize>(
    text: X,
    function: &'static str,
    arguments: [Node; COUNT],
) -> Expr<X::Of, T, X::Null> {
    Expr::new(Node::Call(function, std::iter::once(text.node()).chain(arguments).collect()))
}

/// A pattern for a piece as it is.
fn escaped(before: &str, piece: &str, after: &str) -> String {
    let mut pattern = String::with_capacity(piece.len() + 2);
    pattern.push_str(before);
    for character in piece.chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push_str(after);
    pattern
}
