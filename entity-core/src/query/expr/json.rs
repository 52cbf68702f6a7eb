//! Json documents. They are contained in each other by [`contains`](super::array::ArrayExpr::contains).

use super::super::column::{Nullable, Required};
use super::super::expression::{Expr, Expression};
use super::super::filter::Filter;
use super::super::node::Node;
use crate::value::{Bound, JsonValue};

/// What json can. Keys and paths are parameters.
pub trait JsonExpr: Expression {
    /// `<@`: the document is contained in this one.
    fn is_within(self, document: impl Into<serde_json::Value>) -> Filter<Self::Of>
    where
        Self::Value: JsonValue,
    {
        Filter::new(self.node().operator("<@", Node::bind(Bound(document.into()))))
    }

    /// `?`: has this key, or this text as a member.
    fn has_key(self, key: impl Into<String>) -> Filter<Self::Of>
    where
        Self::Value: JsonValue,
    {
        Filter::new(self.node().operator("?", Node::typed(key.into())))
    }

    /// `?|`: has one of these keys at least.
    fn has_any_key<K: Into<String>>(self, keys: impl IntoIterator<Item = K>) -> Filter<Self::Of>
    where
        Self::Value: JsonValue,
    {
        Filter::new(self.node().operator("?|", texts(keys)))
    }

    /// `?&`: has all of these keys.
    fn has_all_keys<K: Into<String>>(self, keys: impl IntoIterator<Item = K>) -> Filter<Self::Of>
    where
        Self::Value: JsonValue,
    {
        Filter::new(self.node().operator("?&", texts(keys)))
    }

    /// `#>`: what stands at the path; null where nothing does. A number is a place in a list, counted from 0.
    fn at_path<K: Into<String>>(self, path: impl IntoIterator<Item = K>) -> Expr<Self::Of, serde_json::Value, Nullable>
    where
        Self::Value: JsonValue,
    {
        Expr::new(self.node().operator("#>", texts(path)))
    }

    /// `#>>`: the same as text; null also where json's own null stands.
    fn text_at<K: Into<String>>(self, path: impl IntoIterator<Item = K>) -> Expr<Self::Of, String, Nullable>
    where
        Self::Value: JsonValue,
    {
        Expr::new(self.node().operator("#>>", texts(path)))
    }

    /// `@?`: the jsonpath finds something, as `$.tags[*] ? (@ == "new")`. One that cannot be read is an error.
    fn path_exists(self, path: impl Into<String>) -> Filter<Self::Of>
    where
        Self::Value: JsonValue,
    {
        Filter::new(self.node().operator("@?", jsonpath(path)))
    }

    /// `@@`: the jsonpath is true, as `$.price > 10`.
    fn path_matches(self, path: impl Into<String>) -> Filter<Self::Of>
    where
        Self::Value: JsonValue,
    {
        Filter::new(self.node().operator("@@", jsonpath(path)))
    }

    /// How many members a list has. The server refuses what is no list.
    fn json_length(self) -> Expr<Self::Of, i32, Self::Null>
    where
        Self::Value: JsonValue,
    {
        Expr::new(Node::Call("jsonb_array_length", vec![self.node()]))
    }

    /// What it is: `object`, `array`, `string`, `number`, `boolean` or `null`.
    fn json_type(self) -> Expr<Self::Of, String, Self::Null>
    where
        Self::Value: JsonValue,
    {
        Expr::new(Node::Call("jsonb_typeof", vec![self.node()]))
    }

    /// The document with another value at the path, which is made where it is not there.
    fn with_path<K: Into<String>>(
        self,
        path: impl IntoIterator<Item = K>,
        value: impl Into<serde_json::Value>,
    ) -> Expr<Self::Of, Self::Value, Self::Null>
    where
        Self::Value: JsonValue,
    {
        Expr::new(Node::Call("jsonb_set", vec![self.node(), texts(path), Node::typed(value.into())]))
    }

    /// `||`: the keys of both, those of the other where both have them.
    fn merged(self, document: impl Into<serde_json::Value>) -> Expr<Self::Of, Self::Value, Self::Null>
    where
        Self::Value: JsonValue,
    {
        Expr::new(self.node().operator("||", Node::typed(document.into())))
    }

    /// `-`: the document without a key.
    fn without_key(self, key: impl Into<String>) -> Expr<Self::Of, Self::Value, Self::Null>
    where
        Self::Value: JsonValue,
    {
        Expr::new(self.node().operator("-", Node::typed(key.into())))
    }
}

impl<X: Expression> JsonExpr for X {}

/// An object of these keys and values.
pub struct JsonObject<S> {
    members: Vec<Node>,
    of: std::marker::PhantomData<fn() -> S>,
}

impl<S> std::fmt::Debug for JsonObject<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("JsonObject(_)")
    }
}

/// Begins an object: `json_object().with("name", User::first_name).build()`.
pub fn json_object<S: 'static>() -> JsonObject<S> {
    JsonObject { members: Vec::new(), of: std::marker::PhantomData }
}

impl<S: 'static> JsonObject<S> {
    /// Adds a key.
    pub fn with(mut self, key: impl Into<String>, value: impl Expression<Of = S>) -> Self {
        self.members.extend([Node::typed(key.into()), value.node()]);
        self
    }

    /// The object.
    pub fn build(self) -> Expr<S, serde_json::Value, Required> {
        Expr::new(Node::Call("jsonb_build_object", self.members))
    }
}

fn texts<K: Into<String>>(texts: impl IntoIterator<Item = K>) -> Node {
    Node::typed(texts.into_iter().map(Into::into).collect::<Vec<String>>())
}

fn jsonpath(path: impl Into<String>) -> Node {
    // The parameter is text, whatever the cast says: there is no Rust type of jsonpath.
    Node::typed(path.into()).cast("jsonpath")
}
