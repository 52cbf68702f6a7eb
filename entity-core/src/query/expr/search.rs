//! Full-text search.

use super::super::expression::{Expr, Expression};
use super::super::filter::Filter;
use super::super::node::Node;
use crate::schema::Literal;
use crate::value::{TextValue, TsVector, Value};

/// What is searched for. The words are a parameter; the configuration is a word of the program.
#[derive(Clone, Debug)]
pub struct TsQuery {
    function: &'static str,
    config: &'static str,
    words: String,
}

impl TsQuery {
    /// As people type it: words, `"phrases"`, `or`, `-without`. Never an error.
    pub fn websearch(config: &'static str, words: impl Into<String>) -> Self {
        Self { function: "websearch_to_tsquery", config, words: words.into() }
    }

    /// All of the words, in any order.
    pub fn plain(config: &'static str, words: impl Into<String>) -> Self {
        Self { function: "plainto_tsquery", config, words: words.into() }
    }

    /// The words one after the other.
    pub fn phrase(config: &'static str, words: impl Into<String>) -> Self {
        Self { function: "phraseto_tsquery", config, words: words.into() }
    }

    /// In the syntax of `to_tsquery`: `supers:* & !nova`. What is not in it is an error of the server.
    pub fn raw(config: &'static str, query: impl Into<String>) -> Self {
        Self { function: "to_tsquery", config, words: query.into() }
    }

    fn node(self) -> Node {
        Node::Call(self.function, vec![config(self.config), Node::typed(self.words)])
    }
}

/// What can be searched: a `tsvector`, or text.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be searched by words",
    label = "neither text nor a `TsVector`"
)]
pub trait Searchable: Value {
    #[doc(hidden)]
    fn vector(column: Node, config: &'static str) -> Node;
}

impl Searchable for TsVector {
    fn vector(column: Node, _: &'static str) -> Node {
        column
    }
}

/// An index on `to_tsvector('english', column)` serves it.
impl Searchable for String {
    fn vector(column: Node, config: &'static str) -> Node {
        Node::Call("to_tsvector", vec![self::config(config), column])
    }
}

/// Full-text search on columns of `TsVector` and of text.
pub trait SearchExpr: Expression {
    /// `@@`: matches what is searched for.
    fn search(self, query: TsQuery) -> Filter<Self::Of>
    where
        Self::Value: Searchable,
    {
        let vector = Self::Value::vector(self.node(), query.config);
        Filter::new(vector.operator("@@", query.node()))
    }

    /// How well it matches, for an order: `ts_rank`.
    fn rank(self, query: TsQuery) -> Expr<Self::Of, f32, Self::Null>
    where
        Self::Value: Searchable,
    {
        let vector = Self::Value::vector(self.node(), query.config);
        Expr::new(Node::Call("ts_rank", vec![vector, query.node()]))
    }

    /// How well and how densely it matches: `ts_rank_cd`.
    fn rank_by_cover(self, query: TsQuery) -> Expr<Self::Of, f32, Self::Null>
    where
        Self::Value: Searchable,
    {
        let vector = Self::Value::vector(self.node(), query.config);
        Expr::new(Node::Call("ts_rank_cd", vec![vector, query.node()]))
    }

    /// Pieces of the text with the found words in `<b>…</b>`. The text itself is not escaped.
    fn headline(self, query: TsQuery) -> Expr<Self::Of, String, Self::Null>
    where
        Self::Value: TextValue,
    {
        let config = config(query.config);
        Expr::new(Node::Call("ts_headline", vec![config, self.node(), query.node()]))
    }

    /// The text as what is searched in.
    fn to_tsvector(self, config: &'static str) -> Expr<Self::Of, TsVector, Self::Null>
    where
        Self::Value: TextValue,
    {
        Expr::new(Node::Call("to_tsvector", vec![self::config(config), self.node()]))
    }
}

impl<X: Expression> SearchExpr for X {}

/// A constant, for an index on an expression is found by its text.
fn config(name: &'static str) -> Node {
    Node::Text(format!("{}::regconfig", Literal(name)).into())
}
