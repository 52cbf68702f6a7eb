//! Indexes and uniques. Two objects for one thing are refused.

use std::collections::BTreeMap;

use quote::ToTokens;
use syn::visit_mut::{self, VisitMut};
use syn::{Expr, ExprMethodCall, ExprPath, Ident, parse_quote_spanned};

use super::keeping;
use super::model::{ColumnRef, Index, IndexKey, KeyOn, Order, Predicate};
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
    let own = field.map(IndexKey::column);
    let keys: Vec<_> = written.keys.iter().map(|key| errors.take(self::key(key, &method, fields))).collect();
    let keys: Option<Vec<_>> = own.map(Some).into_iter().chain(keys).collect();
    let predicate = match &written.predicate {
        Some(said) => Some(errors.take(predicate(&said.value, entity, fields))?),
        None => None,
    };
    errors.take(of_uniques(written, unique))?;
    let include = errors.take(include(written, &method, fields))?;
    Some(Index {
        name: names::explicit(written.name.clone(), errors),
        unique,
        method,
        keys: keys?,
        predicate,
        include,
        nulls_not_distinct: written.nulls_not_distinct.is_some(),
        constraint: written.constraint.is_some(),
        deferral: written.deferral.as_ref().map(|said| said.value),
        keeping: keeping::of(written.keeping.clone(), errors),
    })
}

/// Refuses what only uniques can be, and what a unique that is a constraint cannot be.
fn of_uniques(written: &syntax::Index, unique: bool) -> syn::Result<()> {
    let refuse = |key: &Ident, message: &str| Err(syn::Error::new(key.span(), message));
    if let (false, Some(said)) = (unique, &written.nulls_not_distinct) {
        return refuse(&said.key, "`nulls_not_distinct` is about equal rows, so it stands in a `unique`");
    }
    if let (false, Some(said)) = (unique, &written.deferral) {
        return refuse(&said.key, "an index is always up to date; `deferrable` stands in a `unique`");
    }
    if let (false, Some(said)) = (unique, &written.constraint) {
        return refuse(&said.key, "an index constrains nothing; `constraint` stands in a `unique`");
    }
    if let (Some(said), Some(_)) = (&written.constraint, &written.deferral) {
        return refuse(&said.key, "a `deferrable` unique is a constraint already: take `constraint` away");
    }
    let keys = [written.deferral.as_ref().map(|said| &said.key), written.constraint.as_ref().map(|said| &said.key)];
    let Some(key) = keys.into_iter().flatten().next() else { return Ok(()) };
    if let Some(said) = &written.predicate {
        let message = format!(
            "`{key}` makes a unique a constraint, and a constraint holds for every row: take `where` or `{key}` away"
        );
        return refuse(&said.key, &message);
    }
    for one in &written.keys {
        let is_plain = one.order == Order::Asc && one.opclass.is_none() && one.collation.is_none();
        match &one.on {
            syntax::KeyOn::Field(_) if is_plain => {}
            syntax::KeyOn::Field(field) => {
                let message = format!("`{key}` makes a unique a constraint, whose columns have no options");
                return refuse(field.place(), &message);
            }
            syntax::KeyOn::Expr(sql) => {
                let message = format!("`{key}` makes a unique a constraint, which has columns and no expressions");
                return Err(syn::Error::new(sql.span(), message));
            }
        }
    }
    Ok(())
}

/// The columns that are carried along.
fn include(written: &syntax::Index, method: &str, fields: &Fields) -> syn::Result<Vec<ColumnRef>> {
    let Some(Said { key, value }) = &written.include else { return Ok(Vec::new()) };
    if ["hash", "gin", "brin"].contains(&method) {
        return Err(syn::Error::new(key.span(), format!("a `{method}` index carries no columns along")));
    }
    fields.resolve_all(value)
}

/// A key of an index, an exclusion or a partitioned table.
pub(super) fn key(written: &syntax::Key, method: &str, fields: &Fields) -> syn::Result<IndexKey> {
    let syntax::Key { on, order, opclass, collation } = written;
    let (on, place) = match on {
        syntax::KeyOn::Field(field) => (KeyOn::Column(fields.resolve(field)?), field.place().to_token_stream()),
        syntax::KeyOn::Expr(sql) => (KeyOn::Expr(sql.value()), sql.to_token_stream()),
    };
    if *order != Order::Asc && method != "btree" {
        return Err(syn::Error::new_spanned(place, format!("keys of a `{method}` index have no order")));
    }
    Ok(IndexKey { on, order: *order, opclass: opclass.clone(), collation: collation.clone() })
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
    include: Vec<ColumnRef>,
}

impl Sameness {
    /// For a unique the order of its columns does not matter: it allows the same rows.
    fn of(index: &Index, unique: bool) -> Self {
        let order = |key: &IndexKey| {
            let IndexKey { on: _, order, opclass, collation } = key;
            let opclass = opclass.as_ref().map(syn::LitStr::value);
            let collation = collation.as_ref().map(|collation| collation.name.value());
            if unique { String::new() } else { format!("{order:?} {opclass:?} {collation:?}") }
        };
        let mut keys: Vec<_> = index.keys.iter().map(|key| (key.on.clone(), order(key))).collect();
        if unique {
            keys.sort();
        }
        let predicate = index.predicate.as_ref().map(|predicate| match predicate {
            Predicate::Sql(sql) => sql.value(),
            Predicate::Filter(filter) => filter.to_token_stream().to_string(),
        });
        // What a unique carries along makes it no other unique.
        let include = if unique { Vec::new() } else { index.include.clone() };
        Self { unique, method: index.method.clone(), keys, predicate, include }
    }
}

/// Keeps the first of equal indexes and notes the others.
fn once(placed: Vec<Placed>, primary_key: &[usize], fields: &Fields, errors: &mut Errors) -> Vec<Index> {
    let keys = primary_key.iter().map(|at| IndexKey::column(*at)).collect();
    let primary = Index::unique(keys);
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
        KeyOn::Column(column) => format!("`{}`", fields.shown(column)),
        KeyOn::Expr(sql) => format!("`{sql}`"),
    });
    names.collect::<Vec<_>>().join(", ")
}
