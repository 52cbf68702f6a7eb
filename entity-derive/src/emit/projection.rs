//! `Projection`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::{private, respan, row};
use crate::check::split;
use crate::syntax::{FieldPath, Projection, Shown};

/// What a projection becomes.
pub(crate) fn projection(projection: &Projection) -> TokenStream {
    let private = private();
    let Projection { ident, of, fields } = projection;
    let columns = fields.iter().map(|field| column(projection, field));
    let types = fields.iter().map(|field| split(&field.ty).0);
    let values = fields.iter().map(|Shown { ident, ty, .. }| {
        let (ty, nullable) = split(ty);
        let value = row::read(ty, nullable);
        quote!(#ident: #value)
    });
    quote! {
        #[automatically_derived]
        impl #private::Projection for #ident {
            type Of = #of;
            const COLUMNS: &'static [&'static ::core::primitive::str] = const { &[#(#columns)*] };
            const ACCEPTS: &'static [fn(&#private::Type) -> ::core::primitive::bool] =
                &[#(<#types as #private::Stored>::ACCEPTS,)*];

            fn decode(
                values: &mut #private::Values<'_>,
            ) -> ::core::result::Result<Self, #private::Error> {
                ::core::result::Result::Ok(Self { #(#values,)* })
            }
        }
    }
}

/// The column's name. That it exists and has the field's type is checked along.
fn column(projection: &Projection, field: &Shown) -> TokenStream {
    let private = private();
    let of = &projection.of;
    let Some(FieldPath(column)) = &field.column else { return TokenStream::new() };
    let (ty, nullable) = split(&field.ty);
    let null = if nullable { quote!(Nullable) } else { quote!(Required) };
    let place = column.last().map_or_else(Span::call_site, Ident::span);
    let constant = respan(quote!(#of::#(#column).*), place);
    quote!(#private::shown::<#of, #ty, #private::#null>(#constant),)
}
