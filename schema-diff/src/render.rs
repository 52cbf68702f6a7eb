//! Shows a catalog to people.
//!
//! In: a [`Catalog`](entity_core::schema::Catalog). Out: text in a language that other programs draw.
//! Never: reads a database, compares, writes a file. Equal catalogs give equal bytes.
//! Start at [`erd()`]; one file a language.

mod erd;

pub use erd::erd;
