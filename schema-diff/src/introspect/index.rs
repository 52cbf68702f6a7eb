//! Reads indexes that no constraint owns.

use entity_core::schema::{
    Direction, Expr, Ident, Index, IndexKey, IndexStorage, Nulls, Object, ObjectId, Purpose, QualName, implied_name,
};

use super::reading::{Reading, class};
use super::{Error, Part, Record};

pub(super) const PART: Part = Part { noun: "indexes", sql: include_str!("sql/index.sql"), add };

fn add(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let Some(table) = reading.table(record.get("table_oid")?) else { return Ok(()) };
    let id = ObjectId::Index(record.name()?);
    reading.catalog.depend(id.clone(), ObjectId::Table(table.clone()));
    name_part(record, reading, &table, Purpose::Index)?;
    reading.insert(class::CLASS, record.get("oid")?, id, Object::Index(index(record, table)?));
    Ok(())
}

/// Notes the part of a parent's index that the server would not make as it is.
pub(super) fn name_part(
    record: &Record<'_>,
    reading: &mut Reading,
    table: &QualName,
    purpose: Purpose,
) -> Result<(), Error> {
    let Some(whole) = record.get("whole_oid")? else { return Ok(()) };
    let columns: Vec<String> = record.get("whole_columns")?;
    let chosen = implied_name(table.name.as_str(), &columns, purpose);
    let (name, made_alike): (&str, bool) = (record.get("name")?, record.get("made_alike")?);
    if name != chosen || !made_alike {
        reading.name_part(whole, table.clone());
    }
    Ok(())
}

/// How an index is kept, from columns that the queries of indexes and constraints share.
pub(super) fn storage(record: &Record<'_>) -> Result<IndexStorage, Error> {
    Ok(IndexStorage {
        options: record.get::<Vec<String>>("options")?.into(),
        tablespace: record.maybe_ident("tablespace")?,
        clustered: record.get("clustered")?,
        replica_identity: record.get("replica_identity")?,
        part_of: record.maybe_qualified("whole_namespace", "whole_name")?,
        only: record.get("only")?,
    })
}

fn index(record: &Record<'_>, table: QualName) -> Result<Index, Error> {
    let method = record.ident("method")?;
    let exprs: Vec<String> = record.get("keys")?;
    let exprs = exprs.into_iter().zip(record.idents("collation_namespaces")?).collect();
    let definition: &str = record.get("definition")?;
    let mut keys = keys(definition, &method, exprs)
        .ok_or_else(|| record.unexpected(format!("definition of {}", table.plain())))?;
    let statistics: Vec<i32> = record.get("statistics")?;
    for (key, target) in keys.iter_mut().zip(statistics) {
        key.statistics = (target >= 0).then_some(target);
    }
    Ok(Index {
        table,
        method,
        keys,
        include: record.idents("include")?,
        unique: record.get("is_unique")?,
        nulls_not_distinct: record.get("nulls_not_distinct")?,
        predicate: record.maybe_expr("predicate")?,
        storage: storage(record)?,
    })
}

/// Takes the keys' details from the definition.
///
/// Whether an operator class or a collation is the default one depends on the type of the key's expression, which no
/// catalog column tells. The server knows it and prints only what is not the default.
fn keys(definition: &str, method: &Ident, exprs: Vec<(String, Ident)>) -> Option<Vec<IndexKey>> {
    let (first, _) = exprs.first()?;
    let opening = format!(" USING {method} (");
    let start = definition.find(&format!("{opening}{first}"))? + opening.len();
    let mut rest = &definition[start..];
    let mut keys = Vec::with_capacity(exprs.len());
    for (expr, namespace) in exprs {
        rest = rest.strip_prefix(expr.as_str())?;
        let (key, after) = details(expr, namespace, rest)?;
        keys.push(key);
        rest = after.strip_prefix(", ").unwrap_or(after);
    }
    Some(keys)
}

