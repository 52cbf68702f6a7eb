//! SQL that the library has no word for: a literal of the source, with typed places.

use std::borrow::Cow;
use std::marker::PhantomData;

use super::super::expression::Expr;
use super::super::filter::Filter;
use super::super::node::Node;

/// What may stand in a place of [`raw!`](crate::raw): an expression over `S`, or a value.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand in a fragment over `{S}`",
    label = "expected an expression over `{S}`, or a value",
    note = "give columns of the query's entity, and values of types that a column can hold"
)]
pub trait Piece<S, K> {
    #[doc(hidden)]
    fn into_piece(self) -> Node;
}

/// Marks a value.
#[derive(Debug)]
pub enum OfValue {}

/// Marks an expression.
#[derive(Debug)]
pub enum OfExpression {}

impl<S, T: crate::value::Value> Piece<S, OfValue> for T {
    fn into_piece(self) -> Node {
        Node::typed(self)
    }
}

impl<S> Piece<S, OfValue> for &str {
    fn into_piece(self) -> Node {
        Node::typed(self.to_owned())
    }
}

impl<S, X: super::super::expression::Expression<Of = S>> Piece<S, OfExpression> for X {
    fn into_piece(self) -> Node {
        self.node()
    }
}

/// How many places a template has. Of two braces that are alike, one is meant.
pub const fn places(template: &str) -> usize {
    let bytes = template.as_bytes();
    let (mut at, mut count) = (0, 0);
    while at + 1 < bytes.len() {
        match (bytes[at], bytes[at + 1]) {
            (b'{', b'}') => {
                count += 1;
                at += 2;
            }
            (b'{', b'{') | (b'}', b'}') => at += 2,
            _ => at += 1,
        }
    }
    count
}

/// The texts around the places of a template.
fn texts(template: &str) -> Vec<String> {
    let (mut texts, mut text) = (Vec::new(), String::new());
    let mut rest = template.chars().peekable();
    while let Some(letter) = rest.next() {
        match (letter, rest.peek()) {
            ('{', Some('}')) => {
                rest.next();
                texts.push(std::mem::take(&mut text));
            }
            ('{', Some('{')) | ('}', Some('}')) => {
                rest.next();
                text.push(letter);
            }
            _ => text.push(letter),
        }
    }
    texts.push(text);
    texts
}

/// A fragment that is being put together.
pub struct Fragment<S> {
    template: &'static str,
    nodes: Vec<Node>,
    of: PhantomData<fn() -> S>,
}

impl<S> std::fmt::Debug for Fragment<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Fragment({})", self.template)
    }
}

impl<S> Fragment<S> {
    /// A fragment whose places are still empty.
    pub fn new(template: &'static str) -> Self {
        Self { template, nodes: Vec::new(), of: PhantomData }
    }

    /// What stands in the next place.
    pub fn piece<K>(mut self, piece: impl Piece<S, K>) -> Self {
        self.nodes.push(piece.into_piece());
        self
    }

    /// The fragment, always in parentheses.
    pub fn build<F: FromFragment<S>>(self) -> F {
        let mut texts = texts(self.template);
        if let Some(first) = texts.first_mut() {
            first.insert(0, '(');
        }
        if let Some(last) = texts.last_mut() {
            last.push(')');
        }
        F::from_fragment(Node::Template(texts.into_iter().map(Cow::Owned).collect(), self.nodes))
    }
}

/// What a fragment can be: its type says what it gives.
#[diagnostic::on_unimplemented(
    message = "a fragment over `{S}` gives no `{Self}`",
    label = "expected a `Filter<…>` or an `Expr<…>` over the same rows",
    note = "say what it gives: `let near: Filter<Place> = raw!(…)`"
)]
pub trait FromFragment<S> {
    #[doc(hidden)]
    fn from_fragment(node: Node) -> Self;
}

#[diagnostic::do_not_recommend]
impl<S> FromFragment<S> for Filter<S> {
    fn from_fragment(node: Node) -> Self {
        Self::new(node)
    }
}

#[diagnostic::do_not_recommend]
impl<S, T, N> FromFragment<S> for Expr<S, T, N> {
    fn from_fragment(node: Node) -> Self {
        Self::new(node)
    }
}

/// A piece of SQL that the library has no word for. The text is a literal; `{}` stands for an expression or a value,
/// and values travel as parameters. A brace of the text itself is written twice: `'{{}}'::text[]`. What it gives is said by its type: a [`Filter`], or an [`Expr`].
///
/// ```
/// # use entity_core::prelude::*;
/// # #[derive(Entity)]
/// # struct Place {
/// #     #[column(primary_key, default = gen_random_uuid())]
/// #     id: Id<Place>,
/// #     name: String,
/// # }
/// use entity_core::raw;
///
/// let near: Filter<Place> = raw!("levenshtein({}, {}) < {}", Place::name, "Zürich", 3);
/// let sql = Place::query().filter(near).sql();
/// assert!(sql.contains("levenshtein") && !sql.contains("Zürich"));
/// ```
#[macro_export]
macro_rules! raw {
    ($template:literal $(, $piece:expr)* $(,)?) => {{
        const _: () = {
            let pieces: &[&str] = &[$(::core::stringify!($piece)),*];
            ::core::assert!(
                $crate::__private::places($template) == pieces.len(),
                "each `{{}}` of a fragment stands for one expression or value behind it"
            );
        };
        $crate::__private::Fragment::new($template)$(.piece($piece))*.build()
    }};
}

#[cfg(test)]
mod tests {
    use super::{places, texts};

    #[test]
    fn braces_that_are_meant_stand_twice() {
        for (template, expected) in [
            ("f({}, {})", vec!["f(", ", ", ")"]),
            ("{} && '{{}}'::text[]", vec!["", " && '{}'::text[]"]),
            ("'{{\"a\": {{}}}}'", vec!["'{\"a\": {}}'"]),
            ("a #> '{b,c}'", vec!["a #> '{b,c}'"]),
        ] {
            assert_eq!(texts(template), expected, "{template}");
            assert_eq!(places(template), expected.len() - 1, "{template}");
        }
    }
}
