//! `Value` for a composite type.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::ext::IdentExt;

use super::{constants, definition, option, private, settings};
use crate::check::{Attribute, CompositeType};
use crate::names;

/// What a composite type becomes.
pub(crate) fn pg_composite(of: &CompositeType) -> TokenStream {
    let private = private();
    let definition = definition(of);
    let names = of.attributes.iter().map(|attribute| &attribute.name);
    let count = of.attributes.len();
    let value = value(of);
    let held = of.attributes.iter().enumerate().map(|(at, attribute)| {
        let Attribute { ty, sql_type, collation, .. } = attribute;
        let zone = constants::zone(sql_type, ty, &quote!(DEF.attributes[#at].ty));
        let sorted = settings::sorted(collation.as_ref(), ty);
        quote!(#zone #sorted)
    });
    quote! {
        const _: () = {
            const DEF: &#private::CompositeDef = #definition;
            const NAMES: [&::core::primitive::str; #count] = [#(#names,)*];
            #value
            #(#held)*
        };
    }
}

fn definition(of: &CompositeType) -> TokenStream {
    let private = private();
    let rust_name = of.ident.unraw().to_string();
    let name = &of.name;
    let [namespace, comment, renamed_from] =
        [&of.namespace, &of.comment, &of.renamed_from].map(|it| option(it.as_ref()));
    let attributes = of.attributes.iter().map(|attribute| {
        let Attribute { ty, name, sql_type, collation, comment, .. } = attribute;
        let ty = definition::sql_type(sql_type, ty);
        let collation = option(collation.as_ref().map(settings::collation));
        let comment = option(comment.as_ref());
        quote!(#private::AttributeDef { name: #name, ty: #ty, collation: #collation, comment: #comment })
    });
    quote! {
        &#private::CompositeDef {
            rust_name: #rust_name,
            namespace: #namespace,
            name: #name,
            attributes: &[#(#attributes,)*],
            comment: #comment,
            renamed_from: #renamed_from,
        }
    }
}

fn value(of: &CompositeType) -> TokenStream {
    let private = private();
    let CompositeType { ident, attributes, .. } = of;
    let name = names::qualified(of.namespace.as_ref(), &of.name);
    let accepts =
        attributes.iter().map(|Attribute { name, ty, .. }| quote!((#name, <#ty as #private::Stored>::ACCEPTS)));
    let (read, write) = (read(of), write(of));
    quote! {
        #[automatically_derived]
        impl #private::Value for #ident {
            const TYPE: #private::TypeDef =
                #private::TypeDef { name: #name, origin: #private::Origin::Composite(DEF) };

            fn accepts(ty: &#private::Type) -> ::core::primitive::bool {
                #private::is_composite(ty, &[#(#accepts,)*])
            }

            fn decode(
                raw: &[::core::primitive::u8],
            ) -> ::core::result::Result<Self, #private::DecodeError> {
                Self::decode_as(#private::unknown(), raw)
            }

            fn decode_as(
                ty: &#private::Type,
                raw: &[::core::primitive::u8],
            ) -> ::core::result::Result<Self, #private::DecodeError> {
                #read
            }

            fn encode(&self, ty: &#private::Type, out: &mut #private::BytesMut) -> #private::Encoded {
                #write
            }
        }
    }
}

fn read(of: &CompositeType) -> TokenStream {
    let private = private();
    if !of.readable {
        // The build fails anyway; this only keeps the trait implemented.
        return quote!(loop {});
    }
    let insides: Vec<_> = (0..of.attributes.len()).map(|at| format_ident!("inside{at}")).collect();
    let fields = of.attributes.iter().zip(&insides).map(|(Attribute { ident, ty, nullable, .. }, inside)| {
        let take = if *nullable { quote!(inside_opt) } else { quote!(inside) };
        quote!(#ident: <#ty as #private::Stored>::#take(#inside)?)
    });
    quote! {
        let [#(#insides),*] = #private::read_record(ty, NAMES, raw)?;
        ::core::result::Result::Ok(Self { #(#fields,)* })
    }
}

fn write(of: &CompositeType) -> TokenStream {
    let private = private();
    if !of.readable {
        return quote!(loop {});
    }
    let fields = of.attributes.iter().enumerate().map(|(at, Attribute { ident, ty, nullable, .. })| {
        let put = if *nullable { quote!(put_opt) } else { quote!(put) };
        quote!(#at => <#ty as #private::Stored>::#put(&self.#ident, ty, out))
    });
    quote! {
        #private::write_record(ty, NAMES, out, |at, ty, out| match at {
            #(#fields,)*
            _ => ::core::result::Result::Ok(#private::IsNull::Yes),
        })
    }
}
