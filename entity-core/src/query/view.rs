//! Rows of queries, read like those of tables.

use crate::entity::Entity;

/// An entity whose columns are a tuple `T`: what a query of such rows can stand for.
#[diagnostic::on_unimplemented(
    message = "the columns of `{Self}` are not those of this query",
    label = "the query reads `{T}`",
    note = "a struct with `#[entity(query)]` names the columns of a query: its fields are those of the tuple, in order"
)]
pub trait RowsOf<T>: Entity {}
