//! `Insert`: which columns a new row sets, their cells, and its rules.

use std::ops::Range;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::Ident;

use crate::check::{Column, Entity, Input, Part, RuleKind, Site};
use crate::emit::{part, private, respan, rules, site};

pub(super) fn of(entity: &Entity, insert: &Ident) -> TokenStream {
    let private = private();
    let [mask, said] = [Bits::Sent, Bits::Said].map(|bits| mask(entity, bits));
    let cell = cell(entity);
    let row = quote! {
        fn mask(&self) -> #private::Mask {
            #mask
        }

        fn said(&self) -> #private::Mask {
            #said
        }

        fn cell(&self, column: ::core::primitive::usize) -> #private::Cell<'_> {
            #cell
        }
    };
    if entity.site == Site::Part {
        return quote! {
            #[automatically_derived]
            impl #private::PartInsert for #insert {
                #row
            }
        };
    }
    let of = &entity.ident;
    let editable = entity.hooks.is_some().then(|| editable(entity, insert));
    let own = |columns: Range<usize>| columns.map(|at| validate(entity, at, &quote!(self))).collect();
    let checks = part::in_order(entity, own, part::validate);
    quote! {
        #[automatically_derived]
        impl #private::Insert for #insert {
            type Entity = #of;

            #row

            #[allow(unused_variables)]
            fn validate(&self, report: &mut #private::Report) {
                #(#checks)*
            }
        }
        #editable
    }
}

/// The values of a new row, for hooks to look at and to change.
fn editable(entity: &Entity, insert: &Ident) -> TokenStream {
    let private = private();
    let given = entity.columns.iter().enumerate().filter(|(_, column)| column.input != Input::Generated);
    let slots = given.map(|(at, column)| {
        let (ident, place) = (&column.ident, site::place(entity, at));
        quote! {
            if column == #place {
                return ::core::option::Option::Some(&mut self.#ident);
            }
        }
    });
    quote! {
        #[automatically_derived]
        impl #private::EditRow for #insert {
            fn slot(
                &mut self,
                column: ::core::primitive::usize,
            ) -> ::core::option::Option<&mut dyn ::core::any::Any> {
                #(#slots)*
                ::core::option::Option::None
            }
        }
    }
}

/// Finds the cell of a column: in the runs of the struct's own, and in the parts between them.
fn cell(entity: &Entity) -> TokenStream {
    let private = private();
    if entity.parts.is_empty() {
        return run(entity, 0..entity.columns.len());
    }
    let own = |columns: Range<usize>| {
        let count = columns.len();
        let run = run(entity, columns);
        vec![quote! {
            if column < #count {
                return #run;
            }
            let column = column - #count;
        }]
    };
    let part = |_, part: &Part| {
        let Part { ident, ty, .. } = part;
        quote! {
            if column < #private::columns_of::<#ty>() {
                return #private::PartInsert::cell(&self.#ident, column);
            }
            let column = column - #private::columns_of::<#ty>();
        }
    };
    let steps = part::in_order(entity, own, part);
    quote! {
        #(#steps)*
        let _ = column;
        &#private::NULL
    }
}

/// The cells of a run of own columns, the first of which is 0.
fn run(entity: &Entity, columns: Range<usize>) -> TokenStream {
    let private = private();
    let columns = entity.columns[columns].iter().enumerate();
    let cells = columns.filter(|(_, column)| column.input != Input::Generated).map(|(at, column)| {
        let ident = &column.ident;
        let ty = &column.ty;
        let cell = match column.input {
            Input::Required | Input::Generated => quote!(cell),
            Input::Nullable => quote!(cell_opt_null),
            Input::Defaulted if column.nullable => quote!(cell_opt_null),
            Input::Defaulted => quote!(cell_opt),
        };
        quote!(#at => <#ty as #private::Stored>::#cell(&self.#ident))
    });
    quote! {
        match column {
            #(#cells,)*
            _ => &#private::NULL,
        }
    }
}

/// Which columns a mask names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bits {
    /// Those that an insert sends: where null is what the database would put in, it is sent, so that rows are alike.
    Sent,
    /// Those that were given.
    Said,
}

