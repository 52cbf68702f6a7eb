//! Rows of queries, read like those of tables.

use super::render;
use super::select::Select;
use super::source::Scope;
use crate::entity::Entity;

/// An entity whose columns are a tuple `T`: what a query of such rows can stand for.
#[diagnostic::on_unimplemented(
    message = "the columns of `{Self}` are not those of this query",
    label = "the query reads `{T}`",
    note = "a struct with `#[entity(query)]` names the columns of a query: its fields are those of the tuple, in order"
)]
pub trait RowsOf<T>: Entity {}

/// The query of a view as SQL, its columns under the names of `V`'s, its values as literals. `None` where a value has
/// no literal.
pub fn view_query<V: RowsOf<P>, Q: Scope, P>(query: Select<Q, P>) -> Option<String> {
    render::view(&query.core, V::DEF)
}
