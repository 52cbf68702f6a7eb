//! Rows of queries: they are read like those of tables, and nothing can be written into them.

use proc_macro2::TokenStream;
use quote::quote;

use super::{insert, private};
use crate::check::Entity;

/// A new row that nobody can make.
pub(super) fn structs(entity: &Entity) -> TokenStream {
    let (_, insert) = insert::names(entity);
    let vis = &entity.vis;
    let doc = format!("There are no new rows of `{}`: it is read alone.", entity.ident);
    quote! {
        #[doc = #doc]
        #[derive(Debug)]
        #vis enum #insert {}
    }
}

/// What the traits ask of it, and which queries have such rows.
pub(super) fn implementations(entity: &Entity) -> TokenStream {
    let private = private();
    let (of, (_, insert)) = (&entity.ident, insert::names(entity));
    let cells = entity.columns.iter().map(|column| {
        let ty = &column.ty;
        if column.nullable { quote!(::core::option::Option<#ty>) } else { quote!(#ty) }
    });
    quote! {
        #[automatically_derived]
        impl #private::RowsOf<(#(#cells,)*)> for #of {}

        #[automatically_derived]
        impl #private::Insert for #insert {
            type Entity = #of;

            fn mask(&self) -> #private::Mask {
                match *self {}
            }

            fn cell(&self, _: ::core::primitive::usize) -> #private::Cell<'_> {
                match *self {}
            }

            fn validate(&self, _: &mut #private::Report) {
                match *self {}
            }
        }
    }
}
