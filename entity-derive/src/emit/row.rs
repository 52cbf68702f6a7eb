//! `Entity`, `Keyed` and `SoftDelete`.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::Index;

use super::{definition, part, private};
use crate::check::{Column, Entity, Part, Site};
use crate::syntax::Role;

pub(super) fn of(entity: &Entity) -> TokenStream {
    let private = private();
    let ident = &entity.ident;
    let insert = format_ident!("{ident}Insert");
    let definition = definition::of(entity);
    let accepts = part::accepts(entity);
    let decode = decode(entity);
    let keyed = keyed(entity);
    let hooks = entity.hooks.as_ref().map_or_else(|| quote!(#private::NoHooks), ToTokens::to_token_stream);
    quote! {
        #[automatically_derived]
        impl #private::Entity for #ident {
            const DEF: &'static #private::EntityDef = #definition;
            const ACCEPTS: &'static [fn(&#private::Type) -> ::core::primitive::bool] = #accepts;
            type Insert = #insert;
            type Hooks = #hooks;

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
    let fields = part::in_order(
        entity,
        |columns| entity.columns[columns].iter().map(own).collect(),
        |_, part| {
            let private = private();
            let Part { ident, ty, .. } = part;
            quote!(#ident: <#ty as #private::Part>::decode(values)?)
        },
    );
    quote!(::core::result::Result::Ok(Self { #(#fields,)* }))
}

pub(super) fn own(column: &Column) -> TokenStream {
    let ident = &column.ident;
    let value = read(&column.ty, column.nullable);
    quote!(#ident: #value)
}

/// Reads the next column.
pub(super) fn read(ty: &syn::Type, nullable: bool) -> TokenStream {
    let private = private();
    let read = if nullable { quote!(nullable) } else { quote!(required) };
    quote!(<#ty as #private::Stored>::#read(values)?)
}

fn keyed(entity: &Entity) -> TokenStream {
    if let Some(part) = entity.parts.iter().find(|part| part.is_key) {
        return part::keyed(entity, part);
    }
    if entity.key.is_empty() {
        return TokenStream::new();
    }
    let private = private();
    let ident = &entity.ident;
    let key = key(entity);
    let soft_delete = part::soft_delete(entity);
    quote! {
        #[automatically_derived]
        impl #private::Keyed for #ident {
            #key
        }
        #soft_delete
    }
}

/// The key, its value and its parameters.
pub(super) fn key(entity: &Entity) -> TokenStream {
    let private = private();
    let columns: Vec<&Column> = entity.key.iter().map(|at| entity.column(*at)).collect();
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
    let version = version(entity);
    quote! {
        type Key = #ty;

        fn key(&self) -> Self::Key {
            #value
        }

        fn key_params(
            key: Self::Key,
        ) -> ::std::vec::Vec<::std::boxed::Box<dyn #private::Param>> {
            ::std::vec![#params]
        }

        #version
    }
}

/// The version of a row, where the entity has one.
fn version(entity: &Entity) -> Option<TokenStream> {
    let private = private();
    let column = entity.columns.iter().find(|column| column.role == Some(Role::Version))?;
    if entity.site == Site::Part || !entity.readable || column.nullable {
        return None;
    }
    let (ident, ty) = (&column.ident, &column.ty);
    Some(quote! {
        fn version(&self) -> ::core::option::Option<::std::boxed::Box<dyn #private::Param>> {
            ::core::option::Option::Some(<#ty as #private::Stored>::param(::core::clone::Clone::clone(&self.#ident)))
        }
    })
}
