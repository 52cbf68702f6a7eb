//! The tree behind filters, orders and computed values.

use std::any::TypeId;
use std::borrow::Cow;
use std::sync::Arc;

use super::core::Core;
use super::order::Key;
use super::source::From;
use crate::entity::EntityDef;
use crate::value::{Bound, Param, Value, bare};

/// A piece of an expression. A column says whose it is by the type of its entity or alias.
#[derive(Clone)]
#[doc(hidden)]
pub enum Node {
    Column(TypeId, &'static str),
    Bind(Arc<dyn Param>),
    /// Text of the library's own, or a literal of the user's source.
    Text(Cow<'static, str>),
    /// Texts and what stands between them: one text more than there are nodes.
    Template(Vec<Cow<'static, str>>, Vec<Node>),
    Compare(Box<Node>, Comparison, Box<Node>),
    /// `left operator right`, for operators that are no comparison.
    Operator(Box<Node>, &'static str, Box<Node>),
    /// `left = ANY (right)`.
    Member(Box<Node>, Box<Node>),
    IsNull(Box<Node>),
    Not(Box<Node>),
    And(Vec<Node>),
    Or(Vec<Node>),
    Call(&'static str, Vec<Node>),
    Aggregate(Box<Aggregated>),
    Cast(Box<Node>, Cow<'static, str>),
    /// Pairs of a condition and a value, and the value where none of them holds.
    Case(Vec<(Node, Node)>, Option<Box<Node>>),
    Exists(Exists),
    /// What a sub-query reads of the rows of a relation.
    Value(Box<(Exists, Node)>),
    /// A query, and the word before it: nothing, `EXISTS` or `ARRAY`.
    Query(&'static str, Box<Core>),
}

/// A call of a function over several rows.
#[derive(Clone)]
#[doc(hidden)]
pub struct Aggregated {
    pub(crate) function: &'static str,
    pub(crate) arguments: Vec<Node>,
    pub(crate) distinct: bool,
    pub(crate) order: Vec<Key>,
    pub(crate) filter: Option<Node>,
    pub(crate) over: Option<Over>,
}

/// Which rows a window function sees.
#[derive(Clone, Default)]
pub(crate) struct Over {
    pub(crate) partition: Vec<Node>,
    pub(crate) order: Vec<Key>,
    pub(crate) frame: Option<Cow<'static, str>>,
}

/// `EXISTS` over a relation.
#[derive(Clone)]
#[doc(hidden)]
pub struct Exists {
    /// The entity or alias out here.
    pub(crate) outer: From,
    pub(crate) target: From,
    /// The table between the two, where there is one: its definition, and pairs of a column out here and one of it.
    pub(crate) through: Option<(&'static EntityDef, Vec<(&'static str, &'static str)>)>,
    /// Pairs of a column out here, or of the table between, and a column of the target.
    pub(crate) on: Vec<(&'static str, &'static str)>,
    pub(crate) filter: Option<Box<Node>>,
    /// Whether rows of the target count that are deleted softly.
    pub(crate) with_deleted: bool,
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[doc(hidden)]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Comparison {
    pub(crate) const fn sql(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "<>",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }
}

impl Node {
    /// A column of the entity or alias `S`.
    pub(crate) fn column<S: 'static>(name: &'static str) -> Self {
        Self::Column(TypeId::of::<S>(), name)
    }

    /// `column = param`.
    pub(crate) fn is<S: 'static>(column: &'static str, param: Arc<dyn Param>) -> Self {
        Self::column::<S>(column).compare(Comparison::Equal, Self::Bind(param))
    }

    pub(crate) fn bind(param: impl Param + 'static) -> Self {
        Self::Bind(Arc::new(param))
    }

    /// A value beside which nothing says its type: its own type is written out.
    pub(crate) fn typed<T: Value>(value: T) -> Self {
        Self::bind(Bound(value)).cast(bare(T::TYPE.name))
    }

    /// The same, for what may be a value that is not written out yet.
    pub(crate) fn spelled<T: Value>(self) -> Self {
        match self {
            Self::Bind(_) => self.cast(bare(T::TYPE.name)),
            other => other,
        }
    }

    pub(crate) fn cast(self, ty: impl Into<Cow<'static, str>>) -> Self {
        Self::Cast(Box::new(self), ty.into())
    }

    pub(crate) fn compare(self, how: Comparison, right: Self) -> Self {
        Self::Compare(Box::new(self), how, Box::new(right))
    }

    pub(crate) fn operator(self, operator: &'static str, right: Self) -> Self {
        Self::Operator(Box::new(self), operator, Box::new(right))
    }

    /// `{}` in the template stands for the nodes, in their order.
    pub(crate) fn template(template: &'static str, nodes: impl Into<Vec<Self>>) -> Self {
        Self::Template(template.split("{}").map(Cow::Borrowed).collect(), nodes.into())
    }

    pub(crate) fn not(self) -> Self {
        Self::Not(Box::new(self))
    }

    pub(crate) fn is_null(self) -> Self {
        Self::IsNull(Box::new(self))
    }
}
