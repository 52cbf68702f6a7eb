//! `PgEnum`, and `Value` for it.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::ext::IdentExt;

use super::{option, private};
use crate::check::{EnumType, Label};
use crate::names;

/// What an enum becomes.
///
/// Only the header of `PgEnum` asks for `Copy`, so that forgetting it is one error.
pub(crate) fn pg_enum(of: &EnumType) -> TokenStream {
    let private = private();
    let ident = &of.ident;
    let definition = definition(of);
    let label = label(of);
    let value = value(of);
    quote! {
        const _: () = {
            const DEF: &#private::EnumDef = #definition;
            #label
            #[automatically_derived]
            impl #private::PgEnum for #ident {
                const DEF: &'static #private::EnumDef = DEF;

                fn label(self) -> &'static ::core::primitive::str {
                    label(&self)
                }
            }
            #value
        };
    }
}

fn definition(of: &EnumType) -> TokenStream {
    let private = private();
    let rust_name = of.ident.unraw().to_string();
    let name = &of.name;
    let [namespace, comment, renamed_from] =
        [&of.namespace, &of.comment, &of.renamed_from].map(|it| option(it.as_ref()));
    let labels = of.labels.iter().map(|Label { name, renamed_from, replaces, .. }| {
        let [renamed_from, replaces] = [renamed_from, replaces].map(|it| option(it.as_ref()));
        quote!(#private::EnumLabel { name: #name, renamed_from: #renamed_from, replaces: #replaces })
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
    let ident = &of.ident;
    let arms = of.labels.iter().map(|Label { ident: variant, name, .. }| quote!(#ident::#variant { .. } => #name));
    quote! {
        fn label(value: &#ident) -> &'static ::core::primitive::str {
            match *value { #(#arms,)* }
        }
    }
}

fn value(of: &EnumType) -> TokenStream {
    let private = private();
    let ident = &of.ident;
    let name = names::qualified(of.namespace.as_ref(), &of.name);
    // A variant with fields cannot be made. It is a mistake that was noted.
    let arms = of.labels.iter().filter(|label| label.plain).map(|Label { ident: variant, name, .. }| {
        let bytes = Literal::byte_string(name.as_bytes());
        quote!(#bytes => ::core::result::Result::Ok(#ident::#variant {}))
    });
    quote! {
        #[automatically_derived]
        impl #private::Value for #ident {
            const TYPE: #private::TypeDef =
                #private::TypeDef { name: #name, origin: #private::Origin::Enum(DEF) };

            fn accepts(ty: &#private::Type) -> ::core::primitive::bool {
                #private::is_enum(ty, DEF)
            }

            fn decode(
                raw: &[::core::primitive::u8],
            ) -> ::core::result::Result<Self, #private::DecodeError> {
                match raw {
                    #(#arms,)*
                    _ => ::core::result::Result::Err(#private::unknown_label()),
                }
            }

            fn encode(&self, _: &#private::Type, out: &mut #private::BytesMut) -> #private::Encoded {
                #private::encode_label(label(self), out)
            }

            fn literal(&self) -> ::core::option::Option<::std::string::String> {
                #private::label_literal(label(self))
            }
        }
    }
}
