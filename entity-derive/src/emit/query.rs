//! Rows of queries, and views: they are read like tables, and nothing can be written into them.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::{foreign_key, insert, private};
use crate::check::{Entity, Index, KeyOn, Kind, ViewQuery};

/// A new row that nobody can make.
pub(super) fn structs(entity: &Entity) -> TokenStream {
    let (_, insert) = insert::names(entity);
    let vis = &entity.vis;
    let doc = format!("There are no new rows of `{}`: it is read alone.", entity.ident);
    quote! {
        #[doc = #doc]
        #[derive(Debug)]
        #vis enum #insert {}
    }
}

/// Whether it is a view of either kind.
pub(super) fn is_view(entity: &Entity) -> bool {
    matches!(entity.kind, Kind::View(_) | Kind::MaterializedView(_))
}

/// `EntityKind`.
pub(super) fn kind(entity: &Entity) -> TokenStream {
    let private = private();
    let kind = match &entity.kind {
        Kind::Table => quote!(Table),
        Kind::Rows => quote!(Rows),
        Kind::View(query) => {
            let query = view_query(entity, query);
            quote!(View(#query))
        }
        Kind::MaterializedView(query) => {
            let query = view_query(entity, query);
            quote!(MaterializedView(#query))
        }
    };
    quote!(#private::EntityKind::#kind)
}

fn view_query(entity: &Entity, query: &ViewQuery) -> TokenStream {
    let private = private();
    let of = &entity.ident;
    match query {
        ViewQuery::Sql(sql) => {
            quote!(|| ::core::option::Option::Some(::std::string::String::from(#sql)))
        }
        // Columns that are not the query's are reported at its name.
        ViewQuery::Made(path) => quote_spanned!(path.span()=> || #private::view_query::<#of, _, _>(#path())),
    }
}

/// That migrations make it, and what can be done with what it holds. Whether what its fields refer to has such a key,
/// the compiler sees.
fn view(entity: &Entity) -> TokenStream {
    let private = private();
    let of = &entity.ident;
    let traits: &[TokenStream] = match entity.kind {
        Kind::Table | Kind::Rows => return TokenStream::new(),
        Kind::View(_) => &[quote!(Listed)],
        Kind::MaterializedView(_) if tells_apart(entity) => &[quote!(Listed), quote!(Materialized), quote!(UniqueRows)],
        Kind::MaterializedView(_) => &[quote!(Listed), quote!(Materialized)],
    };
    let keys = entity.foreign_keys.iter().map(|key| foreign_key::checked(entity, key));
    quote! {
        #(
            #[automatically_derived]
            impl #private::#traits for #of {}
        )*
        #(#keys)*
    }
}

/// Whether a full unique index of columns tells the rows apart.
fn tells_apart(entity: &Entity) -> bool {
    let is_full = |index: &Index| {
        let of_columns = index.keys.iter().all(|key| matches!(key.on, KeyOn::Column(_)));
        index.unique && index.predicate.is_none() && of_columns
    };
    !entity.key.is_empty() || entity.indexes.iter().any(is_full)
}

/// What the traits ask of it, and which queries have such rows.
pub(super) fn implementations(entity: &Entity) -> TokenStream {
    let private = private();
    let (of, (_, insert)) = (&entity.ident, insert::names(entity));
    let cells = entity.columns.iter().map(|column| {
        let ty = &column.ty;
        if column.nullable { quote!(::core::option::Option<#ty>) } else { quote!(#ty) }
    });
    let view = view(entity);
    quote! {
        #view

        #[automatically_derived]
        impl #private::RowsOf<(#(#cells,)*)> for #of {}

        #[automatically_derived]
        impl #private::Insert for #insert {
            type Entity = #of;

            fn mask(&self) -> #private::Mask {
                match *self {}
            }

            fn said(&self) -> #private::Mask {
                match *self {}
            }

            fn cell(&self, _: ::core::primitive::usize) -> #private::Cell<'_> {
                match *self {}
            }

            fn validate(&self, _: &mut #private::Report) {
                match *self {}
            }
        }
    }
}
