//! `PgEnum`, and `Value` for it.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;

use super::{option, private};
use crate::check::{EnumType, Label};
use crate::names;

/// What an enum becomes.
pub(crate) fn pg_enum(of: &EnumType) -> TokenStream {
    let private = private();
    let ident = &of.ident;
    let definition = definition(of);
    let label = label(of);
    let value = value(of);
    quote! {
        #[automatically_derived]
        impl #private::PgEnum for #ident {
            const DEF: &'static #private::EnumDef = #definition;

            fn label(self) -> &'static ::core::primitive::str {
                #label
            }
        }
        #value
    }
}

fn definition(of: &EnumType) -> TokenStream {
    let private = private();
    let rust_name = of.ident.unraw().to_string();
    let name = &of.name;
    let [namespace, comment, renamed_from] =
        [&of.namespace, &of.comment, &of.renamed_from].map(|it| option(it.as_ref()));
    let labels = of.labels.iter().map(|Label { name, renamed_from, .. }| {
        let renamed_from = option(renamed_from.as_ref());
        quote!(#private::EnumLabel { name: #name, renamed_from: #renamed_from })
    });
    quote! {
        &#private::EnumDef {
            rust_name: #rust_name,
            namespace: #namespace,
            name: #name,
            labels: &[#(#labels,)*],
            comment: #comment,
            renamed_from: #renamed_from,
        }
    }
}

fn label(of: &EnumType) -> TokenStream {
    if of.labels.is_empty() {
        return quote!(match self {});
    }
    let arms = of.labels.iter().map(|Label { ident, name, .. }| quote!(Self::#ident { .. } => #name));
    quote!(match self { #(#arms,)* })
}

fn value(of: &EnumType) -> TokenStream {
    let private = private();
    let ident = &of.ident;
    let name = of.namespace.iter().chain([&of.name]).map(|name| names::quoted(name)).collect::<Vec<_>>().join(".");
    // A variant with fields cannot be listed. It is a mistake that was noted.
    let all = of.labels.iter().filter(|_| of.plain).map(|label| &label.ident);
    quote! {
        #[automatically_derived]
        impl #private::Value for #ident {
            const TYPE: #private::TypeDef = #private::TypeDef {
                name: #name,
                origin: #private::Origin::Enum(<Self as #private::PgEnum>::DEF),
            };

            fn accepts(ty: &#private::Type) -> ::core::primitive::bool {
                #private::is_enum(ty, <Self as #private::PgEnum>::DEF)
            }

            fn decode(
                raw: &[::core::primitive::u8],
            ) -> ::core::result::Result<Self, #private::DecodeError> {
                const ALL: &[#ident] = &[#(#ident::#all,)*];
                #private::decode_label(raw, ALL)
            }

            fn encode(&self, _: &#private::Type, out: &mut #private::BytesMut) -> #private::Encoded {
                #private::encode_label(#private::PgEnum::label(*self), out)
            }

            fn literal(&self) -> ::core::option::Option<::std::string::String> {
                #private::label_literal(#private::PgEnum::label(*self))
            }
        }
    }
}
