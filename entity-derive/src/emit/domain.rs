//! `Value` for a domain: that of the newtype it is, under a type of its own.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;

use super::{constants, definition, newtype, option, private, settings};
use crate::check::{Check, DomainType, SqlType};
use crate::names;

/// What a domain becomes.
pub(crate) fn pg_domain(of: &DomainType) -> TokenStream {
    let private = private();
    let definition = definition(of);
    let name = names::qualified(of.namespace.as_ref(), &of.name);
    let ty = quote!(#private::TypeDef { name: #name, origin: #private::Origin::Domain(DEF) });
    let value = newtype::implementations(&of.newtype, &ty);
    let inner = &of.newtype.inner;
    let zone = constants::zone(&of.base, inner, &quote!(DEF.base));
    let sorted = settings::sorted(of.collation.as_ref(), inner);
    quote! {
        const _: () = {
            const DEF: &#private::DomainDef = #definition;
            #value
            #zone
            #sorted
        };
    }
}

fn definition(of: &DomainType) -> TokenStream {
    let private = private();
    let DomainType { newtype, name, base, not_null, .. } = of;
    let rust_name = newtype.ident.unraw().to_string();
    let inner = &newtype.inner;
    let base = match base {
        // By the same trait as everything else here, so that a type that is no value is one error.
        SqlType::Own(_) => quote!(<#inner as #private::Value>::TYPE),
        said @ (SqlType::Builtin(_)
        | SqlType::Varchars(..)
        | SqlType::Numeric(..)
        | SqlType::Named(_)
        | SqlType::Extension(..)) => definition::sql_type(said, inner),
    };
    let [namespace, comment, renamed_from] =
        [&of.namespace, &of.comment, &of.renamed_from].map(|it| option(it.as_ref()));
    let collation = option(of.collation.as_ref().map(settings::collation));
    let default = option(of.default.as_ref().map(|default| {
        let default = definition::default(inner, default);
        let (home, name) = (of.namespace.as_deref().unwrap_or("public"), &of.name);
        quote!(|| #default.sql(&#private::QualName::new(#home, #name)))
    }));
    let checks = of
        .checks
        .iter()
        .map(|Check { name, sql, message: _, code: _ }| quote!(#private::DomainCheckDef { name: #name, sql: #sql }));
    quote! {
        &#private::DomainDef {
            rust_name: #rust_name,
            namespace: #namespace,
            name: #name,
            base: #base,
            not_null: #not_null,
            default: #default,
            collation: #collation,
            checks: &[#(#checks,)*],
            comment: #comment,
            renamed_from: #renamed_from,
        }
    }
}
