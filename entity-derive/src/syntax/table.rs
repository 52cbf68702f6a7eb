//! `#[entity(…)]`.

use proc_macro2::TokenStream;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Ident, LitStr, Path, Token, parenthesized, token};

use super::index::Index;
use super::list::{self, Comment, Said};
use super::options::{self, Options};
use super::reference::{self, Reference};
use crate::errors::Errors;

const KEYS: &[&str] = &[
    "table",
    "schema",
    "comment",
    "renamed_from",
    "index",
    "unique",
    "check",
    "references",
    "primary_key",
    "no_primary_key",
    "query",
    "view",
    "materialized_view",
    "hooks",
];
const CHECK_KEYS: &[&str] = &["name", "message", "code"];

/// What stands in `#[entity(…)]`.
#[derive(Default)]
pub(crate) struct TableAttrs {
    pub(crate) table: Option<Said<LitStr>>,
    pub(crate) schema: Option<Said<LitStr>>,
    pub(crate) comment: Option<Said<Comment>>,
    pub(crate) renamed_from: Option<Said<LitStr>>,
    /// The name of the primary key.
    pub(crate) primary_key: Option<Said<LitStr>>,
    pub(crate) no_primary_key: Option<Said<()>>,
    /// Rows of queries, without a table.
    pub(crate) query: Option<Said<()>>,
    pub(crate) view: Option<Said<ViewQuery>>,
    pub(crate) materialized_view: Option<Said<ViewQuery>>,
    /// Who is called around writes.
    pub(crate) hooks: Option<Said<Path>>,
    pub(crate) indexes: Vec<Said<Index>>,
    pub(crate) uniques: Vec<Said<Index>>,
    pub(crate) checks: Vec<FreeCheck>,
    pub(crate) references: Vec<Reference>,
    pub(crate) options: Options,
}

/// What a view shows: SQL, or the function that makes its query.
#[derive(Clone)]
pub(crate) enum ViewQuery {
    Sql(LitStr),
    Made(Path),
}

impl Parse for ViewQuery {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        if input.peek(LitStr) { input.parse().map(Self::Sql) } else { input.parse().map(Self::Made) }
    }
}

/// `check(name = "…", "condition")`.
pub(crate) struct FreeCheck {
    pub(crate) key: Ident,
    pub(crate) sql: Option<LitStr>,
    pub(crate) name: Option<Said<LitStr>>,
    pub(crate) message: Option<Said<LitStr>>,
    pub(crate) code: Option<Said<LitStr>>,
}

pub(super) fn read(attr: &Attribute, table: &mut TableAttrs, errors: &mut Errors) {
    list::attribute(attr, errors, |input, errors| item(input, table, errors));
}

fn item(input: ParseStream, table: &mut TableAttrs, errors: &mut Errors) -> syn::Result<()> {
    let key = list::key(input, &[KEYS, options::KEYS].concat())?;
    match key.to_string().as_str() {
        "table" => list::text(&key, input).and_then(|value| list::once(&mut table.table, key, value)),
        "schema" => list::text(&key, input).and_then(|value| list::once(&mut table.schema, key, value)),
        "comment" => list::value(&key, input).and_then(|value| list::once(&mut table.comment, key, value)),
        "renamed_from" => list::text(&key, input).and_then(|value| list::once(&mut table.renamed_from, key, value)),
        "primary_key" => primary_key(&key, input).and_then(|name| list::once(&mut table.primary_key, key, name)),
        "no_primary_key" => list::flag(&key, input).and_then(|()| list::once(&mut table.no_primary_key, key, ())),
        "query" => list::flag(&key, input).and_then(|()| list::once(&mut table.query, key, ())),
        "view" => list::value(&key, input).and_then(|value| list::once(&mut table.view, key, value)),
        "materialized_view" => {
            list::value(&key, input).and_then(|value| list::once(&mut table.materialized_view, key, value))
        }
        "hooks" => list::value(&key, input).and_then(|value| list::once(&mut table.hooks, key, value)),
        "index" => {
            let value = Index::listed(&key, input, errors)?;
            table.indexes.push(Said { key, value });
            Ok(())
        }
        "unique" => {
            let value = Index::listed(&key, input, errors)?;
            table.uniques.push(Said { key, value });
            Ok(())
        }
        "check" => {
            table.checks.push(check(key, input, errors)?);
            Ok(())
        }
        "references" => {
            table.references.extend(reference::listed(key, input, errors)?);
            Ok(())
        }
        word if options::KEYS.contains(&word) => table.options.item(key, input, errors),
        _ => Err(list::unknown(&key, &[KEYS, options::KEYS].concat())),
    }
}

/// `(name = "…")` behind its key. Which columns are in it, their fields say.
fn primary_key(key: &Ident, input: ParseStream) -> syn::Result<LitStr> {
    let form = "the struct says the name of the key, `primary_key(name = \"…\")`; a field that is in it says \
                `#[column(primary_key)]`";
    if !input.peek(token::Paren) {
        return Err(syn::Error::new(key.span(), form));
    }
    let content;
    parenthesized!(content in input);
    let word = list::key(&content, &["name"])?;
    let text = if word == "name" { list::text(&word, &content) } else { Err(syn::Error::new(word.span(), form)) };
    // What is left would be a second mistake.
    let rest: TokenStream = content.parse()?;
    if rest.is_empty() || text.is_err() { text } else { Err(syn::Error::new_spanned(rest, form)) }
}

/// `check(name = "…", "condition")` behind its key.
pub(super) fn check(key: Ident, input: ParseStream, errors: &mut Errors) -> syn::Result<FreeCheck> {
    let mut check = FreeCheck { key, sql: None, name: None, message: None, code: None };
    list::list(input, errors, |input, _| {
        if check.sql.is_none() && input.peek(LitStr) && !input.peek2(Token![=]) {
            check.sql = Some(input.parse()?);
            return Ok(());
        }
        let key = list::key(input, CHECK_KEYS)?;
        let slot = match key.to_string().as_str() {
            "name" => &mut check.name,
            "message" => &mut check.message,
            "code" => &mut check.code,
            _ => return Err(list::unknown(&key, CHECK_KEYS)),
        };
        let text = list::text(&key, input)?;
        list::once(slot, key, text)
    })?;
    Ok(check)
}
