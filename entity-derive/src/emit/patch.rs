//! `Patch`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::{private, respan};
use crate::syntax::{FieldPath, Patch, Patched};

/// What a patch becomes.
pub(crate) fn patch(patch: &Patch) -> TokenStream {
    let private = private();
    let Patch { ident, of, fields } = patch;
    let sets = fields.iter().map(|Patched { ident, column: FieldPath(path) }| {
        // The field's own place: this is where a type that does not fit is reported.
        let place = path.last().map_or_else(Span::call_site, Ident::span);
        let set = respan(quote!(update.set_opt(#of::#(#path).*, self.#ident)), place);
        quote!(let update = #set;)
    });
    quote! {
        #[automatically_derived]
        impl #private::Patch for #ident {
            type Of = #of;

            fn apply<S, Q>(self, update: #private::Update<#of, S, Q>) -> #private::Update<#of, S, Q> {
                #(#sets)*
                update
            }
        }
    }
}
