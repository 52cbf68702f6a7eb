//! Typed expressions and statements, turned into SQL text and parameters.
//!
//! In: columns, filters and orders written by the user. Out: a statement's text and its parameters.
//! Never: does IO, puts a value into the text.
//! Start at [`Column`] and [`Select`]; `render.rs` alone makes dynamic text, `derived.rs` the constant one.

mod column;
pub(crate) mod derived;
mod filter;
mod geo;
mod node;
mod operand;
mod order;
mod relation;
mod render;
mod select;

pub use column::{Column, MaybeNull, Nullable, Required};
pub use filter::{Filter, inline};
pub use geo::Distance;
pub(crate) use node::Node;
pub use operand::Operand;
pub use order::{IntoOrder, Order};
pub use relation::Relation;
pub(crate) use render::{Rendered, delete, update};
pub use select::Select;
