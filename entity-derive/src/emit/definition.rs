//! `EntityDef`.

use std::ops::Range;

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Type;
use syn::ext::IdentExt;

use super::settings::{self, some};
use super::{foreign_key, index, option, options, private, query, rules, site};
use crate::check::{Check, Column, Default, Entity, SqlType, element};
use crate::syntax::Role;

pub(super) fn of(entity: &Entity) -> TokenStream {
    let private = private();
    let rust_name = entity.ident.unraw().to_string();
    let table = &entity.table;
    let namespace = option(entity.namespace.as_ref());
    let comment = option(entity.comment.as_ref());
    let renamed_from = option(entity.renamed_from.as_ref());
    let [columns, indexes, checks, foreign_keys] =
        [List::Columns, List::Indexes, List::Checks, List::ForeignKeys].map(|list| super::part::gathered(entity, list));
    let primary_key = super::part::primary_key(entity);
    let primary_key_name = option(entity.key_name.as_ref());
    let options = options::of(entity);
    let kind = query::kind(entity);
    quote! {
        &#private::EntityDef {
            rust_name: #rust_name,
            kind: #kind,
            namespace: #namespace,
            table: #table,
            comment: #comment,
            renamed_from: #renamed_from,
            columns: #columns,
            primary_key: #primary_key,
            primary_key_name: #primary_key_name,
            indexes: #indexes,
            checks: #checks,
            foreign_keys: #foreign_keys,
            options: #options,
        }
    }
}

/// The lists of a definition.
#[derive(Clone, Copy)]
pub(super) enum List {
    Columns,
    Indexes,
    Checks,
    ForeignKeys,
}

/// The members of a list that the struct's own fields bring; of the columns those in a range.
pub(super) fn members(entity: &Entity, list: List, columns: Range<usize>) -> Vec<TokenStream> {
    match list {
        List::Columns => columns.map(|at| column(entity, at)).collect(),
        List::Indexes => entity.indexes.iter().map(|one| index::index(entity, one)).collect(),
        List::Checks => {
            let from_rules = (0..entity.columns.len()).flat_map(|at| rules::definitions(entity, at));
            from_rules.chain(entity.checks.iter().map(check)).collect()
        }
        List::ForeignKeys if query::is_view(entity) => Vec::new(),
        List::ForeignKeys => entity.foreign_keys.iter().map(|key| foreign_key::of(entity, key)).collect(),
    }
}

/// The columns of the primary key.
pub(super) fn primary_key(entity: &Entity) -> TokenStream {
    let names = entity.key.iter().map(|at| site::name(entity, *at));
    quote!(&[#(#names,)*])
}

fn column(entity: &Entity, at: usize) -> TokenStream {
    let private = private();
    let column = entity.column(at);
    let [field, name] = [site::field, site::name].map(|part| part(entity, at));
    let Column { nullable, .. } = column;
    let ty = sql_type(&column.sql_type, &column.ty);
    let role = match column.role {
        Some(Role::Created) => Some(quote!(#private::ColumnRole::CreatedAt)),
        Some(Role::Updated) => Some(quote!(#private::ColumnRole::UpdatedAt)),
        Some(Role::Deleted) => Some(quote!(#private::ColumnRole::DeletedAt)),
        Some(Role::Version) => Some(quote!(#private::ColumnRole::Version)),
        None => None,
    };
    let default = some("default", column.default.as_ref().map(|default| self::default(&column.ty, default)));
    let comment = some("comment", column.comment.as_ref());
    let renamed_from = some("renamed_from", column.renamed_from.as_ref());
    let role = role.map(|role| quote!(role: #role,));
    let settings = settings::of(column);
    quote! {
        #private::ColumnDef {
            field: #field,
            name: #name,
            ty: #ty,
            nullable: #nullable,
            #default #role #comment #renamed_from #settings
            ..#private::ColumnDef::FILL
        }
    }
}

/// `TypeDef`.
pub(super) fn sql_type(sql_type: &SqlType, ty: &Type) -> TokenStream {
    let private = private();
    match sql_type {
        SqlType::Own(_) => quote!(<#ty as #private::Stored>::COLUMN),
        SqlType::Builtin(name) => quote!(#private::TypeDef::builtin(#name)),
        SqlType::Varchars(name, key) => {
            let ty = element(ty);
            quote_spanned!(key.span()=> #private::text_type::<#ty>(#name))
        }
        SqlType::Numeric(name, key) => {
            let ty = element(ty);
            quote_spanned!(key.span()=> #private::numeric_type::<#ty>(#name))
        }
        SqlType::Extension(name, extension) => quote! {
            #private::TypeDef { name: #name, origin: #private::Origin::Extension(#extension) }
        },
        SqlType::Named(name) => quote! {
            #private::TypeDef { name: #name, origin: <#ty as #private::Stored>::COLUMN.origin }
        },
    }
}

/// `DefaultDef`.
pub(super) fn default(ty: &Type, default: &Default) -> TokenStream {
    let private = private();
    match default {
        Default::Sql(sql) => quote!(#private::DefaultDef::Sql(#sql)),
        Default::Next(sequence) => quote!(#private::DefaultDef::Next(#sequence)),
        Default::Value(value) => quote!(#private::DefaultDef::Value(|| #private::literal::<#ty>(#value))),
        Default::Text(text) => quote!(#private::DefaultDef::Value(|| #private::text_literal::<#ty>(#text))),
        Default::Json(tokens) => {
            quote!(#private::DefaultDef::Value(|| #private::json_literal::<#ty>(#private::json!(#tokens))))
        }
    }
}

fn check(check: &Check) -> TokenStream {
    let private = private();
    let Check { name, sql, message, code } = check;
    let message = option(message.as_ref());
    let code = code.as_ref().map_or_else(|| "check".to_owned(), syn::LitStr::value);
    quote! {
        #private::CheckDef {
            name: ::core::option::Option::Some(#name),
            rule: "check",
            columns: &[],
            sql: || ::std::string::String::from(#sql),
            code: #code,
            message: #message,
        }
    }
}
