//! Indexes and uniques. Two objects for one thing are refused.

use std::collections::BTreeMap;

use quote::ToTokens;
use syn::visit_mut::{self, VisitMut};
use syn::{Expr, ExprMethodCall, ExprPath, Ident, parse_quote_spanned};

use super::model::{Index, IndexKey, KeyOn, Order, Predicate};
use super::names::{self, Fields};
use crate::errors::Errors;
use crate::syntax::{self, Field, Said, TableAttrs};

/// An index with the word that asked for it.
struct Placed {
    key: Ident,
    index: Index,
}

/// All indexes: those of the fields in their order, then those of the struct.
pub(super) fn all(
    entity: &Ident,
    table: &TableAttrs,
    written: &[Field],
    fields: &Fields,
    primary_key: &[usize],
    errors: &mut Errors,
) -> Vec<Index> {
    let said = on_fields(written).chain(on_struct(table)).collect::<Vec<_>>();
    let mut placed = Vec::new();
    for (key, unique, field, index) in said {
        let understood = understand(entity, &index, field, unique, fields, errors);
        placed.extend(understood.map(|index| Placed { key, index }));
    }
    once(placed, primary_key, fields, errors)
}

type SaidIndex = (Ident, bool, Option<usize>, syntax::Index);

fn on_fields(written: &[Field]) -> impl Iterator<Item = SaidIndex> {
    written.iter().enumerate().flat_map(|(at, field)| {
        let unique = field.column.unique.iter().map(move |said| (said.key.clone(), true, Some(at), said.value.clone()));
        let index = field.column.index.iter().map(move |said| (said.key.clone(), false, Some(at), said.value.clone()));
        let reference = field.reference.as_ref().and_then(|reference| reference.options.unique.as_ref());
        let one = reference.map(|said| (said.key.clone(), true, Some(at), syntax::Index::default()));
        unique.chain(index).chain(one)
    })
}

fn on_struct(table: &TableAttrs) -> impl Iterator<Item = SaidIndex> {
    let said = |unique| move |said: &Said<syntax::Index>| (said.key.clone(), unique, None, said.value.clone());
    table.uniques.iter().map(said(true)).chain(table.indexes.iter().map(said(false)))
}

fn understand(
    entity: &Ident,
    written: &syntax::Index,
    field: Option<usize>,
    unique: bool,
    fields: &Fields,
    errors: &mut Errors,
) -> Option<Index> {
    let method = written.using.as_ref().map_or_else(|| "btree".to_owned(), |said| said.value.to_string());
    if let (true, Some(said)) = (unique && method != "btree", &written.using) {
        errors.at(&said.value, "only `btree` indexes can be unique");
        return None;
    }
    let own = field.map(|at| IndexKey { on: KeyOn::Column(at), order: Order::Asc, opclass: None });
    let keys: Vec<_> = written.keys.iter().map(|key| errors.take(self::key(key, &method, fields))).collect();
    let keys: Option<Vec<_>> = own.map(Some).into_iter().chain(keys).collect();
    let predicate = match &written.predicate {
        Some(said) => Some(errors.take(predicate(&said.value, entity, fields))?),
        None => None,
    };
    Some(Index { name: names::explicit(written.name.clone(), errors), unique, method, keys: keys?, predicate })
}

fn key(written: &syntax::Key, method: &str, fields: &Fields) -> syn::Result<IndexKey> {
    let syntax::Key { on, order, opclass } = written;
    let (on, place) = match on {
        syntax::KeyOn::Field(field) => (KeyOn::Column(fields.find(field)?), field.to_token_stream()),
        syntax::KeyOn::Flattened(part, field) => {
            if !fields.is_part(part) {
                fields.find(part)?;
                return Err(syn::Error::new_spanned(part, format!("`{part}` is no flattened struct")));
            }
            (KeyOn::Flattened(part.clone(), field.clone()), field.to_token_stream())
        }
        syntax::KeyOn::Expr(sql) => (KeyOn::Expr(sql.value()), sql.to_token_stream()),
    };
    if *order != Order::Asc && method != "btree" {
        return Err(syn::Error::new_spanned(place, format!("keys of a `{method}` index have no order")));
    }
    Ok(IndexKey { on, order: *order, opclass: opclass.clone() })
}

