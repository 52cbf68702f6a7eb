//! `Entity`, `Keyed` and `SoftDelete`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Index;

use super::{definition, private};
use crate::check::{Column, Entity};

pub(super) fn of(entity: &Entity) -> TokenStream {
    let private = private();
    let ident = &entity.ident;
    let insert = format_ident!("{ident}Insert");
    let definition = definition::of(entity);
    let types = entity.columns.iter().map(|column| &column.ty);
    let decode = decode(entity);
    let keyed = keyed(entity);
    quote! {
        #[automatically_derived]
        impl #private::Entity for #ident {
            const DEF: &'static #private::EntityDef = #definition;
            const ACCEPTS: &'static [fn(&#private::Type) -> ::core::primitive::bool] =
                &[#(<#types as #private::Stored>::ACCEPTS,)*];
            type Insert = #insert;

            fn decode(
                values: &mut #private::Values<'_>,
            ) -> ::core::result::Result<Self, #private::Error> {
                #decode
            }
        }
        #keyed
    }
}

fn decode(entity: &Entity) -> TokenStream {
    if !entity.readable {
        // The build fails anyway; this only keeps the trait implemented.
        return quote!(loop {});
    }
    let fields = entity.columns.iter().map(|column| {
        let ident = &column.ident;
        let value = read(&column.ty, column.nullable);
        quote!(#ident: #value)
    });
    quote!(::core::result::Result::Ok(Self { #(#fields,)* }))
}

/// Reads the next column.
pub(super) fn read(ty: &syn::Type, nullable: bool) -> TokenStream {
    let private = private();
    let read = if nullable { quote!(nullable) } else { quote!(required) };
    quote!(<#ty as #private::Stored>::#read(values)?)
}

fn keyed(entity: &Entity) -> TokenStream {
    let columns: Vec<&Column> = entity.key.iter().map(|at| entity.column(*at)).collect();
    if columns.is_empty() {
        return TokenStream::new();
    }
    let private = private();
    let ident = &entity.ident;
    let clone = |column: &&Column| {
        let field = &column.ident;
        quote!(::core::clone::Clone::clone(&self.#field))
    };
    let types: Vec<_> = columns.iter().map(|column| &column.ty).collect();
    let values = columns.iter().map(clone);
    let (ty, value, params) = if columns.len() == 1 {
        (quote!(#(#types)*), quote!(#(#values)*), quote!(#(<#types as #private::Stored>::param(key))*))
    } else {
        let places = (0..columns.len()).map(Index::from);
        let params = quote!(#(<#types as #private::Stored>::param(key.#places)),*);
        (quote!((#(#types,)*)), quote!((#(#values,)*)), params)
    };
    let value = if entity.readable { value } else { quote!(loop {}) };
    let soft_delete = entity.soft_delete().then(|| {
        quote! {
            #[automatically_derived]
            impl #private::SoftDelete for #ident {}
        }
    });
    quote! {
        #[automatically_derived]
        impl #private::Keyed for #ident {
            type Key = #ty;

            fn key(&self) -> Self::Key {
                #value
            }

            fn key_params(
                key: Self::Key,
            ) -> ::std::vec::Vec<::std::boxed::Box<dyn #private::Param>> {
                ::std::vec![#params]
            }
        }
        #soft_delete
    }
}
