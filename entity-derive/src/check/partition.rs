//! Partitioned tables. A key of the whole must hold the columns that tell the partitions apart.

use syn::LitStr;

use super::model::{ColumnRef, IndexKey, Keeping, KeyOn};
use super::options::{Context, named, once};
use super::{index, keeping};
use crate::errors::Errors;
use crate::syntax::{self, Limit, PartitionBy, Said, Sort};

/// How rows are spread over partitions.
pub(crate) struct PartitionKey {
    pub(crate) strategy: Strategy,
    pub(crate) keys: Vec<IndexKey>,
}

/// By what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strategy {
    Range,
    List,
    Hash,
}

/// A partition.
pub(crate) struct Partition {
    pub(crate) name: LitStr,
    pub(crate) bound: Bound,
    pub(crate) keeping: Keeping,
}

/// Which rows it holds. Values are SQL.
pub(crate) enum Bound {
    Default,
    Range(Vec<String>, Vec<String>),
    List(Vec<String>),
    Hash(u32, u32),
}

/// Understands `partition_by`.
pub(super) fn key(written: &PartitionBy, cx: &Context<'_>, errors: &mut Errors) -> Option<PartitionKey> {
    let PartitionBy { strategy: word, keys: written } = written;
    let strategy = match word.to_string().as_str() {
        "range" => Strategy::Range,
        "list" => Strategy::List,
        _ => Strategy::Hash,
    };
    if let (Strategy::List, [_, _, ..]) = (strategy, written.as_slice()) {
        errors.at(word, "a table is partitioned by a `list` of the values of one column; by several use `range`");
    }
    let mut keys = Vec::new();
    for one in written {
        let key = errors.take(index::key(one, "partition", cx.fields))?;
        errors.take(in_every_key(one, &key, cx));
        keys.push(key);
    }
    Some(PartitionKey { strategy, keys })
}

/// Whether the primary key and every unique hold what a partition is chosen by: each is kept within one partition.
fn in_every_key(written: &syntax::Key, key: &IndexKey, cx: &Context<'_>) -> syn::Result<()> {
    let uniques = cx.indexes.iter().filter(|index| index.unique);
    let uniques = uniques.map(|index| ("a unique", index.keys.iter().map(|key| key.on.clone()).collect::<Vec<_>>()));
    let primary = cx.primary_key.iter().map(|at| KeyOn::Column(ColumnRef::Own(*at))).collect::<Vec<_>>();
    let primary = (!primary.is_empty()).then_some(("the primary key", primary));
    for (noun, columns) in primary.into_iter().chain(uniques) {
        if let syntax::KeyOn::Expr(sql) = &written.on {
            let message = format!("{noun} cannot be kept over partitions that an expression tells apart; use a column");
            return Err(syn::Error::new(sql.span(), message));
        }
        if let (KeyOn::Column(column), syntax::KeyOn::Field(field)) = (&key.on, &written.on)
            && !columns.contains(&key.on)
        {
            let name = cx.fields.shown(column);
            let message = format!(
                "{noun} lacks `{name}`, by which rows are spread over partitions: PostgreSQL keeps keys within one \
                 partition, so add `{name}` to it"
            );
            return Err(syn::Error::new(field.place().span(), message));
        }
    }
    Ok(())
}

/// Understands the partitions.
pub(super) fn all(
    written: Sort<syntax::Partition>,
    key: Option<&PartitionKey>,
    errors: &mut Errors,
) -> Option<Vec<Partition>> {
    let all = super::options::sort(written, |partition| self::partition(partition, key, errors))?;
    once(&all, |partition| &partition.name, "partition", errors);
    Some(all)
}

fn partition(mut written: syntax::Partition, key: Option<&PartitionKey>, errors: &mut Errors) -> Option<Partition> {
    let Some(by) = key else {
        errors.at(&written.key, "say how rows are spread over partitions: `partition_by(range(created_at))`");
        return None;
    };
    let form = match by.strategy {
        Strategy::Range => "partition(name = \"…\", from = …, to = …)",
        Strategy::List => "partition(name = \"…\", in(…))",
        Strategy::Hash => "partition(name = \"…\", modulus = 4, remainder = 0)",
    };
    let name = named(written.name.take(), &written.key, form, errors)?;
    let bound = errors.take(bound(&written, by, form))?;
    Some(Partition { name, bound, keeping: keeping::of(written.keeping, errors) })
}

fn bound(written: &syntax::Partition, by: &PartitionKey, form: &str) -> syn::Result<Bound> {
    let syntax::Partition { key, from, to, values, modulus, remainder, default, .. } = written;
    let wrong = || syn::Error::new(key.span(), format!("this table's partitions are written `{form}`"));
    let values = match (default, from, to, values, modulus, remainder) {
        (Some(said), None, None, None, None, None) if by.strategy == Strategy::Hash => {
            return Err(syn::Error::new(
                said.key.span(),
                "every hash has its remainder, so nothing is left for `default`",
            ));
        }
        (Some(_), None, None, None, None, None) => return Ok(Bound::Default),
        (None, Some(from), Some(to), None, None, None) if by.strategy == Strategy::Range => {
            return Ok(Bound::Range(limits(from, by.keys.len())?, limits(to, by.keys.len())?));
        }
        (None, None, None, None, Some(modulus), Some(remainder)) if by.strategy == Strategy::Hash => {
            return hash(&modulus.value, &remainder.value);
        }
        (None, None, None, Some(values), None, None) if by.strategy == Strategy::List => &values.value,
        _ => return Err(wrong()),
    };
    if let Some(limit) = values.iter().find(|limit| is_end(limit)) {
        return Err(syn::Error::new(limit.span, "only a `range` has ends"));
    }
    Ok(Bound::List(values.iter().map(|limit| limit.sql.clone()).collect()))
}

/// One value for each column of the key.
fn limits(said: &Said<Vec<Limit>>, columns: usize) -> syn::Result<Vec<String>> {
    let Said { key, value } = said;
    if value.len() != columns {
        let message = format!("`{key}` has {} values, and rows are spread by {columns} columns", value.len());
        return Err(syn::Error::new(key.span(), message));
    }
    if let Some(limit) = value.iter().find(|limit| limit.sql == "NULL") {
        return Err(syn::Error::new(limit.span, "null is in no range; rows with it go to the `default` partition"));
    }
    Ok(value.iter().map(|limit| limit.sql.clone()).collect())
}

fn is_end(limit: &Limit) -> bool {
    limit.sql == "MINVALUE" || limit.sql == "MAXVALUE"
}

fn hash(modulus: &syn::LitInt, remainder: &syn::LitInt) -> syn::Result<Bound> {
    let (divisor, rest): (u32, u32) = (modulus.base10_parse()?, remainder.base10_parse()?);
    if divisor == 0 {
        return Err(syn::Error::new(modulus.span(), "a hash is divided by 1 or more"));
    }
    if rest >= divisor {
        return Err(syn::Error::new(remainder.span(), format!("a remainder of {divisor} is less than {divisor}")));
    }
    Ok(Bound::Hash(divisor, rest))
}
