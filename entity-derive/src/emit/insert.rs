//! New rows: `NewUser` with the required columns, and `UserInsert`, which takes the others by setters.

mod row;

pub(super) use row::validate;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Ident;

use super::{constants, private};
use crate::check::{Column, Entity, Input, Part, Site};

/// The names of both structs.
pub(super) fn names(entity: &Entity) -> (Ident, Ident) {
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
    let private = private();
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
    let given_parts = entity.parts.iter().map(|part| {
        let Part { vis, ident, ty, .. } = part;
        let doc = format!("The columns of `{ident}` that must be given.");
        quote!(#[doc = #doc] #vis #ident: <#ty as #private::Part>::New)
    });
    let stored_parts = entity.parts.iter().map(|part| {
        let Part { ident, ty, .. } = part;
        quote!(#ident: <#ty as #private::Part>::Insert)
    });
    let what = match entity.site {
        Site::Entity => &entity.table,
        Site::Part => &entity.ident.to_string(),
    };
    let new_doc = format!("A new row of `{what}`: the columns that must be given. The others have setters.");
    let insert_doc = format!("A new row of `{what}` to which optional columns were added.");
    quote! {
        #[doc = #new_doc]
        #[must_use = "a new row does nothing until it is inserted"]
        #[allow(dead_code)]
        #vis struct #new { #(#fields,)* #(#given_parts,)* }

        #[doc = #insert_doc]
        #[must_use = "a new row does nothing until it is inserted"]
        #vis struct #insert { #(#stored,)* #(#stored_parts,)* }
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
        // Null may have been given, or nothing.
        Input::Nullable => option(option(bound)),
        Input::Defaulted if column.nullable => option(option(bound)),
        Input::Defaulted => option(bound),
    }
}

/// The setters and the traits of both structs.
pub(super) fn implementations(entity: &Entity) -> TokenStream {
    let private = private();
    let (new, insert) = names(entity);
    let optional: Vec<_> = given(entity).filter(|column| column.input != Input::Required).collect();
    let becomes = becomes(entity);
    let starts = optional.iter().map(|column| start(entity, column, &insert));
    let part_starts = entity.parts.iter().map(|part| {
        let ident = &part.ident;
        super::part::setter(part, &quote!(#becomes::into_row(self).#ident(set)), &quote!(#insert))
    });
    let part_setters = entity.parts.iter().map(|part| {
        let ident = &part.ident;
        super::part::setter(part, &quote!(self.#ident = set(self.#ident); self), &quote!(Self))
    });
    let setters = optional.iter().map(|column| setter(column));
    let begin = begin(entity);
    let row = row::of(entity, &insert);
    let of = &entity.ident;
    let table = (entity.site == Site::Entity).then(|| {
        quote! {
            #[automatically_derived]
            impl #private::Listed for #of {}

            #[automatically_derived]
            impl #private::Table for #of {}
        }
    });
    let [debug_new, debug_insert] = [&new, &insert].map(debug);
    quote! {
        #[automatically_derived]
        #[allow(dead_code)]
        impl #new { #(#starts)* #(#part_starts)* }

        #[automatically_derived]
        #[allow(dead_code)]
        impl #insert { #(#setters)* #(#part_setters)* }

        #[automatically_derived]
        impl #becomes for #new {
            type Row = #insert;

            fn into_row(self) -> #insert {
                #insert { #begin }
            }
        }

        #[automatically_derived]
        impl #becomes for #insert {
            type Row = Self;

            fn into_row(self) -> Self {
                self
            }
        }

        #table
        #row
        #debug_new
        #debug_insert
    }
}

/// The trait of what becomes a row, or the columns of a part in one.
fn becomes(entity: &Entity) -> TokenStream {
    let private = private();
    match entity.site {
        Site::Entity => quote!(#private::New),
        Site::Part => quote!(#private::NewPart),
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
    let parts = entity.parts.iter().map(|part| {
        let ident = &part.ident;
        quote!(#ident: #private::NewPart::into_row(self.#ident))
    });
    quote!(#(#fields,)* #(#parts,)*)
}

/// What a setter takes: null is a value for columns that may be null.
fn argument(column: &Column) -> TokenStream {
    let ty = &column.ty;
    if column.nullable { quote!(impl ::core::convert::Into<::core::option::Option<#ty>>) } else { quote!(#ty) }
}

fn start(entity: &Entity, column: &Column, insert: &Ident) -> TokenStream {
    let becomes = becomes(entity);
    let Column { vis, ident, .. } = column;
    let (docs, argument) = (constants::docs(column), argument(column));
    quote! {
        #docs
        #vis fn #ident(self, value: #argument) -> #insert {
            #becomes::into_row(self).#ident(value)
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
        Input::Required | Input::Nullable | Input::Defaulted | Input::Generated => {
            quote!(::core::option::Option::Some(#bound))
        }
    };
    quote! {
        #docs
        #vis fn #ident(mut self, value: #argument) -> Self {
            self.#ident = #value;
            self
        }
    }
}
