//! Flattened structs: in an entity that has some, and as they derive `Columns`.

use std::ops::Range;

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::Ident;
use syn::spanned::Spanned;

use super::definition::{self, List};
use super::{constants, foreign_key, insert, private, row, rules};
use crate::check::{Entity, Input, Part};

/// Goes through the columns in their order: runs of the struct's own, and flattened structs between them.
pub(super) fn in_order(
    entity: &Entity,
    own: impl Fn(Range<usize>) -> Vec<TokenStream>,
    part: impl Fn(usize, &Part) -> TokenStream,
) -> Vec<TokenStream> {
    let mut start = 0;
    let mut all = Vec::new();
    for (number, one) in entity.parts.iter().enumerate() {
        all.extend(own(start..one.at));
        all.push(part(number, one));
        start = one.at;
    }
    all.extend(own(start..entity.columns.len()));
    all
}

/// The type that says where a part stands.
fn place(number: usize) -> Ident {
    format_ident!("Place{number}")
}

/// The types that say where the parts stand, and what only the whole can tell.
pub(super) fn places(entity: &Entity) -> TokenStream {
    if entity.parts.is_empty() {
        return TokenStream::new();
    }
    let private = private();
    let ident = &entity.ident;
    let places = entity.parts.iter().enumerate().map(|(number, part)| {
        let place = place(number);
        let Part { at, prefix, .. } = part;
        let before = entity.parts[..number].iter().map(|part| &part.ty);
        quote! {
            struct #place;

            impl #private::Place for #place {
                type Entity = #ident;
                const PREFIX: &'static ::core::primitive::str = #prefix;
                const OFFSET: ::core::primitive::usize = #at #(+ #private::columns_of::<#before>())*;
            }
        }
    });
    quote! {
        #(#places)*
        const _: () = #private::check_whole(<#ident as #private::Entity>::DEF.columns);
    }
}

