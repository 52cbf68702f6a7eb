//! `Projection`.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::{private, row};
use crate::check::split;
use crate::syntax::{Projection, Shown};

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
            const COLUMNS: &'static [&'static ::core::primitive::str] = const { &[#(#columns,)*] };
            const ACCEPTS: &'static [fn(&#private::Type) -> ::core::primitive::bool] =
                &[#(<#types as #private::Value>::accepts,)*];

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
    let (of, column) = (&projection.of, &field.column);
    let (ty, nullable) = split(&field.ty);
    let null = if nullable { quote!(Nullable) } else { quote!(Required) };
    let constant = quote_spanned!(field.ty.span()=> #of::#column);
    quote!(#private::shown::<#of, #ty, #private::#null>(#constant))
}
