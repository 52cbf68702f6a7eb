//! What a statement says about extensions: the one statement that fails for want of a package.

use tokio_postgres::error::SqlState;

use super::Refusal;
use crate::files::{Token, tokens};

/// A `CREATE EXTENSION` statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requested {
    /// The extension.
    pub name: String,
    /// Whether it goes where a template has it: into `public`, in its default version.
    pub is_plain: bool,
}

/// Reads `CREATE EXTENSION [IF NOT EXISTS] name [[WITH] SCHEMA public]`. `None` for other statements.
pub fn requested(sql: &str) -> Option<Requested> {
    let mut words = sql.split_whitespace().map(str::to_ascii_lowercase).peekable();
    if words.next()? != "create" || words.next()? != "extension" {
        return None;
    }
    if words.peek().is_some_and(|word| word == "if") {
        words.nth(2)?;
    }
    let name = unquoted(&words.next()?);
    let rest: Vec<String> = words.filter(|word| word != "with").map(|word| unquoted(&word)).collect();
    let is_plain = rest.is_empty() || rest == ["schema", "public"];
    Some(Requested { name, is_plain })
}

/// The extension of an `ALTER EXTENSION name UPDATE …` statement. `None` for other statements.
pub fn updated(sql: &str) -> Option<String> {
    let tokens = tokens(sql);
    let is = |at: usize, word: &str| matches!(tokens.get(at), Some(Token::Word(found)) if found == word);
    if !is(0, "alter") || !is(1, "extension") || !is(3, "update") {
        return None;
    }
    match tokens.get(2)? {
        Token::Word(name) | Token::Name(name) => Some(name.clone()),
        Token::Text(_) | Token::Body(_) | Token::Sign(_) => None,
    }
}

fn unquoted(word: &str) -> String {
    word.trim_matches('"').to_owned()
}

/// What to do where an extension cannot be created.
pub fn help(sql: &str, refusal: &Refusal) -> Option<String> {
    let name = requested(sql)?.name;
    if refusal.is(&SqlState::INSUFFICIENT_PRIVILEGE) {
        return Some(format!("let a superuser run `CREATE EXTENSION {name}`"));
    }
    let is_missing = refusal.is(&SqlState::FEATURE_NOT_SUPPORTED) || refusal.is(&SqlState::UNDEFINED_FILE);
    is_missing.then(|| install(&name))
}

/// How an extension gets onto a server.
pub fn install(name: &str) -> String {
    match name {
        "postgis" | "postgis_raster" | "postgis_topology" | "postgis_tiger_geocoder" => {
            "install PostGIS on the server; on Debian and Ubuntu: apt-get install postgresql-15-postgis-3, \
             with the server's major version in place of 15"
                .to_owned()
        }
        other => format!("install the package that has the extension `{other}` on the server, or correct its name"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extension_statements_are_understood() {
        for (sql, name, is_plain) in [
            ("CREATE EXTENSION postgis", "postgis", true),
            ("create extension if not exists \"uuid-ossp\"", "uuid-ossp", true),
            ("CREATE EXTENSION IF NOT EXISTS postgis WITH SCHEMA public", "postgis", true),
            ("CREATE EXTENSION citext SCHEMA extensions", "citext", false),
            ("CREATE EXTENSION earthdistance CASCADE", "earthdistance", false),
        ] {
            assert_eq!(requested(sql), Some(Requested { name: name.to_owned(), is_plain }), "{sql}");
        }
        assert_eq!(requested("CREATE TABLE extension ()"), None);
    }

    #[test]
    fn updates_are_told_from_other_changes() {
        for (sql, name) in [
            ("ALTER EXTENSION postgis UPDATE", Some("postgis")),
            ("alter /* now */ extension \"uuid-ossp\" update to '1.1'", Some("uuid-ossp")),
            ("ALTER EXTENSION postgis SET SCHEMA gis", None),
            ("ALTER TABLE extension ADD update int", None),
        ] {
            assert_eq!(updated(sql).as_deref(), name, "{sql}");
        }
    }
}
