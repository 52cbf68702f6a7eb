//! `Insert`: which columns a new row sets, their cells, and its rules.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Ident;

use crate::check::{Column, Entity, Input, RuleKind};
use crate::emit::{private, respan, rules};

pub(super) fn of(entity: &Entity, insert: &Ident) -> TokenStream {
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
        let constant = rules::name(column, rule);
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
