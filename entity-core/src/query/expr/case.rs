//! Values that depend on conditions, and values of the program.

use std::fmt;
use std::marker::PhantomData;

use super::super::column::{Nullable, Required};
use super::super::expression::{Expr, Free, Nullness};
use super::super::filter::Filter;
use super::super::node::Node;
use super::super::operand::Operand;
use crate::value::Value;

/// `CASE`: the value of the first condition that holds.
pub struct Case<S, T, N = Required> {
    arms: Vec<(Node, Node)>,
    of: PhantomData<fn() -> (S, T, N)>,
}

impl<S, T, N> fmt::Debug for Case<S, T, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Case({} arms)", self.arms.len())
    }
}

/// Begins a case: `when(User::role.eq(UserRole::Admin), 1).otherwise(2)`.
pub fn when<S, T: Value, V: Operand<S, T>>(condition: Filter<S>, then: V) -> Case<S, T, V::Null> {
    Case { arms: vec![(condition.node, then.into_node().spelled::<T>())], of: PhantomData }
}

impl<S, T: Value, N: Nullness> Case<S, T, N> {
    /// Another condition, for rows where none of those before holds.
    pub fn when<V: Operand<S, T>>(mut self, condition: Filter<S>, then: V) -> Case<S, T, N::Or<V::Null>> {
        self.arms.push((condition.node, then.into_node().spelled::<T>()));
        Case { arms: self.arms, of: PhantomData }
    }

    /// The value where no condition holds.
    pub fn otherwise<V: Operand<S, T>>(self, value: V) -> Expr<S, T, N::Or<V::Null>> {
        let value = value.into_node().spelled::<T>();
        Expr::new(Node::Case(self.arms, Some(Box::new(value))))
    }

    /// Null where no condition holds.
    pub fn or_null(self) -> Expr<S, T, Nullable> {
        Expr::new(Node::Case(self.arms, None))
    }
}

/// A value of the program, where an expression is asked for.
pub fn value<T: Value>(value: T) -> Free<T> {
    Free::new(Node::typed(value))
}