/// Reads `[COLLATE name] [opclass [(options)]] [DESC] [NULLS FIRST | NULLS LAST]`.
fn details(expr: String, namespace: Ident, text: &str) -> Option<(IndexKey, &str)> {
    let (collation, rest) = collation(namespace, text)?;
    let (opclass, rest) = opclass(rest)?;
    let (direction, rest) = match rest.strip_prefix(" DESC") {
        Some(rest) => (Direction::Desc, rest),
        None => (Direction::Asc, rest),
    };
    let (nulls, rest) = if let Some(rest) = rest.strip_prefix(" NULLS FIRST") {
        (Some(Nulls::First), rest)
    } else if let Some(rest) = rest.strip_prefix(" NULLS LAST") {
        (Some(Nulls::Last), rest)
    } else {
        (None, rest)
    };
    Some((IndexKey { expr: Expr::from(expr), opclass, collation, direction, nulls, statistics: None }, rest))
}

/// The name of a collation; one that is visible lacks its namespace.
fn collation(namespace: Ident, text: &str) -> Option<(Option<QualName>, &str)> {
    let Some(rest) = text.strip_prefix(" COLLATE ") else { return Some((None, text)) };
    let (first, rest) = ident(rest)?;
    Some(match rest.strip_prefix('.') {
        Some(rest) => {
            let (name, rest) = ident(rest)?;
            (Some(QualName::new(first, name)), rest)
        }
        None => (Some(QualName { namespace, name: first }), rest),
    })
}

fn opclass(text: &str) -> Option<(Option<Expr>, &str)> {
    let Some(name) = text.strip_prefix(' ') else { return Some((None, text)) };
    if name.starts_with("DESC") || name.starts_with("NULLS ") {
        return Some((None, text));
    }
    let mut end = name.len() - ident(name)?.1.len();
    if name[end..].starts_with('.') {
        end = name.len() - ident(&name[end + 1..])?.1.len();
    }
    if name[end..].starts_with(" (") {
        end += 1 + group(&name[end + 1..])?;
    }
    Some((Some(Expr::from(&name[..end])), &name[end..]))
}

/// One identifier, quoted or not, and what follows.
fn ident(text: &str) -> Option<(Ident, &str)> {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$')).unwrap_or(text.len());
        return (end > 0).then(|| (Ident::from(&text[..end]), &text[end..]));
    };
    let mut from = 0;
    loop {
        let end = from + quoted[from..].find('"')?;
        if !quoted[end + 1..].starts_with('"') {
            return Some((Ident::from(quoted[..end].replace("\"\"", "\"")), &quoted[end + 1..]));
        }
        from = end + 2;
    }
}

/// The length of a group in parentheses; strings inside may hold parentheses.
fn group(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '\'' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(definition: &str, exprs: &[&str]) -> Vec<IndexKey> {
        keys(
            definition,
            &Ident::from("btree"),
            exprs.iter().map(|expr| ((*expr).to_owned(), Ident::from("pg_catalog"))).collect(),
        )
        .expect("a definition")
    }

    #[test]
    fn details_of_each_key_are_told_apart() {
        let definition = "CREATE INDEX i ON public.t USING btree (a DESC, lower(b) COLLATE \"C\" text_pattern_ops DESC \
                          NULLS LAST, \"c d\" public.\"odd, class\" (siglen=')') NULLS FIRST, (x + 1)) WHERE true";
        let keys = read(definition, &["a", "lower(b)", "\"c d\"", "(x + 1)"]);
        assert_eq!(keys[0].direction, Direction::Desc);
        assert_eq!(keys[1].collation, Some(QualName::new("pg_catalog", "C")));
        assert_eq!(keys[1].opclass, Some(Expr::from("text_pattern_ops")));
        assert_eq!((keys[1].direction, keys[1].nulls), (Direction::Desc, Some(Nulls::Last)));
        assert_eq!(keys[2].opclass, Some(Expr::from("public.\"odd, class\" (siglen=')')")));
        assert_eq!(keys[2].nulls, Some(Nulls::First));
        assert_eq!(keys[3].expr, Expr::from("(x + 1)"));
        assert_eq!(keys[3].opclass, None);
    }
}
