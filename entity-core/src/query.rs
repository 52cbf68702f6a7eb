//! Typed expressions and statements, turned into SQL text and parameters.
//!
//! In: columns, filters, orders and shapes written by the user. Out: a statement's text and its parameters.
//! Never: does IO, puts a value into the text.
//! Start at [`Column`], [`Expression`] and [`Select`]; `expr/` has the operators, a family a file; `render.rs` alone
//! makes dynamic text, `derived.rs` the constant one.
#![allow(
    clippy::wrong_self_convention,
    clippy::type_complexity,
    reason = "operators take expressions by value and read as PostgreSQL's words; markers are tuples of types"
)]

mod column;
mod columns;
mod core;
mod cursor;
pub(crate) mod derived;
mod expr;
mod expression;
mod filter;
pub(crate) mod keyset;
mod lock;
mod nested;
mod node;
mod operand;
mod order;
mod projection;
mod relation;
mod render;
mod select;
mod selection;
mod source;
mod subquery;
mod view;

pub use column::{Column, MaybeNull, Nullable, Required};
pub use columns::ColumnList;
pub use cursor::Cursor;
pub use expr::aggregate::{
    Aggregate, AggregateExpr, Edge, Window, Windowed, count_rows, dense_rank, ntile, percent_rank, rank, row_number,
};
pub use expr::array::{ArrayExpr, Container, Extent, Members};
pub use expr::case::{Case, value, when};
pub use expr::compare::{Compare, Member, Versus};
pub use expr::geo::{Alongside, Distance, GeoExpr, PlaneValue, ShapeValue};
pub use expr::json::{JsonExpr, JsonObject, json_object};
pub use expr::number::{Number, NumberExpr};
pub use expr::range::{RangeExpr, Ranged};
pub use expr::raw::{FromFragment, Piece};
pub use expr::search::{SearchExpr, Searchable, TsQuery};
pub use expr::text::{TextExpr, join_texts};
pub use expr::time::{Part, Temporal, TimeExpr, now, today};
pub use expression::{Certain, Expr, Expression, Free, Nullness};
pub use filter::Filter;
pub use keyset::Paged;
pub use lock::Locked;
pub use nested::{Holds, Loadable, Loading, ToOne};
pub use operand::Operand;
pub use order::{IntoOrder, Order, Ordered};
pub use projection::{Projection, ProjectionOf, Record, Shows};
pub use relation::{Many, Maybe, One, Relation};
pub use select::{QueryRows, Select};
pub use selection::{FromCell, Selection};
pub use source::{
    Anywhere, Before, Combined, Here, IntoSource, Join, LeftJoin, Meet, Mentions, RowsFrom, Scope, Source, Sources,
};
pub use subquery::{Inner, Inside, OneCell, OneColumn, exists};
pub use view::{RowsOf, view_query};

pub(crate) use cursor::{Seal, read as read_cursor, write as write_cursor};
#[doc(hidden)]
pub use expr::raw::{Fragment, places};
pub(crate) use keyset::Way;
#[doc(hidden)]
pub use nested::{Nested, loading};
pub(crate) use nested::{Related, Sink};
pub(crate) use node::Exists;
#[doc(hidden)]
pub use node::Node;
#[doc(hidden)]
pub use projection::{Level, read_cell};
#[doc(hidden)]
pub use render::inline;
pub(crate) use render::{
    Changed, Conflict, Rendered, delete, insert as render_insert, nested as render_nested, update,
};
pub(crate) use source::From;
pub(crate) use {render::count as render_count, render::exists as render_exists};