/// The part in its place.
fn placed(number: usize, part: &Part) -> TokenStream {
    let private = private();
    let (ty, place) = (&part.ty, place(number));
    quote!(<#ty as #private::PartIn<#place>>)
}

/// The constant of a part: `User::base`.
pub(super) fn constant(entity: &Entity, number: usize, part: &Part) -> TokenStream {
    let private = private();
    let of = &entity.ident;
    let Part { vis, ident, ty, docs, .. } = part;
    let docs = if docs.is_empty() {
        let text = format!("The columns of `{ident}`.");
        quote!(#[doc = #text])
    } else {
        docs.iter().map(ToTokens::to_token_stream).collect()
    };
    let placed = placed(number, part);
    quote! {
        #docs
        #vis const #ident: <#ty as #private::Part>::Columns<#of> = #placed::COLUMNS;
    }
}

/// A list of the definition, that of the parts between the struct's own.
pub(super) fn gathered(entity: &Entity, list: List) -> TokenStream {
    let members = |columns| definition::members(entity, list, columns);
    if entity.parts.is_empty() {
        let own = members(0..entity.columns.len());
        return quote!(&[#(#own,)*]);
    }
    let private = private();
    let (name, ty) = match list {
        List::Columns => (quote!(DEFS), quote!(ColumnDef)),
        List::Indexes => (quote!(INDEXES), quote!(IndexDef)),
        List::Checks => (quote!(CHECKS), quote!(CheckDef)),
        List::ForeignKeys => (quote!(FOREIGN_KEYS), quote!(ForeignKeyDef)),
    };
    let of_part = |number, part: &Part| {
        let placed = placed(number, part);
        quote!(#placed::#name)
    };
    let lists = match list {
        List::Columns => in_order(entity, |columns| vec![slice(&members(columns))], of_part),
        List::Indexes | List::Checks | List::ForeignKeys => {
            let parts = entity.parts.iter().enumerate().map(|(number, part)| of_part(number, part));
            parts.chain([slice(&members(0..entity.columns.len()))]).collect()
        }
    };
    gather(quote!(#private::#ty::FILL), quote!(#private::#ty), &lists)
}

fn slice(members: &[TokenStream]) -> TokenStream {
    quote!(&[#(#members,)*])
}

/// Lists as one, in a constant.
fn gather(fill: TokenStream, ty: TokenStream, lists: &[TokenStream]) -> TokenStream {
    let private = private();
    quote! {{
        const LISTS: &[&[#ty]] = &[#(#lists,)*];
        const LEN: ::core::primitive::usize = {
            let (mut len, mut list) = (0, 0);
            while list < LISTS.len() {
                len += LISTS[list].len();
                list += 1;
            }
            len
        };
        const GATHERED: &[#ty] = &#private::gather::<#ty, LEN>(#fill, LISTS);
        GATHERED
    }}
}

/// The columns of the primary key.
pub(super) fn primary_key(entity: &Entity) -> TokenStream {
    match entity.parts.iter().enumerate().find(|(_, part)| part.is_key) {
        Some((number, part)) => {
            let placed = placed(number, part);
            quote!(#placed::KEY)
        }
        None => definition::primary_key(entity),
    }
}

/// Which types the columns can be read from.
pub(super) fn accepts(entity: &Entity) -> TokenStream {
    let private = private();
    let own = |columns: Range<usize>| {
        let types = entity.columns[columns].iter().map(|column| &column.ty);
        quote!(&[#(<#types as #private::Stored>::ACCEPTS,)*])
    };
    if entity.parts.is_empty() {
        return own(0..entity.columns.len());
    }
    let part = |_, part: &Part| {
        let ty = &part.ty;
        quote!(<#ty as #private::Part>::ACCEPTS)
    };
    let lists = in_order(entity, |columns| vec![own(columns)], part);
    let ty = quote!(fn(&#private::Type) -> ::core::primitive::bool);
    gather(quote!(<::core::primitive::bool as #private::Value>::accepts), ty, &lists)
}

/// `Keyed` for an entity whose key is in a part. That it is there is asked at the part's type.
pub(super) fn keyed(entity: &Entity, part: &Part) -> TokenStream {
    let private = private();
    let of = &entity.ident;
    let Part { ident, ty, .. } = part;
    let keyed = quote_spanned!(ty.span()=> <#ty as #private::KeyedPart>);
    let soft_delete = soft_delete(entity);
    quote! {
        #[automatically_derived]
        impl #private::Keyed for #of {
            type Key = #keyed::Key;

            fn key(&self) -> Self::Key {
                #private::KeyedPart::key(&self.#ident)
            }

            fn key_params(
                key: Self::Key,
            ) -> ::std::vec::Vec<::std::boxed::Box<dyn #private::Param>> {
                #keyed::key_params(key)
            }
        }
        #soft_delete
    }
}

/// `SoftDelete`, where a field or a part has `deleted_at`.
pub(super) fn soft_delete(entity: &Entity) -> TokenStream {
    let private = private();
    let ident = &entity.ident;
    let answers = entity.parts.iter().map(|part| {
        let ty = &part.ty;
        quote!(<#ty as #private::Part>::SoftDelete)
    });
    // Bound to a lifetime, the condition may be false without being a mistake.
    let condition = match answers.reduce(|left, right| quote!(<#left as #private::Either<#right>>::Answer)) {
        _ if entity.soft_delete() => TokenStream::new(),
        Some(answer) => quote!(where for<'always> #answer: #private::IsYes),
        None => return TokenStream::new(),
    };
    quote! {
        #[automatically_derived]
        impl #private::SoftDelete for #ident #condition {}
    }
}

/// What a struct that derives `Columns` becomes.
pub(crate) fn columns(entity: &Entity) -> TokenStream {
    let structs = insert::structs(entity);
    let shown = shown(entity);
    let rules = rules::constants(entity);
    let part = part(entity);
    let placed = part_in(entity);
    let inserts = insert::implementations(entity);
    let keyed = (!entity.key.is_empty()).then(|| {
        let private = private();
        let (ident, key) = (&entity.ident, row::key(entity));
        quote! {
            #[automatically_derived]
            impl #private::KeyedPart for #ident {
                #key
            }
        }
    });
    let held = entity.columns.iter().map(constants::held);
    quote! {
        #structs
        #shown
        const _: () = {
            #rules
            #part
            #placed
            #keyed
            #inserts
            #(#held)*
        };
    }
}

/// The struct of the columns' constants.
fn shown(entity: &Entity) -> TokenStream {
    let private = private();
    let (vis, name) = (&entity.vis, shown_name(entity));
    let doc = format!("The columns of `{}` in an entity that flattens it.", entity.ident);
    let entity_type = format_ident!("E");
    let columns = entity.columns.iter().map(|column| {
        let (vis, ident, docs) = (&column.vis, &column.ident, constants::docs(column));
        let ty = constants::kind(&entity_type, column);
        quote!(#docs #vis #ident: #ty)
    });
    let relations = entity.foreign_keys.iter().filter_map(|key| {
        let (relation, target) = (key.relation.as_ref()?, &key.target);
        let doc = format!("The row that `{}` refers to.", foreign_key::shown(entity, key));
        Some(quote!(#[doc = #doc] #vis #relation: #private::Relation<E, #target>))
    });
    quote! {
        #[doc = #doc]
        #[derive(Debug)]
        #[allow(dead_code)]
        #vis struct #name<E> { #(#columns,)* #(#relations,)* }

        #[automatically_derived]
        impl<E> ::core::clone::Clone for #name<E> {
            fn clone(&self) -> Self {
                *self
            }
        }

        #[automatically_derived]
        impl<E> ::core::marker::Copy for #name<E> {}
    }
}

fn shown_name(entity: &Entity) -> Ident {
    format_ident!("{}Columns", entity.ident)
}

fn part(entity: &Entity) -> TokenStream {
    let private = private();
    let (ident, shown) = (&entity.ident, shown_name(entity));
    let (new, insert) = insert::names(entity);
    let names = entity.columns.iter().map(|column| {
        let field = syn::ext::IdentExt::unraw(&column.ident).to_string();
        let name = &column.name;
        quote!((#field, #name))
    });
    let accepts = accepts(entity);
    let soft_delete = if entity.soft_delete() { quote!(Yes) } else { quote!(No) };
    let fields = entity.columns.iter().map(row::own);
    let decode =
        if entity.readable { quote!(::core::result::Result::Ok(Self { #(#fields,)* })) } else { quote!(loop {}) };
    quote! {
        #[automatically_derived]
        impl #private::Part for #ident {
            const NAMES: &'static [(&'static ::core::primitive::str, &'static ::core::primitive::str)] =
                &[#(#names,)*];
            const ACCEPTS: &'static [fn(&#private::Type) -> ::core::primitive::bool] = #accepts;
            type Columns<E> = #shown<E>;
            type New = #new;
            type Insert = #insert;
            type SoftDelete = #private::#soft_delete;

            #[allow(unused_variables)]
            fn decode(
                values: &mut #private::Values<'_>,
            ) -> ::core::result::Result<Self, #private::Error> {
                #decode
            }
        }
    }
}

fn part_in(entity: &Entity) -> TokenStream {
    let private = private();
    let (ident, shown) = (&entity.ident, shown_name(entity));
    let columns = entity.columns.iter().enumerate().map(|(at, column)| {
        let (field, value) = (&column.ident, constants::value(entity, at));
        quote!(#field: #value)
    });
    let relations = entity.foreign_keys.iter().filter_map(|key| {
        let relation = key.relation.as_ref()?;
        let value = foreign_key::relation(entity, key);
        Some(quote!(#relation: #value))
    });
    let [defs, indexes, checks, foreign_keys] = [List::Columns, List::Indexes, List::Checks, List::ForeignKeys]
        .map(|list| slice(&definition::members(entity, list, 0..entity.columns.len())));
    let key = definition::primary_key(entity);
    let validate = entity
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.input != Input::Generated)
        .map(|(at, _)| insert::validate(entity, at, &quote!(insert)));
    quote! {
        #[automatically_derived]
        impl<P: #private::Place> #private::PartIn<P> for #ident {
            const COLUMNS: #shown<P::Entity> = #shown { #(#columns,)* #(#relations,)* };
            const DEFS: &'static [#private::ColumnDef] = #defs;
            const KEY: &'static [&'static ::core::primitive::str] = #key;
            const INDEXES: &'static [#private::IndexDef] = #indexes;
            const CHECKS: &'static [#private::CheckDef] = #checks;
            const FOREIGN_KEYS: &'static [#private::ForeignKeyDef] = #foreign_keys;

            #[allow(unused_variables)]
            fn validate(insert: &Self::Insert, report: &mut #private::Report) {
                #(#validate)*
            }
        }
    }
}

/// The rules of a part of a new row.
pub(super) fn validate(number: usize, part: &Part) -> TokenStream {
    let (ident, placed) = (&part.ident, placed(number, part));
    quote!(#placed::validate(&self.#ident, report);)
}

/// Sets columns of a part of a new row.
pub(super) fn setter(part: &Part, body: &TokenStream, out: &TokenStream) -> TokenStream {
    let private = private();
    let Part { vis, ident, ty, .. } = part;
    let row = quote!(<#ty as #private::Part>::Insert);
    let doc = format!("Sets columns of `{ident}`.");
    quote! {
        #[doc = #doc]
        #[allow(unused_mut)]
        #vis fn #ident(mut self, set: impl ::core::ops::FnOnce(#row) -> #row) -> #out {
            #body
        }
    }
}
