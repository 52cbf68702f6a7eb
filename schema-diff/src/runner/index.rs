//! What `CREATE INDEX CONCURRENTLY` and `DROP INDEX CONCURRENTLY` leave behind when they are cut off.

use tokio_postgres::Client;

use super::Verdict;
use crate::server::Refusal;

/// A statement that works on an index outside a transaction. Names are as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Concurrent<'a> {
    /// Makes it, in the namespace of its table.
    Create { name: &'a str, table: &'a str },
    /// Removes it.
    Drop { name: &'a str },
}

/// The index as a name that can be written in a statement.
const OF_TABLE: &str = "\
    SELECT i.indexrelid::regclass::text, i.indisvalid \
    FROM pg_catalog.pg_index i \
    JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid \
    WHERE i.indrelid = pg_catalog.to_regclass($1) AND x.relname = (pg_catalog.parse_ident($2))[1]";

/// Drops the INVALID index that an earlier try of this `CREATE` left. Other statements are left alone.
pub(super) async fn drop_invalid(client: &Client, sql: &str) -> Result<(), Refusal> {
    let Some(Concurrent::Create { name, table }) = concurrent(sql) else { return Ok(()) };
    if let Some(row) = client.query_opt(OF_TABLE, &[&table, &name]).await?
        && !row.try_get::<_, bool>(1)?
    {
        let index: &str = row.try_get(0)?;
        client.batch_execute(&format!("DROP INDEX CONCURRENTLY {index}")).await?;
    }
    Ok(())
}

/// How such a statement ended, when it was cut off. What it left INVALID is gone already.
pub(super) async fn verdict(client: &Client, statement: Concurrent<'_>) -> Result<Verdict, Refusal> {
    let (is_there, wanted) = match statement {
        Concurrent::Create { name, table } => (client.query_opt(OF_TABLE, &[&table, &name]).await?.is_some(), true),
        Concurrent::Drop { name } => {
            let row = client.query_one("SELECT pg_catalog.to_regclass($1) IS NOT NULL", &[&name]).await?;
            (row.try_get(0)?, false)
        }
    };
    Ok(if is_there == wanted { Verdict::Done } else { Verdict::Again })
}

/// Reads a statement. `None` when it is another one, or names no index.
pub(super) fn concurrent(sql: &str) -> Option<Concurrent<'_>> {
    if let Some(rest) = keyword(sql, "drop") {
        let rest = keyword(keyword(rest, "index")?, "concurrently")?;
        let rest = keyword(rest, "if").and_then(|rest| keyword(rest, "exists")).unwrap_or(rest);
        let (name, rest) = name(rest);
        return rest.trim().is_empty().then_some(Concurrent::Drop { name });
    }
    let mut rest = keyword(sql, "create")?;
    rest = keyword(rest, "unique").unwrap_or(rest);
    rest = keyword(keyword(rest, "index")?, "concurrently")?;
    if let Some(after) = keyword(rest, "if") {
        rest = keyword(keyword(after, "not")?, "exists")?;
    }
    let (index, rest) = name(rest);
    let rest = keyword(rest, "on")?;
    let (table, _) = name(keyword(rest, "only").unwrap_or(rest));
    Some(Concurrent::Create { name: index, table })
}

/// A name that may be quoted, and what follows it.
fn name(text: &str) -> (&str, &str) {
    let mut quoted = false;
    let end = text.find(|next: char| {
        quoted ^= next == '"';
        !quoted && (next.is_whitespace() || matches!(next, ',' | '('))
    });
    text.split_at(end.unwrap_or(text.len()))
}

fn keyword<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let text = text.trim_start();
    let head = text.get(..word.len())?;
    let rest = &text[word.len()..];
    (head.eq_ignore_ascii_case(word) && rest.starts_with(char::is_whitespace)).then(|| rest.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_is_found_where_there_is_one() {
        let create = |name, table| Some(Concurrent::Create { name, table });
        for (sql, found) in [
            ("CREATE INDEX CONCURRENTLY idx_a ON t (a)", create("idx_a", "t")),
            (
                "create unique index concurrently if not exists \"idx a\" on only audit.\"T\"(a)",
                create("\"idx a\"", "audit.\"T\""),
            ),
            ("CREATE INDEX CONCURRENTLY ON t (a)", None),
            ("CREATE INDEX idx_a ON t (a)", None),
            ("DROP INDEX CONCURRENTLY audit.idx_a", Some(Concurrent::Drop { name: "audit.idx_a" })),
            ("DROP INDEX CONCURRENTLY IF EXISTS idx_a", Some(Concurrent::Drop { name: "idx_a" })),
            ("DROP INDEX CONCURRENTLY idx_a, idx_b", None),
            ("DROP INDEX idx_a", None),
        ] {
            assert_eq!(concurrent(sql), found, "{sql}");
        }
    }
}
