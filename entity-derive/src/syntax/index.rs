//! Indexes and uniques: `index(role, created_at.desc(), using = btree, where = …)`.

use syn::parse::{Parse, ParseStream};
use syn::{Expr, Ident, LitStr, Token, parenthesized, token};

use super::field_ref::{self, FieldRef};
use super::keeping::{self, Deferral, Keeping};
use super::list::{self, Said};
use super::settings::Collation;
use crate::errors::Errors;

const OPTIONS: &[&str] =
    &["name", "using", "where", "include", "nulls_not_distinct", "constraint", "deferrable", "with", "tablespace"];
const METHODS: &[&str] = &["asc", "desc", "asc_nulls_first", "desc_nulls_last", "opclass", "collate"];

/// An index or a unique. On a field it has no keys; the field is its key.
#[derive(Clone, Default)]
pub(crate) struct Index {
    pub(crate) keys: Vec<Key>,
    pub(crate) name: Option<Said<LitStr>>,
    pub(crate) using: Option<Said<Ident>>,
    pub(crate) predicate: Option<Said<Predicate>>,
    pub(crate) include: Option<Said<Vec<FieldRef>>>,
    pub(crate) nulls_not_distinct: Option<Said<()>>,
    pub(crate) constraint: Option<Said<()>>,
    pub(crate) deferral: Option<Said<Deferral>>,
    pub(crate) keeping: Keeping,
}

/// A key of an index.
#[derive(Clone)]
pub(crate) struct Key {
    pub(crate) on: KeyOn,
    pub(crate) order: Order,
    pub(crate) opclass: Option<LitStr>,
    pub(crate) collation: Option<Collation>,
}

/// What a key is made of.
#[derive(Clone)]
pub(crate) enum KeyOn {
    Field(FieldRef),
    Expr(LitStr),
}

/// The order of a key, in the words of the typed columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Order {
    #[default]
    Asc,
    Desc,
    AscNullsFirst,
    DescNullsLast,
}

/// The predicate of a partial index.
#[derive(Clone)]
pub(crate) enum Predicate {
    Sql(LitStr),
    Filter(Box<Expr>),
}

impl Parse for Predicate {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        if input.peek(LitStr) { input.parse().map(Self::Sql) } else { input.parse().map(Self::Filter) }
    }
}

impl Index {
    /// `index`, or `index(options)`, on a field.
    pub(super) fn options(input: ParseStream, errors: &mut Errors) -> syn::Result<Self> {
        let mut index = Self::default();
        list::list(input, errors, |input, errors| {
            let key = list::key(input, OPTIONS)?;
            index.option(key, input, errors)
        })?;
        Ok(index)
    }

    /// `(keys and options)` on a struct.
    pub(super) fn listed(key: &Ident, input: ParseStream, errors: &mut Errors) -> syn::Result<Self> {
        let mut index = Self::default();
        list::list(input, errors, |input, errors| {
            if is_option(input) {
                let key = list::key(input, OPTIONS)?;
                return index.option(key, input, errors);
            }
            index.keys.push(input.parse()?);
            Ok(())
        })?;
        if index.keys.is_empty() {
            return Err(syn::Error::new(
                key.span(),
                format!("`{key}` needs its columns: `{key}(first_name, last_name)`"),
            ));
        }
        Ok(index)
    }

    fn option(&mut self, key: Ident, input: ParseStream, errors: &mut Errors) -> syn::Result<()> {
        match key.to_string().as_str() {
            "name" => list::text(&key, input).and_then(|value| list::once(&mut self.name, key, value)),
            "using" => list::value(&key, input).and_then(|value| list::once(&mut self.using, key, value)),
            "where" => list::value(&key, input).and_then(|value| list::once(&mut self.predicate, key, value)),
            "include" => {
                let fields = field_ref::fields(&key, input, errors)?;
                list::once(&mut self.include, key, fields)
            }
            "nulls_not_distinct" => {
                list::flag(&key, input).and_then(|()| list::once(&mut self.nulls_not_distinct, key, ()))
            }
            "constraint" => list::flag(&key, input).and_then(|()| list::once(&mut self.constraint, key, ())),
            "deferrable" => keeping::deferrable(&mut self.deferral, key, input),
            "with" | "tablespace" => self.keeping.item(key, input, errors),
            _ => Err(list::unknown(&key, OPTIONS)),
        }
    }
}

/// Whether what comes is an option and no key.
fn is_option(input: ParseStream) -> bool {
    let is_value = input.peek2(Token![=]) && !input.peek2(Token![==]);
    let word = input.fork().call(<Ident as syn::ext::IdentExt>::parse_any).map(|word| word.to_string());
    let is_alone = matches!(word.as_deref(), Ok("nulls_not_distinct" | "constraint" | "deferrable"));
    let is_list = input.peek2(token::Paren) && matches!(word.as_deref(), Ok("include" | "with"));
    is_value || is_alone || is_list
}

impl Parse for Key {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let field: Ident = input.parse().map_err(|error| {
            syn::Error::new(error.span(), "expected a field, `expr(\"…\")`, `name`, `using` or `where`")
        })?;
        let on = if field == "expr" && input.peek(token::Paren) {
            KeyOn::Expr(argument(input)?)
        } else {
            KeyOn::Field(FieldRef::after(field, input)?)
        };
        let mut key = Self { on, order: Order::Asc, opclass: None, collation: None };
        while input.peek(Token![.]) {
            input.parse::<Token![.]>()?;
            key.method(input)?;
        }
        Ok(key)
    }
}

impl Key {
    fn method(&mut self, input: ParseStream) -> syn::Result<()> {
        let method = list::key(input, METHODS)?;
        self.order = match method.to_string().as_str() {
            "asc" => Order::Asc,
            "desc" => Order::Desc,
            "asc_nulls_first" => Order::AscNullsFirst,
            "desc_nulls_last" => Order::DescNullsLast,
            "opclass" => {
                self.opclass = Some(argument(input)?);
                return Ok(());
            }
            "collate" => {
                let content;
                parenthesized!(content in input);
                self.collation = Some(content.parse()?);
                return Ok(());
            }
            _ => return Err(list::unknown(&method, METHODS)),
        };
        let content;
        parenthesized!(content in input);
        if content.is_empty() { Ok(()) } else { Err(content.error(format!("`{method}()` takes nothing"))) }
    }
}

fn argument(input: ParseStream) -> syn::Result<LitStr> {
    let content;
    parenthesized!(content in input);
    let text = content.parse()?;
    if content.is_empty() { Ok(text) } else { Err(content.error("expected one text")) }
}