fn predicate(written: &syntax::Predicate, entity: &Ident, fields: &Fields) -> syn::Result<Predicate> {
    match written {
        syntax::Predicate::Sql(sql) => Ok(Predicate::Sql(sql.clone())),
        syntax::Predicate::Filter(filter) => {
            let mut filter = Expr::clone(filter);
            let mut spell = Spell { entity, fields, error: None };
            spell.visit_expr_mut(&mut filter);
            spell.error.map_or(Ok(Predicate::Filter(filter)), Err)
        }
    }
}

/// Spells the fields of a filter as constants of the entity: `status.eq(…)` → `User::status.eq(…)`.
struct Spell<'a> {
    entity: &'a Ident,
    fields: &'a Fields,
    error: Option<syn::Error>,
}

impl VisitMut for Spell<'_> {
    fn visit_expr_method_call_mut(&mut self, call: &mut ExprMethodCall) {
        if let Expr::Path(path) = &*call.receiver
            && let Some(name) = path.path.get_ident()
            && name.to_string().starts_with(|first: char| first.is_lowercase())
            && !self.fields.is_part(name)
            && let Err(error) = self.fields.find(name)
        {
            self.error.get_or_insert(error);
        }
        visit_mut::visit_expr_method_call_mut(self, call);
    }

    fn visit_expr_path_mut(&mut self, path: &mut ExprPath) {
        if let Some(name) = path.path.get_ident()
            && (self.fields.find(name).is_ok() || self.fields.is_part(name))
        {
            let entity = self.entity;
            *path = parse_quote_spanned! {name.span()=> #entity::#name };
        }
    }
}

/// What two indexes must not have in common.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Sameness {
    unique: bool,
    method: String,
    keys: Vec<(KeyOn, String)>,
    predicate: Option<String>,
}

impl Sameness {
    /// For a unique the order of its columns does not matter: it allows the same rows.
    fn of(index: &Index, unique: bool) -> Self {
        let order = |key: &IndexKey| {
            let opclass = key.opclass.as_ref().map(syn::LitStr::value).unwrap_or_default();
            if unique { String::new() } else { format!("{:?} {opclass}", key.order) }
        };
        let mut keys: Vec<_> = index.keys.iter().map(|key| (key.on.clone(), order(key))).collect();
        if unique {
            keys.sort();
        }
        let predicate = index.predicate.as_ref().map(|predicate| match predicate {
            Predicate::Sql(sql) => sql.value(),
            Predicate::Filter(filter) => filter.to_token_stream().to_string(),
        });
        Self { unique, method: index.method.clone(), keys, predicate }
    }
}

/// Keeps the first of equal indexes and notes the others.
fn once(placed: Vec<Placed>, primary_key: &[usize], fields: &Fields, errors: &mut Errors) -> Vec<Index> {
    let key = IndexKey { on: KeyOn::Column(0), order: Order::Asc, opclass: None };
    let keys = primary_key.iter().map(|at| IndexKey { on: KeyOn::Column(*at), ..key.clone() }).collect();
    let primary = Index { name: None, unique: true, method: "btree".to_owned(), keys, predicate: None };
    let mut seen = BTreeMap::new();
    seen.insert(Sameness::of(&primary, true), "the primary key");
    seen.insert(Sameness::of(&primary, false), "the primary key");
    let mut kept = Vec::new();
    // Uniques first: an index beside a unique is the one too many, whichever was written first.
    let (uniques, others): (Vec<_>, Vec<_>) = placed.into_iter().partition(|placed| placed.index.unique);
    for Placed { key, index } in uniques.into_iter().chain(others) {
        let own = Sameness::of(&index, index.unique);
        if let Some(first) = seen.get(&own) {
            let columns = columns(&index, fields);
            errors.at(&key, format!("{first} serves {columns} already; take `{key}` away"));
            continue;
        }
        if index.unique {
            seen.insert(Sameness { unique: false, ..Sameness::of(&index, false) }, "a unique");
        }
        seen.insert(own, if index.unique { "a unique" } else { "an index" });
        kept.push(index);
    }
    kept
}

fn columns(index: &Index, fields: &Fields) -> String {
    let names = index.keys.iter().map(|key| match &key.on {
        KeyOn::Column(at) => format!("`{}`", fields.name(*at)),
        KeyOn::Flattened(part, field) => format!("`{part}.{field}`"),
        KeyOn::Expr(sql) => format!("`{sql}`"),
    });
    names.collect::<Vec<_>>().join(", ")
}
