//! `Value` for a type that is stored as another.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Ident;

use super::private;

/// What a transformed type becomes.
pub(crate) fn transformed(of: &Ident) -> TokenStream {
    let private = private();
    let stored = quote!(<#of as #private::Transform>::Stored);
    quote! {
        #[automatically_derived]
        impl #private::Value for #of {
            const TYPE: #private::TypeDef = <#stored as #private::Value>::TYPE;

            fn accepts(ty: &#private::Type) -> ::core::primitive::bool {
                <#stored as #private::Value>::accepts(ty)
            }

            fn decode(
                raw: &[::core::primitive::u8],
            ) -> ::core::result::Result<Self, #private::DecodeError> {
                let stored = <#stored as #private::Value>::decode(raw)?;
                <Self as #private::Transform>::from_stored(stored).map_err(#private::DecodeError::expected)
            }

            fn decode_as(
                ty: &#private::Type,
                raw: &[::core::primitive::u8],
            ) -> ::core::result::Result<Self, #private::DecodeError> {
                let stored = <#stored as #private::Value>::decode_as(ty, raw)?;
                <Self as #private::Transform>::from_stored(stored).map_err(#private::DecodeError::expected)
            }

            fn encode(&self, ty: &#private::Type, out: &mut #private::BytesMut) -> #private::Encoded {
                <#stored as #private::Value>::encode(&<Self as #private::Transform>::to_stored(self), ty, out)
            }

            fn literal(&self) -> ::core::option::Option<::std::string::String> {
                <#stored as #private::Value>::literal(&<Self as #private::Transform>::to_stored(self))
            }
        }
    }
}
