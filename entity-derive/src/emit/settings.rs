//! How a column is computed, counts, sorts and is kept. What is not said is not written.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::Type;

use super::{option, private};
use crate::check::{Collation, Column, Generated, Identity, Settings, element};

/// `key: Some(…),`, where there is a value.
pub(super) fn some(key: &str, value: Option<impl ToTokens>) -> Option<TokenStream> {
    let key = format_ident!("{key}");
    value.map(|value| quote!(#key: ::core::option::Option::Some(#value),))
}

/// The fields of `ColumnDef`.
pub(super) fn of(column: &Column) -> TokenStream {
    let private = private();
    let Settings { collation, storage, compression, statistics } = &column.settings;
    let generated = some("generated", column.generated.as_ref().map(generated));
    let identity = some("identity", column.identity.as_ref().map(identity));
    let collation = some("collation", collation.as_ref().map(self::collation));
    let storage = storage.as_ref().map(|word| match word.to_string().as_str() {
        "plain" => quote!(#private::StorageStrategy::Plain),
        "external" => quote!(#private::StorageStrategy::External),
        "main" => quote!(#private::StorageStrategy::Main),
        _ => quote!(#private::StorageStrategy::Extended),
    });
    let storage = some("storage", storage);
    let compression = some("compression", compression.as_ref());
    let statistics = some("statistics", statistics.as_ref());
    quote!(#generated #identity #collation #storage #compression #statistics)
}

fn generated(generated: &Generated) -> TokenStream {
    let private = private();
    match generated {
        Generated::Stored(expr) => quote!(#private::GeneratedDef::Stored(#expr)),
        Generated::Virtual(expr) => quote!(#private::GeneratedDef::Virtual(#expr)),
    }
}

fn identity(identity: &Identity) -> TokenStream {
    let private = private();
    let generation = if identity.always { quote!(Always) } else { quote!(ByDefault) };
    let counter = counter(identity);
    quote! {
        #private::IdentityDef {
            generation: #private::Generation::#generation,
            counter: #counter,
        }
    }
}

/// How an identity or a sequence counts.
pub(super) fn counter(identity: &Identity) -> TokenStream {
    let private = private();
    let Identity { always: _, start, increment, min, max, cache, cycle } = identity;
    let [min, max] = [min, max].map(|bound| option(bound.as_ref()));
    quote! {
        #private::Counter {
            start: #start,
            increment: #increment,
            min: #min,
            max: #max,
            cache: #cache,
            cycle: #cycle,
        }
    }
}

/// A collation, as `CollationDef`.
pub(super) fn collation(collation: &Collation) -> TokenStream {
    let private = private();
    let Collation { key: _, namespace, name } = collation;
    let namespace = option(namespace.as_ref());
    quote!(#private::CollationDef { namespace: #namespace, name: #name })
}

/// What is asked of the column's type.
pub(super) fn held(column: &Column) -> TokenStream {
    let private = private();
    let ty = &column.ty;
    let counted = column.identity.as_ref().map(|_| quote!(const _: () = #private::counted::<#ty>();));
    let sorted = sorted(column.settings.collation.as_ref(), ty);
    quote!(#counted #sorted)
}

/// That what has a collation is text, or texts.
pub(super) fn sorted(collation: Option<&Collation>, ty: &Type) -> Option<TokenStream> {
    let private = private();
    let ty = element(ty);
    collation.map(|Collation { key, .. }| quote_spanned!(key.span()=> const _: () = #private::sorted::<#ty>();))
}
