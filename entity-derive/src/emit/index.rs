//! `IndexDef`, and how columns and keys are named in definitions.

use proc_macro2::TokenStream;
use quote::quote;

use super::{option, private, respan, site};
use crate::check::{ColumnRef, Deferral, Entity, Index, IndexKey, Keeping, KeyOn, Predicate};
use crate::syntax::{Collation, Order};

/// An index.
pub(super) fn index(entity: &Entity, index: &Index) -> TokenStream {
    let private = private();
    let of = site::of(entity);
    let Index { name, unique, method, keys, predicate, include, nulls_not_distinct, constraint, deferral, keeping } =
        index;
    let name = option(name.as_ref());
    let keys = keys.iter().map(|key| self::key(entity, key));
    let predicate = option(predicate.as_ref().map(|predicate| match predicate {
        Predicate::Sql(sql) => quote!(#private::PredicateDef::Sql(#sql)),
        Predicate::Filter(filter) => {
            quote! {
                #private::PredicateDef::Filter(|| {
                    use #private::words::*;
                    #private::inline::<#of>(&(#filter))
                })
            }
        }
    }));
    let include = (!include.is_empty()).then(|| {
        let include = columns(entity, include);
        quote!(include: #include,)
    });
    let nulls_not_distinct = nulls_not_distinct.then(|| quote!(nulls_not_distinct: true,));
    let constraint = constraint.then(|| quote!(constraint: true,));
    let deferral = self::deferral(*deferral);
    let keeping = self::keeping(keeping);
    quote! {
        #private::IndexDef {
            name: #name,
            unique: #unique,
            method: #method,
            keys: &[#(#keys,)*],
            predicate: #predicate,
            #include #nulls_not_distinct #constraint #deferral #keeping
            ..#private::IndexDef::FILL
        }
    }
}

/// A key of an index, an exclusion or a partitioned table.
pub(super) fn key(entity: &Entity, key: &IndexKey) -> TokenStream {
    let private = private();
    let IndexKey { on, order, opclass, collation } = key;
    let on = match on {
        KeyOn::Column(column) => {
            let name = self::column(entity, column);
            quote!(Column(#name))
        }
        KeyOn::Expr(sql) => quote!(Expr(#sql)),
    };
    let (direction, nulls) = match order {
        Order::Asc => (quote!(Asc), None),
        Order::Desc => (quote!(Desc), None),
        Order::AscNullsFirst => (quote!(Asc), Some(quote!(#private::Nulls::First))),
        Order::DescNullsLast => (quote!(Desc), Some(quote!(#private::Nulls::Last))),
    };
    let (nulls, opclass) = (option(nulls), option(opclass.as_ref()));
    let collation = option(collation.as_ref().map(|Collation { namespace, name }| {
        let namespace = option(namespace.as_ref());
        quote!(#private::CollationDef { namespace: #namespace, name: #name })
    }));
    quote! {
        #private::KeyDef {
            on: #private::KeyOn::#on,
            direction: #private::Direction::#direction,
            nulls: #nulls,
            opclass: #opclass,
            collation: #collation,
        }
    }
}

/// The name of a column in SQL.
pub(super) fn column(entity: &Entity, column: &ColumnRef) -> TokenStream {
    match column {
        ColumnRef::Own(at) => site::name(entity, *at),
        ColumnRef::Flattened(part, field) => {
            let of = &entity.ident;
            let constant = respan(quote!(#of::#part.#field), field.span());
            quote!(#constant.name())
        }
    }
}

/// The names of columns in SQL.
pub(super) fn columns(entity: &Entity, columns: &[ColumnRef]) -> TokenStream {
    let names = columns.iter().map(|column| self::column(entity, column));
    quote!(&[#(#names,)*])
}

/// `deferral: …`, where it is said.
pub(super) fn deferral(deferral: Option<Deferral>) -> Option<TokenStream> {
    let private = private();
    deferral.map(|deferral| match deferral {
        Deferral::Deferrable => quote!(deferral: #private::Deferral::Deferrable,),
        Deferral::Deferred => quote!(deferral: #private::Deferral::Deferred,),
    })
}

/// `parameters: …` and `tablespace: …`, where they are said.
pub(super) fn keeping(keeping: &Keeping) -> TokenStream {
    let Keeping { parameters, tablespace } = keeping;
    let parameters = (!parameters.is_empty()).then(|| {
        let parameters = self::parameters(parameters);
        quote!(parameters: #parameters,)
    });
    let tablespace = tablespace.as_ref().map(|tablespace| {
        let tablespace = option(Some(tablespace));
        quote!(tablespace: #tablespace,)
    });
    quote!(#parameters #tablespace)
}

/// Storage parameters.
pub(super) fn parameters(parameters: &[(String, String)]) -> TokenStream {
    let pairs = parameters.iter().map(|(name, value)| quote!((#name, #value)));
    quote!(&[#(#pairs,)*])
}
