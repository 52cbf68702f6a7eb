//! `TableOptions`. What is not said is not written.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::index::{columns, deferral, keeping, key, parameters};
use super::settings::{counter, some};
use super::{option, private};
use crate::check::{
    Bound, Entity, Exclusion, Grant, Options, Partition, PartitionKey, Policy, Right, Sequence, Strategy,
};

/// What is said of a table.
pub(super) fn of(entity: &Entity) -> TokenStream {
    let private = private();
    let Options {
        row_security,
        policies,
        grants,
        exclusions,
        partition_by,
        partitions,
        parameters: kept,
        unlogged,
        tablespace,
        replica_identity,
        sequences,
    } = &entity.options;
    let row_security = some(
        "row_security",
        row_security.map(|variant| {
            let variant = format_ident!("{variant}");
            quote!(#private::RowSecurity::#variant)
        }),
    );
    let policies = some("policies", policies.as_ref().map(|all| list(all.iter().map(policy))));
    let grants = some("grants", grants.as_ref().map(|all| list(all.iter().map(|one| grant(entity, one)))));
    let exclusions =
        some("exclusions", exclusions.as_ref().map(|all| list(all.iter().map(|one| exclusion(entity, one)))));
    let partition_by =
        some("partition_by", partition_by.as_ref().map(|by| option(by.as_ref().map(|by| partition_key(entity, by)))));
    let partitions = some("partitions", partitions.as_ref().map(|all| list(all.iter().map(partition))));
    let kept = some("parameters", kept.as_ref().map(|all| parameters(all)));
    let unlogged = some("unlogged", unlogged.as_ref());
    let tablespace = some("tablespace", tablespace.as_ref().map(|name| option(name.as_ref())));
    let replica_identity = some(
        "replica_identity",
        replica_identity.as_ref().map(|variant| {
            let variant = format_ident!("{variant}");
            quote!(#private::ReplicaIdentity::#variant)
        }),
    );
    let sequences = some("sequences", sequences.as_ref().map(|all| list(all.iter().map(|one| sequence(entity, one)))));
    quote! {
        #private::TableOptions {
            #row_security #policies #grants #exclusions #partition_by #partitions #kept #unlogged #tablespace
            #replica_identity #sequences
            ..#private::TableOptions::SILENT
        }
    }
}

fn list(members: impl Iterator<Item = TokenStream>) -> TokenStream {
    quote!(&[#(#members,)*])
}

fn policy(policy: &Policy) -> TokenStream {
    let private = private();
    let Policy { name, command, roles, using, check, restrictive } = policy;
    let command = format_ident!("{command}");
    let (using, check) = (option(using.as_ref()), option(check.as_ref()));
    quote! {
        #private::PolicyDef {
            name: #name,
            restrictive: #restrictive,
            command: #private::PolicyCommand::#command,
            roles: &[#(#roles,)*],
            using: #using,
            check: #check,
        }
    }
}

fn grant(entity: &Entity, grant: &Grant) -> TokenStream {
    let private = private();
    let Grant { rights, roles, grant_option } = grant;
    let rights = rights.iter().map(|Right { privilege, columns: some }| {
        let (privilege, columns) = (format_ident!("{privilege}"), columns(entity, some));
        quote!(#private::RightDef { privilege: #private::Privilege::#privilege, columns: #columns })
    });
    quote!(#private::GrantDef { rights: &[#(#rights,)*], roles: &[#(#roles,)*], grant_option: #grant_option })
}

fn exclusion(entity: &Entity, exclusion: &Exclusion) -> TokenStream {
    let private = private();
    let Exclusion { name, method, keys, include, predicate, deferral: wait, keeping: kept } = exclusion;
    let keys = keys.iter().map(|(one, operator)| {
        let key = key(entity, one);
        quote!((#key, #operator))
    });
    let name = some("name", name.as_ref());
    let predicate = some("predicate", predicate.as_ref());
    let include = columns(entity, include);
    let (deferral, keeping) = (deferral(*wait), keeping(kept));
    quote! {
        #private::ExclusionDef {
            method: #method,
            keys: &[#(#keys,)*],
            include: #include,
            #name #predicate #deferral #keeping
            ..#private::ExclusionDef::FILL
        }
    }
}

fn partition_key(entity: &Entity, by: &PartitionKey) -> TokenStream {
    let private = private();
    let strategy = match by.strategy {
        Strategy::Range => quote!(Range),
        Strategy::List => quote!(List),
        Strategy::Hash => quote!(Hash),
    };
    let keys = by.keys.iter().map(|one| key(entity, one));
    quote!(#private::PartitionKeyDef { strategy: #private::PartitionStrategy::#strategy, keys: &[#(#keys,)*] })
}

fn partition(partition: &Partition) -> TokenStream {
    let private = private();
    let Partition { name, bound, keeping: kept } = partition;
    let bound = match bound {
        Bound::Default => quote!(Default),
        Bound::Range(from, to) => quote!(Range { from: &[#(#from,)*], to: &[#(#to,)*] }),
        Bound::List(values) => quote!(List(&[#(#values,)*])),
        Bound::Hash(modulus, remainder) => quote!(Hash { modulus: #modulus, remainder: #remainder }),
    };
    let keeping = keeping(kept);
    quote! {
        #private::PartitionDef { name: #name, bound: #private::BoundDef::#bound, #keeping ..#private::PartitionDef::FILL }
    }
}

fn sequence(entity: &Entity, sequence: &Sequence) -> TokenStream {
    let private = private();
    let Sequence { name, ty, counting, owned_by } = sequence;
    let counter = counting.as_ref().map(counter);
    let owned_by = option(owned_by.as_ref().map(|column| super::index::column(entity, column)));
    quote!(#private::SequenceDef { name: #name, ty: #ty, counter: #counter, owned_by: #owned_by })
}
