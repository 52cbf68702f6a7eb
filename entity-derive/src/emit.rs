//! Tokens.
//!
//! In: a model. Out: implementations and the structs of new rows.
//! Never: finds a mistake, names anything outside `::entity_core::__private`.
//! Start at [`entity`]; `definition.rs` is the table, `insert.rs` the new rows.

mod composite;
mod constants;
mod definition;
mod domain;
mod foreign_key;
mod index;
mod insert;
mod newtype;
mod options;
mod part;
mod patch;
mod pg_enum;
mod projection;
mod query;
mod row;
mod rules;
mod settings;
mod site;
mod transformed;

use proc_macro2::{Group, Span, TokenStream, TokenTree};
use quote::quote;

pub(crate) use composite::pg_composite;
pub(crate) use domain::pg_domain;
pub(crate) use newtype::newtype;
pub(crate) use part::columns;
pub(crate) use patch::patch;
pub(crate) use pg_enum::pg_enum;
pub(crate) use projection::projection;
pub(crate) use transformed::transformed;

use crate::check::{Entity, Kind};

/// What an entity becomes.
pub(crate) fn entity(entity: &Entity) -> TokenStream {
    let is_table = matches!(entity.kind, Kind::Table);
    let structs = if is_table { insert::structs(entity) } else { query::structs(entity) };
    let rules = rules::constants(entity);
    let places = part::places(entity);
    let constants = constants::of(entity);
    let implementation = row::of(entity);
    let inserts = if is_table { insert::implementations(entity) } else { query::implementations(entity) };
    // The implementations stand in a constant of their own, so that the rules have names nobody else sees.
    quote! {
        #structs
        const _: () = {
            #rules
            #places
            #constants
            #implementation
            #inserts
        };
    }
}

/// The module that generated code names.
fn private() -> TokenStream {
    quote!(::entity_core::__private)
}

/// The tokens at another place, where a mistake in their types is to be reported.
fn respan(tokens: TokenStream, span: Span) -> TokenStream {
    let at = |token| match token {
        TokenTree::Group(group) => TokenTree::Group(Group::new(group.delimiter(), respan(group.stream(), span))),
        mut token @ (TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_)) => {
            token.set_span(span);
            token
        }
    };
    tokens.into_iter().map(at).collect()
}

/// `Some(…)` or `None`.
fn option<T: quote::ToTokens>(value: Option<T>) -> TokenStream {
    match value {
        Some(value) => quote!(::core::option::Option::Some(#value)),
        None => quote!(::core::option::Option::None),
    }
}
