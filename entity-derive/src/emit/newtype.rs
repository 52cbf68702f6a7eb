//! `Value` for a struct that is stored as its only field.

use proc_macro2::TokenStream;
use quote::quote;

use super::private;
use crate::syntax::Newtype;

/// What a newtype becomes.
pub(crate) fn newtype(of: &Newtype) -> TokenStream {
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
            const TYPE: #private::TypeDef = <#inner as #private::Stored>::COLUMN;

            fn accepts(ty: &#private::Type) -> ::core::primitive::bool {
                <#inner as #private::Stored>::ACCEPTS(ty)
            }

            fn decode(
                raw: &[::core::primitive::u8],
            ) -> ::core::result::Result<Self, #private::DecodeError> {
                ::core::result::Result::Ok(Self { #member: #private::Value::decode(raw)? })
            }

            fn encode(&self, ty: &#private::Type, out: &mut #private::BytesMut) -> #private::Encoded {
                #private::Value::encode(&self.#member, ty, out)
            }

            fn literal(&self) -> ::core::option::Option<::std::string::String> {
                #private::Value::literal(&self.#member)
            }
        }
    }
}
