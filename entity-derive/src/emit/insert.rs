//! New rows: `NewUser` with the required columns, and `UserInsert`, which takes the others by setters.

mod row;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Ident;

use super::{constants, private};
use crate::check::{Column, Entity, Input};

/// The names of both structs.
fn names(entity: &Entity) -> (Ident, Ident) {
    (format_ident!("New{}", entity.ident), format_ident!("{}Insert", entity.ident))
}

fn required(entity: &Entity) -> impl Iterator<Item = &Column> {
    entity.columns.iter().filter(|column| column.input == Input::Required)
}

fn given(entity: &Entity) -> impl Iterator<Item = &Column> + Clone {
    entity.columns.iter().filter(|column| column.input != Input::Generated)
}

/// Both structs.
pub(super) fn structs(entity: &Entity) -> TokenStream {
    let (new, insert) = names(entity);
    let vis = &entity.vis;
    let fields = required(entity).map(|column| {
        let Column { vis, ident, ty, .. } = column;
        let docs = constants::docs(column);
        quote!(#docs #vis #ident: #ty)
    });
    let stored = given(entity).map(|column| {
        let ident = &column.ident;
        let ty = stored(column);
        quote!(#ident: #ty)
    });
    let new_doc = format!("A new row of `{}`: the columns that must be given. The others have setters.", entity.table);
    let insert_doc = format!("A new row of `{}` to which optional columns were added.", entity.table);
    quote! {
        #[doc = #new_doc]
        #[must_use = "a new row does nothing until it is inserted"]
        #[allow(dead_code)]
        #vis struct #new { #(#fields,)* }

        #[doc = #insert_doc]
        #[must_use = "a new row does nothing until it is inserted"]
        #vis struct #insert { #(#stored,)* }
    }
}

/// How a value waits for its insert.
fn stored(column: &Column) -> TokenStream {
    let private = private();
    let ty = &column.ty;
    let bound = quote!(#private::Bound<#ty>);
    let option = |ty| quote!(::core::option::Option<#ty>);
    match column.input {
        Input::Required | Input::Generated => bound,
        Input::Nullable => option(bound),
        Input::Defaulted if column.nullable => option(option(bound)),
        Input::Defaulted => option(bound),
    }
}

/// The setters and the traits of both structs.
pub(super) fn implementations(entity: &Entity) -> TokenStream {
    let (new, insert) = names(entity);
    let private = private();
    let optional: Vec<_> = given(entity).filter(|column| column.input != Input::Required).collect();
    let starts = optional.iter().map(|column| start(column, &insert));
    let setters = optional.iter().map(|column| setter(column));
    let begin = begin(entity);
    let row = row::of(entity, &insert);
    let [debug_new, debug_insert] = [&new, &insert].map(debug);
    quote! {
        #[automatically_derived]
        #[allow(dead_code)]
        impl #new { #(#starts)* }

        #[automatically_derived]
        #[allow(dead_code)]
        impl #insert { #(#setters)* }

        #[automatically_derived]
        impl #private::New for #new {
            type Row = #insert;

            fn into_row(self) -> #insert {
                #insert { #begin }
            }
        }

        #[automatically_derived]
        impl #private::New for #insert {
            type Row = Self;

            fn into_row(self) -> Self {
                self
            }
        }

        #row
        #debug_new
        #debug_insert
    }
}

/// A `Debug` without values: rows hold what people typed.
fn debug(name: &Ident) -> TokenStream {
    let text = name.to_string();
    quote! {
        #[automatically_derived]
        impl ::core::fmt::Debug for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_struct(#text).finish_non_exhaustive()
            }
        }
    }
}

fn begin(entity: &Entity) -> TokenStream {
    let private = private();
    let fields = given(entity).map(|column| {
        let ident = &column.ident;
        match column.input {
            Input::Required => quote!(#ident: #private::Bound(self.#ident)),
            Input::Nullable | Input::Defaulted | Input::Generated => quote!(#ident: ::core::option::Option::None),
        }
    });
    quote!(#(#fields,)*)
}

/// What a setter takes: null is a value for columns that may be null.
fn argument(column: &Column) -> TokenStream {
    let ty = &column.ty;
    if column.nullable { quote!(impl ::core::convert::Into<::core::option::Option<#ty>>) } else { quote!(#ty) }
}

fn start(column: &Column, insert: &Ident) -> TokenStream {
    let private = private();
    let Column { vis, ident, .. } = column;
    let (docs, argument) = (constants::docs(column), argument(column));
    quote! {
        #docs
        #vis fn #ident(self, value: #argument) -> #insert {
            #private::New::into_row(self).#ident(value)
        }
    }
}

fn setter(column: &Column) -> TokenStream {
    let private = private();
    let Column { vis, ident, .. } = column;
    let (docs, argument) = (constants::docs(column), argument(column));
    let bound = if column.nullable {
        quote!(::core::convert::Into::into(value).map(#private::Bound))
    } else {
        quote!(#private::Bound(value))
    };
    let value = match column.input {
        Input::Nullable => bound,
        Input::Required | Input::Defaulted | Input::Generated => quote!(::core::option::Option::Some(#bound)),
    };
    quote! {
        #docs
        #vis fn #ident(mut self, value: #argument) -> Self {
            self.#ident = #value;
            self
        }
    }
}
