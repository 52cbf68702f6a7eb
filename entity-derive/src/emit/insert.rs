//! New rows: `NewUser` with the required columns, and `UserInsert`, which takes the others by setters.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Ident;

use super::{constants, private, respan};
use crate::check::{Column, Entity, Input, RuleKind};

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
    let row = row(entity, &insert);
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

fn row(entity: &Entity, insert: &Ident) -> TokenStream {
    let private = private();
    let of = &entity.ident;
    let mask = mask(entity);
    let cells = entity.columns.iter().enumerate().filter(|(_, column)| column.input != Input::Generated);
    let cells = cells.map(|(at, column)| {
        let ident = &column.ident;
        let ty = &column.ty;
        let cell = match column.input {
            Input::Required | Input::Generated => quote!(cell),
            Input::Defaulted if column.nullable => quote!(cell_opt_null),
            Input::Nullable | Input::Defaulted => quote!(cell_opt),
        };
        quote!(#at => <#ty as #private::Stored>::#cell(&self.#ident))
    });
    let checks = entity.columns.iter().map(|column| validate(entity, column));
    quote! {
        #[automatically_derived]
        impl #private::Insert for #insert {
            type Entity = #of;

            fn mask(&self) -> #private::Mask {
                #mask
            }

            fn cell(&self, column: ::core::primitive::usize) -> #private::Cell<'_> {
                match column {
                    #(#cells,)*
                    _ => &#private::NULL,
                }
            }

            #[allow(unused_variables)]
            fn validate(&self, report: &mut #private::Report) {
                #(#checks)*
            }
        }
    }
}

fn mask(entity: &Entity) -> TokenStream {
    let private = private();
    // More columns than bits are a mistake that was noted.
    let columns = || entity.columns.iter().enumerate().take(128);
    let always = columns().filter(|(_, column)| matches!(column.input, Input::Required | Input::Nullable));
    let always = always.fold(0_u128, |mask, (at, _)| mask | (1 << at));
    let defaulted = columns().filter(|(_, column)| column.input == Input::Defaulted).map(|(at, column)| {
        let ident = &column.ident;
        quote!(| ((self.#ident.is_some() as #private::Mask) << #at))
    });
    quote!(#always #(#defaulted)*)
}

/// The rules of one column, in the order of the fields.
fn validate(entity: &Entity, column: &Column) -> TokenStream {
    if column.input == Input::Generated || column.rules.is_empty() {
        return TokenStream::new();
    }
    let private = private();
    let (of, ident) = (&entity.ident, &column.ident);
    let present = present(column);
    let alone = column.rules.iter().any(|rule| !matches!(rule.kind, RuleKind::After(_)));
    let alone = alone.then(|| {
        quote! {
            if let ::core::option::Option::Some(value) = #present {
                #of::#ident.validate(value, report);
            }
        }
    });
    let crossing = column.rules.iter().filter_map(|rule| {
        let RuleKind::After(other) = rule.kind else { return None };
        let field = syn::ext::IdentExt::unraw(ident).to_string();
        let constant = super::rules::name(column, rule);
        let other = self::present(entity.column(other));
        let check = quote!(#private::check_after(&#constant, #present, #other, report));
        // The rule's own place: this is where fields that cannot be compared are reported.
        let check = respan(check, rule.key.span());
        Some(quote!(report.at(#field, |report| #check);))
    });
    quote!(#alone #(#crossing)*)
}

/// `Option<&T>` of a value that waits.
fn present(column: &Column) -> TokenStream {
    let ident = &column.ident;
    match column.input {
        Input::Required => quote!(::core::option::Option::Some(&self.#ident.0)),
        Input::Nullable => quote!(self.#ident.as_ref().map(|bound| &bound.0)),
        Input::Defaulted if column.nullable => {
            quote!(self.#ident.as_ref().and_then(|value| value.as_ref()).map(|bound| &bound.0))
        }
        Input::Defaulted => quote!(self.#ident.as_ref().map(|bound| &bound.0)),
        Input::Generated => quote!(::core::option::Option::None),
    }
}
