//! The constants of an entity: its columns and relations.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Ident, Path, Type};

use super::{foreign_key, private, query, respan, site};
use crate::check::{Column, ColumnRef, Entity, FieldRef, ForeignKey, Relation, SqlType, Zone};
use crate::syntax::{By, Count, Role};

pub(super) fn of(entity: &Entity) -> TokenStream {
    let ident = &entity.ident;
    let columns = entity.columns.iter().enumerate().map(|(at, column)| constant(entity, at, column));
    let parts = entity.parts.iter().enumerate().map(|(at, part)| super::part::constant(entity, at, part));
    let belongs_to = entity.foreign_keys.iter().map(|key| belongs_to(entity, key));
    let others = entity.relations.iter().map(|relation| referred(entity, relation));
    let held = entity.columns.iter().map(held);
    let zones = entity.columns.iter().enumerate().map(|(at, column)| zone_of(entity, at, column));
    quote! {
        #[automatically_derived]
        #[allow(non_upper_case_globals, dead_code)]
        impl #ident {
            #(#columns)*
            #(#parts)*
            #(#belongs_to)*
            #(#others)*
        }
        #(#held)*
        #(#zones)*
    }
}

fn zone_of(entity: &Entity, at: usize, column: &Column) -> TokenStream {
    let private = private();
    let (of, at) = (&entity.ident, site::place(entity, at));
    zone(&column.sql_type, &column.ty, &quote!(<#of as #private::Entity>::DEF.columns[#at].ty))
}

/// What the compiler sees to about time zones. `def` is where the type stands in a definition.
pub(super) fn zone(sql_type: &SqlType, ty: &Type, def: &TokenStream) -> TokenStream {
    let private = private();
    match sql_type {
        SqlType::Own(Zone::Unsaid) => respan(quote!(const _: () = #private::with_zone(&#def);), ty.span()),
        SqlType::Own(Zone::None(key)) => {
            quote_spanned!(key.span()=> const _: () = #private::without_zone::<#ty>();)
        }
        SqlType::Own(Zone::Sure)
        | SqlType::Builtin(_)
        | SqlType::Varchars(..)
        | SqlType::Numeric(..)
        | SqlType::Named(_)
        | SqlType::Extension(..) => TokenStream::new(),
    }
}

fn constant(entity: &Entity, at: usize, column: &Column) -> TokenStream {
    let Column { vis, ident, .. } = column;
    let docs = docs(column);
    let ty = kind(&entity.ident, column);
    let value = value(entity, at);
    quote! {
        #docs
        #vis const #ident: #ty = #value;
    }
}

/// What the constant of a column is.
pub(super) fn value(entity: &Entity, at: usize) -> TokenStream {
    let private = private();
    let [field, name, place] = [site::field, site::name, site::place].map(|part| part(entity, at));
    let checked = super::rules::checked(entity.column(at));
    quote!(#private::Column::new(#field, #name, #place) #checked)
}

/// The type of a column's constant.
pub(super) fn kind(of: &Ident, column: &Column) -> TokenStream {
    let private = private();
    let ty = &column.ty;
    let null = if column.nullable { quote!(Nullable) } else { quote!(Required) };
    quote!(#private::Column<#of, #ty, #private::#null>)
}

/// The docs of the field, or the column's name.
pub(super) fn docs(column: &Column) -> TokenStream {
    if column.docs.is_empty() {
        let text = format!("The column `{}`.", column.name);
        return quote!(#[doc = #text]);
    }
    column.docs.iter().map(ToTokens::to_token_stream).collect()
}

fn belongs_to(entity: &Entity, key: &ForeignKey) -> TokenStream {
    let Some(name) = &key.relation else { return TokenStream::new() };
    let private = private();
    let (of, vis, target) = (&entity.ident, &entity.vis, &key.target);
    let doc = format!("The row that `{}` refers to.", foreign_key::shown(entity, key));
    let value = foreign_key::relation(entity, key);
    // A view promises nothing of the rows that its own name.
    let sure = !query::is_view(entity)
        && key.columns.iter().all(|column| match column {
            ColumnRef::Own(at) => !entity.column(*at).nullable,
            ColumnRef::Flattened(..) => false,
        });
    let count = if sure { quote!(One) } else { quote!(Maybe) };
    quote! {
        #[doc = #doc]
        #vis const #name: #private::Relation<#of, #target, #private::#count> = #value;
    }
}

fn referred(entity: &Entity, relation: &Relation) -> TokenStream {
    let private = private();
    let (of, vis) = (&entity.ident, &entity.vis);
    let Relation { name, target, count, by } = relation;
    let refers = |from: &Path, to: &TokenStream, fields: &[FieldRef]| {
        let names = fields.iter().map(|field| {
            let constant = foreign_key::foreign(from, field);
            // Whether a key of several columns fits, the server says.
            if fields.len() == 1 {
                quote!(#private::refers::<#from, #to, _, _>(#constant))
            } else {
                quote!(#constant.name())
            }
        });
        quote!(const { &[#(#names,)*] })
    };
    let own = quote!(#of);
    let (doc, value) = match by {
        By::Fields(fields) => {
            let shown = fields.iter().map(|field| field.place().unraw().to_string()).collect::<Vec<_>>().join(", ");
            let foreign = refers(target, &own, fields);
            (format!("The rows whose `{shown}` refers to this one."), quote!(new(&[], #foreign)))
        }
        By::Through { link, back, forth } => {
            let doc = "The rows that others refer to which refer to this one.".to_owned();
            let back = refers(link, &own, std::slice::from_ref(back));
            let forth = refers(link, &quote!(#target), std::slice::from_ref(forth));
            (doc, quote!(through::<#link>(#back, #forth)))
        }
    };
    let count = match count {
        Count::One => quote!(Maybe),
        Count::Many => quote!(Many),
    };
    quote! {
        #[doc = #doc]
        #vis const #name: #private::Relation<#of, #target, #private::#count> = #private::Relation::#value;
    }
}

/// What is asked of a column's type beside that it can be stored.
pub(super) fn held(column: &Column) -> TokenStream {
    let private = private();
    let ty = &column.ty;
    // What the clock sets is a moment in time.
    let instant = column.role.map(|role| match role {
        Role::Created | Role::Updated | Role::Deleted => quote!(const _: () = #private::instant::<#ty>();),
        Role::Version => quote!(const _: () = #private::counted::<#ty>();),
    });
    let held = super::settings::held(column);
    quote!(#instant #held)
}
