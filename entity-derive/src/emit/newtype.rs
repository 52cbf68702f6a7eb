//! `Value` for a struct that is stored as its only field.

use proc_macro2::TokenStream;
use quote::quote;

use super::private;
use crate::syntax::Newtype;

/// What a newtype becomes.
pub(crate) fn newtype(of: &Newtype) -> TokenStream {
    let private = private();
    let inner = &of.inner;
    implementations(of, &quote!(<#inner as #private::Value>::TYPE))
}

/// The traits of a newtype whose columns are of a type.
pub(super) fn implementations(of: &Newtype, ty: &TokenStream) -> TokenStream {
    let private = private();
    let Newtype { ident, member, inner } = of;
    quote! {
        #[automatically_derived]
        impl #private::Newtype for #ident {
            type Inner = #inner;

            fn inner(&self) -> &#inner {
                &self.#member
            }
        }

        #[automatically_derived]
        impl #private::Value for #ident {
            const TYPE: #private::TypeDef = #ty;

            fn accepts(ty: &#private::Type) -> ::core::primitive::bool {
                <#inner as #private::Value>::accepts(ty)
            }

            fn decode(
                raw: &[::core::primitive::u8],
            ) -> ::core::result::Result<Self, #private::DecodeError> {
                ::core::result::Result::Ok(Self { #member: <#inner as #private::Value>::decode(raw)? })
            }

            fn decode_as(
                ty: &#private::Type,
                raw: &[::core::primitive::u8],
            ) -> ::core::result::Result<Self, #private::DecodeError> {
                ::core::result::Result::Ok(Self { #member: <#inner as #private::Value>::decode_as(ty, raw)? })
            }

            fn encode(&self, ty: &#private::Type, out: &mut #private::BytesMut) -> #private::Encoded {
                <#inner as #private::Value>::encode(&self.#member, ty, out)
            }

            fn literal(&self) -> ::core::option::Option<::std::string::String> {
                <#inner as #private::Value>::literal(&self.#member)
            }
        }
    }
}
