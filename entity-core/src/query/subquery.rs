//! Queries inside of queries.

use super::column::Nullable;
use super::core::Core;
use super::expression::{Expr, Free, Nullness};
use super::filter::Filter;
use super::node::Node;
use super::select::Select;
use super::source::{Before, Combined, Here, Mentions, Scope, Source};
use crate::value::Value;

/// The sources of a query that stands inside of a query over `S`, and may speak of its rows.
#[derive(Debug)]
pub struct Inside<Q, S>(std::marker::PhantomData<(Q, S)>);

#[diagnostic::do_not_recommend]
impl<Q, S: Source> Mentions<S, Here> for Inside<Q, S> {
    type Null = super::column::Required;
}

#[diagnostic::do_not_recommend]
impl<Q: Mentions<X, At>, S, X: Source, At> Mentions<X, Before<At>> for Inside<Q, S> {
    type Null = <Q::Null as Nullness>::Or<super::column::Required>;
}

/// A query that may stand inside of one over `S`.
#[diagnostic::on_unimplemented(
    message = "this query cannot stand inside of one over `{S}`",
    label = "speaks of rows of another entity",
    note = "say whose rows it speaks of: `.inside::<{S}>()`"
)]
pub trait Inner<S> {
    #[doc(hidden)]
    fn core(self) -> Core;
}

impl<S, Q: Scope, P> Inner<S> for Select<Q, P> {
    fn core(self) -> Core {
        self.core
    }
}

impl<S, Q: Scope, P> Inner<S> for Select<Inside<Q, S>, P> {
    fn core(self) -> Core {
        self.core
    }
}

impl<S, Q: Scope, P> Inner<S> for Select<Combined<Inside<Q, S>>, P> {
    fn core(self) -> Core {
        self.core
    }
}

/// A row of one column.
#[diagnostic::on_unimplemented(
    message = "this query does not read exactly one column",
    label = "expected rows of one column",
    note = "say which: `.select((Entity::column,))`"
)]
pub trait OneCell {
    /// What the column holds.
    type Value;
}

impl<T: Value> OneCell for (T,) {
    type Value = T;
}

impl<T: Value> OneCell for (Option<T>,) {
    type Value = T;
}

/// A query of one column that may stand inside of one over `S`.
pub trait OneColumn<S> {
    /// What the column holds.
    type Value;

    #[doc(hidden)]
    fn core(self) -> Core;
}

impl<S, Q, P: OneCell> OneColumn<S> for Select<Q, P>
where
    Self: Inner<S>,
{
    type Value = P::Value;

    fn core(self) -> Core {
        Inner::<S>::core(self)
    }
}

/// There is a row of the query: `EXISTS`.
pub fn exists<S>(query: impl Inner<S>) -> Filter<S> {
    let mut core = query.core();
    core.columns = Some(vec![Node::Text("1".into())]);
    Filter::new(Node::Query("EXISTS ", Box::new(core)))
}

impl<Q, P> Select<Q, P> {
    /// The same query inside of one over `S`, of whose rows it may speak: for [`exists`], `scalar` and
    /// [`in_query`](super::Compare::in_query).
    pub fn inside<S: Source>(self) -> Select<Inside<Q, S>, P> {
        Select::new(self.core)
    }

    fn within(self, word: &'static str) -> Node {
        Node::Query(word, Box::new(self.core))
    }
}

impl<Q: Scope, P: OneCell> Select<Q, P> {
    /// The value that the query finds, null where it finds no row. The server refuses several rows: an aggregate or
    /// `limit(1)` gives one.
    pub fn scalar(self) -> Free<P::Value, Nullable> {
        Free::new(self.within(""))
    }

    /// All values that the query finds, as an array.
    pub fn array(self) -> Free<Vec<P::Value>> {
        Free::new(self.within("ARRAY"))
    }
}

impl<Q, S, P: OneCell> Select<Inside<Q, S>, P> {
    /// The value that the query finds for a row out there, null where it finds none.
    pub fn scalar(self) -> Expr<S, P::Value, Nullable> {
        Expr::new(self.within(""))
    }

    /// All values that the query finds for a row out there, as an array.
    pub fn array(self) -> Expr<S, Vec<P::Value>> {
        Expr::new(self.within("ARRAY"))
    }
}
