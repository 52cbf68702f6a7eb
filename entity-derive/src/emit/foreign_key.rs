//! `ForeignKeyDef`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Path;
use syn::spanned::Spanned;

use super::index::{columns, deferral};
use super::{option, private, respan, site};
use crate::check::{ColumnRef, Entity, FieldRef, ForeignKey};

/// A foreign key.
pub(super) fn of(entity: &Entity, key: &ForeignKey) -> TokenStream {
    let private = private();
    let ForeignKey {
        columns: own,
        target: _,
        to: _,
        name,
        on_delete,
        set_columns,
        on_update,
        match_full,
        deferral: wait,
        no_index,
        relation: _,
    } = key;
    let name = option(name.as_ref());
    let names = columns(entity, own);
    let target = target(entity, key);
    let target_columns = target_columns(entity, key);
    let no_action = format_ident!("NoAction");
    let on_update = on_update.as_ref().unwrap_or(&no_action);
    let set_columns = (!set_columns.is_empty()).then(|| {
        let set_columns = columns(entity, set_columns);
        quote!(set_columns: #set_columns,)
    });
    let matching = match_full.then(|| quote!(matching: #private::Match::Full,));
    let deferral = deferral(*wait);
    let no_index = no_index.then(|| quote!(no_index: true,));
    quote! {
        #private::ForeignKeyDef {
            name: #name,
            columns: #names,
            target: #target,
            target_columns: #target_columns,
            on_delete: #private::Action::#on_delete,
            on_update: #private::Action::#on_update,
            #set_columns #matching #deferral #no_index
            ..#private::ForeignKeyDef::FILL
        }
    }
}

/// The entity. Where its primary key is meant, the types of the columns must be those of the key.
fn target(entity: &Entity, key: &ForeignKey) -> TokenStream {
    let private = private();
    let of = site::of(entity);
    let ForeignKey { columns, target, to, .. } = key;
    match columns.as_slice() {
        _ if !to.is_empty() => quote!(|| <#target as #private::Entity>::DEF),
        [column] => {
            let constant = constant(entity, column);
            quote!(|| #private::target::<#of, #target, _, _>(#constant))
        }
        columns => {
            let types = columns.iter().filter_map(|column| match column {
                ColumnRef::Own(at) => Some(&entity.column(*at).ty),
                ColumnRef::Flattened(..) => None,
            });
            respan(quote!(|| #private::keyed_target::<#target, (#(#types,)*)>()), target.span())
        }
    }
}

/// The fields that it refers to, each of the type of the field that refers.
fn target_columns(entity: &Entity, key: &ForeignKey) -> TokenStream {
    let private = private();
    let ForeignKey { columns, target, to, .. } = key;
    let pairs = columns.iter().zip(to).map(|(column, field)| {
        let (own, foreign) = (constant(entity, column), foreign(target, field));
        quote!(#private::pair(#own, #foreign))
    });
    quote!(&[#(#pairs,)*])
}

/// What only looks whether the entity that is referred to has such a key.
pub(super) fn checked(entity: &Entity, key: &ForeignKey) -> TokenStream {
    let private = private();
    let (target, target_columns) = (target(entity, key), target_columns(entity, key));
    quote! {
        const _: fn() -> &'static #private::EntityDef = #target;
        const _: &[&::core::primitive::str] = #target_columns;
    }
}

/// `Relation::new(…)` along the key. That the types fit is seen to in the definition.
pub(super) fn relation(entity: &Entity, key: &ForeignKey) -> TokenStream {
    let private = private();
    let columns = columns(entity, &key.columns);
    let foreign = key.to.iter().map(|field| foreign(&key.target, field));
    quote!(#private::Relation::new(const { #columns }, const { &[#(#foreign.name(),)*] }))
}

/// A field of another entity, at the word that names it.
pub(super) fn foreign(target: &Path, field: &FieldRef) -> TokenStream {
    let path = match field {
        FieldRef::Own(field) => quote!(#target::#field),
        FieldRef::Flattened(part, field) => quote!(#target::#part.#field),
    };
    respan(path, field.place().span())
}

/// The constant of a column, at the field's own place: this is where a type that does not fit is reported.
fn constant(entity: &Entity, column: &ColumnRef) -> TokenStream {
    match column {
        ColumnRef::Own(at) => respan(site::constant(entity, *at), entity.column(*at).ty.span()),
        ColumnRef::Flattened(part, field) => {
            let of = &entity.ident;
            respan(quote!(#of::#part.#field), field.span())
        }
    }
}

/// What a relation along the key is called in docs: its columns.
pub(super) fn shown(entity: &Entity, key: &ForeignKey) -> String {
    let names = key.columns.iter().map(|column| match column {
        ColumnRef::Own(at) => entity.column(*at).name.clone(),
        ColumnRef::Flattened(part, field) => format!("{part}.{field}"),
    });
    names.collect::<Vec<_>>().join(", ")
}
