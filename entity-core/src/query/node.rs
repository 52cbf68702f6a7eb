//! The tree behind filters and orders.

use std::sync::Arc;

use crate::entity::EntityDef;
use crate::value::Param;

/// A piece of an expression. Columns belong to the entity in whose scope the piece stands.
#[derive(Clone)]
pub(crate) enum Node {
    Column(&'static str),
    Bind(Arc<dyn Param>),
    Compare(Box<Node>, Compare, Box<Node>),
    /// `left operator right`, for operators that are no comparison.
    Operator(Box<Node>, &'static str, Box<Node>),
    /// `left = ANY (right)`.
    Member(Box<Node>, Box<Node>),
    IsNull(Box<Node>),
    Not(Box<Node>),
    And(Vec<Node>),
    Or(Vec<Node>),
    Call(&'static str, Vec<Node>),
    Cast(Box<Node>, &'static str),
    Exists(Exists),
}

/// `EXISTS` over a relation.
#[derive(Clone)]
pub(crate) struct Exists {
    pub(crate) target: &'static EntityDef,
    /// Pairs of a column out here and a column of the target.
    pub(crate) on: Vec<(&'static str, &'static str)>,
    pub(crate) filter: Option<Box<Node>>,
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Compare {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Node {
    /// `column = param`.
    pub(crate) fn is(column: &'static str, param: Box<dyn Param>) -> Self {
        Self::Compare(Box::new(Self::Column(column)), Compare::Equal, Box::new(Self::Bind(param.into())))
    }

    pub(crate) fn bind(param: impl Param + 'static) -> Self {
        Self::Bind(Arc::new(param))
    }
}
