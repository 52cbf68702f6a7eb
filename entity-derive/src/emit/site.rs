//! Where columns stand: their names, places and constants, in an entity of their own or in every one that flattens them.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;

use super::private;
use crate::check::{Entity, Site};

/// The entity whose columns they are.
pub(super) fn of(entity: &Entity) -> TokenStream {
    let private = private();
    let ident = &entity.ident;
    match entity.site {
        Site::Entity => quote!(#ident),
        Site::Part => quote!(<P as #private::Place>::Entity),
    }
}

/// The name of a column in SQL.
pub(super) fn name(entity: &Entity, at: usize) -> TokenStream {
    let private = private();
    let (ident, name) = (&entity.ident, &entity.column(at).name);
    match entity.site {
        Site::Entity => quote!(#name),
        Site::Part => quote!(#private::Named::<P, #ident, #at>::NAME),
    }
}

/// The name of a field, as messages say it.
pub(super) fn field(entity: &Entity, at: usize) -> TokenStream {
    let private = private();
    let ident = &entity.ident;
    let field = entity.column(at).ident.unraw().to_string();
    match entity.site {
        Site::Entity => quote!(#field),
        Site::Part => quote!(#private::Named::<P, #ident, #at>::FIELD),
    }
}

/// The place of a column among all of the entity.
pub(super) fn place(entity: &Entity, at: usize) -> TokenStream {
    let private = private();
    match entity.site {
        Site::Part => quote!(<P as #private::Place>::OFFSET + #at),
        Site::Entity => {
            let before = entity.parts.iter().filter(|part| part.at <= at).map(|part| &part.ty);
            quote!(#at #(+ #private::columns_of::<#before>())*)
        }
    }
}

/// The constant of a column.
pub(super) fn constant(entity: &Entity, at: usize) -> TokenStream {
    let private = private();
    let ident = &entity.ident;
    let field = &entity.column(at).ident;
    match entity.site {
        Site::Entity => quote!(#ident::#field),
        Site::Part => quote!(<#ident as #private::PartIn<P>>::COLUMNS.#field),
    }
}
