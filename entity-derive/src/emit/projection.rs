//! `Projection`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::spanned::Spanned;

use super::{private, respan};
use crate::syntax::{FieldPath, From, Loading, Projection, Shown};

/// What a projection becomes.
pub(crate) fn projection(projection: &Projection) -> TokenStream {
    let private = private();
    let Projection { ident, of, fields } = projection;
    let shows = fields.iter().map(|field| show(projection, field));
    let values = fields.iter().map(|field| {
        let (ident, value) = (&field.ident, read(projection, field));
        quote!(#ident: #value)
    });
    let known = fields.iter().all(|field| !matches!(field.from, From::Unknown));
    // The build fails anyway; this only keeps the trait implemented.
    let decoded = if known { quote!(::core::result::Result::Ok(Self { #(#values,)* })) } else { quote!(loop {}) };
    let words = fields.iter().any(|field| field.needs_words());
    let words = words.then(|| quote!(#[allow(unused_imports)] use #private::words::*;));
    quote! {
        #[automatically_derived]
        impl #private::ProjectionOf<#of> for #ident {}

        #[automatically_derived]
        impl #private::Projection for #ident {
            type Of = #of;

            fn show(level: &mut #private::Level) {
                #words
                #(#shows)*
            }

            fn decode(
                values: &mut #private::Values<'_>,
                nested: &mut #private::Nested<'_>,
            ) -> ::core::result::Result<Self, #private::Error> {
                #decoded
            }
        }
    }
}

impl Shown {
    /// Whether the user wrote an expression.
    fn needs_words(&self) -> bool {
        match &self.from {
            From::Field(_, loading) => loading.filter.is_some() || !loading.order_by.is_empty(),
            From::Expr(_) => true,
            From::Flatten | From::Unknown => false,
        }
    }
}

/// Adds a field to the level. That what it shows exists and has the field's type is checked along.
fn show(projection: &Projection, field: &Shown) -> TokenStream {
    let private = private();
    let ty = &field.ty;
    match &field.from {
        From::Field(path, loading) => {
            let constant = constant(projection, path);
            let relation = loaded(&constant, loading);
            quote!(#relation.show::<#ty>(level);)
        }
        From::Expr(expr) => quote!(level.column::<_, _, _, #ty>(#expr);),
        From::Flatten => quote!(<#ty as #private::Projection>::show(level);),
        From::Unknown => TokenStream::new(),
    }
}

/// What is shown, and which rows of it where it is a relation.
fn loaded(constant: &TokenStream, loading: &Loading) -> TokenStream {
    let private = private();
    let Loading { filter, order_by, limit, with_deleted } = loading;
    let place = filter.as_ref().map(|said| said.key.span());
    let place = place.or_else(|| order_by.first().map(Spanned::span));
    let place = place.or_else(|| limit.as_ref().map(|said| said.key.span()));
    let Some(place) = place.or_else(|| with_deleted.as_ref().map(|said| said.key.span())) else {
        return constant.clone();
    };
    let filter = filter.as_ref().map(|said| {
        let filter = &said.value;
        quote!(.filter(#filter))
    });
    let limit = limit.as_ref().map(|said| {
        let limit = &said.value;
        quote!(.limit(#limit))
    });
    let with_deleted = with_deleted.as_ref().map(|said| {
        let key = &said.key;
        quote!(.#key())
    });
    // The option's own place: this is where a column that is no relation is reported.
    let relation = respan(quote!(#private::loading(#constant)), place);
    quote!(#relation #filter #(.order_by(#order_by))* #limit #with_deleted)
}

fn read(projection: &Projection, field: &Shown) -> TokenStream {
    let private = private();
    let ty = &field.ty;
    match &field.from {
        From::Field(path, _) => {
            let constant = constant(projection, path);
            quote!(#constant.read::<#ty>(values, nested)?)
        }
        From::Expr(_) => quote!(#private::read_cell::<#ty>(values)?),
        From::Flatten => quote!(<#ty as #private::Projection>::decode(values, nested)?),
        From::Unknown => TokenStream::new(),
    }
}

/// The constant of a column or relation, at the word that names it.
fn constant(projection: &Projection, FieldPath(path): &FieldPath) -> TokenStream {
    let of = &projection.of;
    let place = path.last().map_or_else(Span::call_site, Ident::span);
    respan(quote!(#of::#(#path).*), place)
}
