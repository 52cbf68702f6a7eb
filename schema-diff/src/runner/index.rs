//! What a failed `CREATE INDEX CONCURRENTLY` leaves behind.

use tokio_postgres::Client;

use crate::server::Refusal;

/// Drops the INVALID index that an earlier try of this statement left. Other statements are left alone.
pub(super) async fn drop_invalid(client: &Client, sql: &str) -> Result<(), Refusal> {
    let Some(name) = concurrent(sql) else { return Ok(()) };
    let invalid = "SELECT FROM pg_catalog.pg_index WHERE indexrelid = pg_catalog.to_regclass($1) AND NOT indisvalid";
    if client.query_opt(invalid, &[&name]).await?.is_some() {
        client.batch_execute(&format!("DROP INDEX CONCURRENTLY {name}")).await?;
    }
    Ok(())
}

/// The name, as written, of the index that a `CREATE [UNIQUE] INDEX CONCURRENTLY` makes.
fn concurrent(sql: &str) -> Option<&str> {
    let mut rest = keyword(sql, "create")?;
    rest = keyword(rest, "unique").unwrap_or(rest);
    rest = keyword(keyword(rest, "index")?, "concurrently")?;
    if let Some(after) = keyword(rest, "if") {
        rest = keyword(keyword(after, "not")?, "exists")?;
    }
    let mut quoted = false;
    let end = rest.find(|next: char| {
        quoted ^= next == '"';
        !quoted && next.is_whitespace()
    });
    let name = &rest[..end?];
    (!name.eq_ignore_ascii_case("on")).then_some(name)
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
    fn the_name_is_found_where_there_is_one() {
        for (sql, name) in [
            ("CREATE INDEX CONCURRENTLY idx_a ON t (a)", Some("idx_a")),
            ("create unique index concurrently if not exists audit.\"idx a\" on t (a)", Some("audit.\"idx a\"")),
            ("CREATE INDEX CONCURRENTLY ON t (a)", None),
            ("CREATE INDEX idx_a ON t (a)", None),
            ("DROP INDEX CONCURRENTLY idx_a", None),
        ] {
            assert_eq!(concurrent(sql), name, "{sql}");
        }
    }
}