fn mask(entity: &Entity, bits: Bits) -> TokenStream {
    let private = private();
    // More columns than bits are a mistake that was noted.
    let columns = || entity.columns.iter().enumerate().take(128);
    let is_always = |column: &Column| match column.input {
        Input::Required => true,
        Input::Nullable => bits == Bits::Sent,
        Input::Defaulted | Input::Generated => false,
    };
    let always = columns().filter(|(_, column)| is_always(column));
    let always = if entity.parts.is_empty() {
        always.fold(0_u128, |mask, (at, _)| mask | (1 << at)).to_token_stream()
    } else {
        let places = always.map(|(at, _)| site_bit(entity, at));
        quote!((const { 0 #(| #places)* }))
    };
    let may_wait = |column: &Column| !is_always(column) && matches!(column.input, Input::Nullable | Input::Defaulted);
    let optional = columns().filter(|(_, column)| may_wait(column)).map(|(at, column)| {
        let ident = &column.ident;
        let place = if entity.parts.is_empty() { quote!(#at) } else { site::place(entity, at) };
        quote!(| ((self.#ident.is_some() as #private::Mask) << (#place)))
    });
    let method = match bits {
        Bits::Sent => quote!(mask),
        Bits::Said => quote!(said),
    };
    let parts = entity.parts.iter().enumerate().map(|(number, part)| {
        let Part { at, ident, .. } = part;
        let before = entity.parts[..number].iter().map(|part| &part.ty);
        quote!(| (#private::PartInsert::#method(&self.#ident) << (#at #(+ #private::columns_of::<#before>())*)))
    });
    quote!(#always #(#optional)* #(#parts)*)
}

fn site_bit(entity: &Entity, at: usize) -> TokenStream {
    let private = private();
    let place = site::place(entity, at);
    quote!((1 as #private::Mask) << (#place))
}

/// The rules of one column, in the order of the fields.
pub(in crate::emit) fn validate(entity: &Entity, at: usize, row: &TokenStream) -> TokenStream {
    let column = entity.column(at);
    if column.input == Input::Generated || column.rules.is_empty() {
        return TokenStream::new();
    }
    let private = private();
    let constant = site::constant(entity, at);
    let present = present(column, row);
    let alone = column.rules.iter().any(|rule| !matches!(rule.kind, RuleKind::After(_)));
    let alone = alone.then(|| {
        quote! {
            if let ::core::option::Option::Some(value) = #present {
                #constant.validate(value, report);
            }
        }
    });
    let crossing = column.rules.iter().filter_map(|rule| {
        let RuleKind::After(other) = rule.kind else { return None };
        let field = site::field(entity, at);
        let constant = rules::name(column, rule);
        let other = self::present(entity.column(other), row);
        let check = quote!(#private::check_after(&#constant, #present, #other, report));
        // The rule's own place: this is where fields that cannot be compared are reported.
        let check = respan(check, rule.key.span());
        Some(quote!(report.at(#field, |report| #check);))
    });
    quote!(#alone #(#crossing)*)
}

/// `Option<&T>` of a value that waits.
fn present(column: &Column, row: &TokenStream) -> TokenStream {
    let ident = &column.ident;
    match column.input {
        Input::Required => quote!(::core::option::Option::Some(&#row.#ident.0)),
        Input::Nullable | Input::Defaulted if column.nullable => {
            quote!(#row.#ident.as_ref().and_then(|value| value.as_ref()).map(|bound| &bound.0))
        }
        Input::Nullable | Input::Defaulted => quote!(#row.#ident.as_ref().map(|bound| &bound.0)),
        Input::Generated => quote!(::core::option::Option::None),
    }
}
