//! The rules of an entity: one constant each, from which the check in Rust and the CHECK in SQL both come.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Ident;
use syn::ext::IdentExt;

use super::{option, private, respan, site};
use crate::check::{Column, Entity, Rule, RuleKind};
use crate::syntax::Words;

/// The constants.
pub(super) fn constants(entity: &Entity) -> TokenStream {
    let rules = entity.columns.iter().flat_map(|column| column.rules.iter().map(move |rule| (column, rule)));
    rules.map(|(column, rule)| constant(entity, column, rule)).collect()
}

/// The name of a rule's constant.
pub(super) fn name(column: &Column, rule: &Rule) -> Ident {
    let field = column.ident.unraw().to_string().to_uppercase();
    let kind = match rule.kind {
        RuleKind::Email => "EMAIL".to_owned(),
        RuleKind::Length { .. } => "LENGTH".to_owned(),
        RuleKind::Varchar(_) => "VARCHAR".to_owned(),
        RuleKind::Range { .. } => "RANGE".to_owned(),
        RuleKind::After(other) => format!("AFTER_{other}"),
    };
    format_ident!("{field}_{kind}", span = rule.key.span())
}

fn constant(entity: &Entity, column: &Column, rule: &Rule) -> TokenStream {
    let private = private();
    let name = name(column, rule);
    let wording = wording(&rule.words);
    let (ty, value) = match &rule.kind {
        RuleKind::Email => (quote!(Email), quote!(Email::new(#wording))),
        RuleKind::Length { min, max } => {
            let (min, max) = (option(*min), option(*max));
            (quote!(Length), quote!(Length { min: #min, max: #max, wording: #wording }))
        }
        RuleKind::Varchar(max) => {
            let (min, max) = (option(None::<u32>), option(Some(max)));
            (quote!(Length), quote!(Length { min: #min, max: #max, wording: #wording }))
        }
        RuleKind::Range { min, max } => {
            let (of, min, max) = (&column.ty, option(min.as_ref()), option(max.as_ref()));
            (quote!(Range<#of>), quote!(Range { min: #min, max: #max, wording: #wording }))
        }
        RuleKind::After(other) => {
            let other = entity.column(*other).ident.unraw().to_string();
            (quote!(After), quote!(After { other: #other, wording: #wording }))
        }
    };
    quote!(const #name: #private::#ty = #private::#value;)
}

fn wording(words: &Words) -> TokenStream {
    let private = private();
    let [message, min_message, max_message, code] =
        [&words.message, &words.min_message, &words.max_message, &words.code]
            .map(|said| option(said.as_ref().map(|said| &said.value)));
    quote! {
        #private::Wording {
            message: #message,
            min_message: #min_message,
            max_message: #max_message,
            code: #code,
        }
    }
}

/// `.checked(…)` behind a column's constant: the rules that look at this value alone.
pub(super) fn checked(column: &Column) -> TokenStream {
    let private = private();
    let checks = column.rules.iter().filter_map(|rule| {
        let name = name(column, rule);
        let check = match rule.kind {
            RuleKind::Email => quote!(check_email),
            RuleKind::Length { .. } | RuleKind::Varchar(_) => quote!(check_length),
            RuleKind::Range { .. } => quote!(check_range),
            RuleKind::After(_) => return None,
        };
        // The rule's own place: this is where a type that cannot have the rule is reported.
        Some(respan(quote!(#private::#check(&#name, value, report);), rule.key.span()))
    });
    let checks: TokenStream = checks.collect();
    if checks.is_empty() { checks } else { quote!(.checked(|value, report| { #checks })) }
}

/// The checks that a column's rules become.
pub(super) fn definitions(entity: &Entity, at: usize) -> impl Iterator<Item = TokenStream> {
    entity.column(at).rules.iter().filter_map(move |rule| definition(entity, at, rule))
}

fn definition(entity: &Entity, at: usize, rule: &Rule) -> Option<TokenStream> {
    let private = private();
    let constant = name(entity.column(at), rule);
    let of = &site::name(entity, at);
    let ident = |name: &TokenStream| quote!(&#private::Ident::from_static(#name));
    let own = ident(of);
    let (kind, columns, sql) = match rule.kind {
        RuleKind::Email | RuleKind::Varchar(_) => return None,
        RuleKind::Length { .. } => ("length", quote!(#of), quote!(#constant.sql(#own))),
        RuleKind::Range { .. } => ("range", quote!(#of), quote!(#constant.sql(#own))),
        RuleKind::After(other) => {
            let other = &site::name(entity, other);
            let second = ident(other);
            ("after", quote!(#of, #other), quote!(#constant.sql(#own, #second)))
        }
    };
    let code = rule.words.code.as_ref().map_or_else(|| kind.to_owned(), |said| said.value.value());
    let message = option(rule.words.message.as_ref().map(|said| &said.value));
    Some(quote! {
        #private::CheckDef {
            name: ::core::option::Option::None,
            rule: #kind,
            columns: &[#columns],
            sql: || #sql,
            code: #code,
            message: #message,
        }
    })
}
