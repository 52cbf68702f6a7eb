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

/// How many places a template has.
pub const fn places(template: &str) -> usize {
    let bytes = template.as_bytes();
    let (mut at, mut count) = (0, 0);
    while at + 1 < bytes.len() {
        if bytes[at] == b'{' && bytes[at + 1] == b'}' {
            count += 1;
            at += 1;
        }
        at += 1;
    }
    count
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
        let mut texts: Vec<Cow<'static, str>> = self.template.split("{}").map(Cow::Borrowed).collect();
        if let Some(first) = texts.first_mut() {
            *first = format!("({first}").into();
        }
        if let Some(last) = texts.last_mut() {
            *last = format!("{last})").into();
        }
        F::from_fragment(Node::Template(texts, self.nodes))
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
/// and values travel as parameters. What it gives is said by its type: a [`Filter`], or an [`Expr`].
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
