//! The derive macros of `entity-core`: [`Entity`], [`Columns`], [`PgEnum`], [`PgNewtype`], [`PgTransformed`],
//! [`PgDomain`], [`PgComposite`], [`Projection`] and [`Patch`].
//!
//! In: a struct or an enum with attributes. Out: implementations of `entity-core`'s traits, constants for the columns,
//! and the structs of new rows. Never: looks at another item, a file or a database.
//! Three stages, each taking what the previous one gives: `syntax` (what was written, with its places), `check` (what
//! is meant; every mistake is gathered) and `emit` (tokens). A mistake does not stop the later stages: what could be
//! understood is emitted all the same, so that one mistake is one error.

mod check;
mod emit;
mod errors;
mod names;
mod syntax;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

use errors::Errors;

#[doc = include_str!("../docs/entity.md")]
#[proc_macro_derive(Entity, attributes(entity, column, references, relation, validate))]
pub fn derive_entity(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let mut errors = Errors::default();
    let output = syntax::entity(input, &mut errors)
        .map(|written| check::entity(written, &mut errors))
        .map(|model| emit::entity(&model));
    errors.beside(output)
}

#[doc = include_str!("../docs/columns.md")]
#[proc_macro_derive(Columns, attributes(column, entity, references, validate))]
pub fn derive_columns(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let mut errors = Errors::default();
    let output = syntax::columns(input, &mut errors)
        .map(|written| check::columns(written, &mut errors))
        .map(|model| emit::columns(&model));
    errors.beside(output)
}

#[doc = include_str!("../docs/pg_enum.md")]
#[proc_macro_derive(PgEnum, attributes(pg_enum))]
pub fn derive_pg_enum(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let mut errors = Errors::default();
    let output = syntax::pg_enum(input, &mut errors)
        .map(|written| check::pg_enum(written, &mut errors))
        .map(|model| emit::pg_enum(&model));
    errors.beside(output)
}

#[doc = include_str!("../docs/pg_newtype.md")]
#[proc_macro_derive(PgNewtype)]
pub fn derive_pg_newtype(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let mut errors = Errors::default();
    let output = syntax::newtype(input, &mut errors).map(|written| emit::newtype(&written));
    errors.beside(output)
}

#[doc = include_str!("../docs/pg_transformed.md")]
#[proc_macro_derive(PgTransformed)]
pub fn derive_pg_transformed(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let mut errors = Errors::default();
    let output = syntax::transformed(&input, &mut errors).map(|ident| emit::transformed(&ident));
    errors.beside(output)
}

#[doc = include_str!("../docs/pg_domain.md")]
#[proc_macro_derive(PgDomain, attributes(pg_domain))]
pub fn derive_pg_domain(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let mut errors = Errors::default();
    let output = syntax::pg_domain(input, &mut errors)
        .map(|written| check::pg_domain(written, &mut errors))
        .map(|model| emit::pg_domain(&model));
    errors.beside(output)
}

#[doc = include_str!("../docs/pg_composite.md")]
#[proc_macro_derive(PgComposite, attributes(pg_composite, column, references, validate))]
pub fn derive_pg_composite(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let mut errors = Errors::default();
    let output = syntax::pg_composite(input, &mut errors)
        .map(|written| check::pg_composite(written, &mut errors))
        .map(|model| emit::pg_composite(&model));
    errors.beside(output)
}

#[doc = include_str!("../docs/projection.md")]
#[proc_macro_derive(Projection, attributes(projection))]
pub fn derive_projection(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let mut errors = Errors::default();
    let output = syntax::projection(input, &mut errors).map(|written| emit::projection(&written));
    errors.beside(output)
}

#[doc = include_str!("../docs/patch.md")]
#[proc_macro_derive(Patch, attributes(patch))]
pub fn derive_patch(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let mut errors = Errors::default();
    let output = syntax::patch(input, &mut errors).map(|written| emit::patch(&written));
    errors.beside(output)
}
