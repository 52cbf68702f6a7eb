//! Statements that reach beyond the database they run in.
//!
//! In: a statement as it is cut from a file. Out: what of it would change the server.
//! Never: talks to the server. A function of the file that is called in it is not looked into.
//! Start at [`outside`].
//!
//! A scratch database keeps tables and types of a file away from the databases of the user. It does not keep away
//! roles, databases, tablespaces and settings, which a server has only once.

use crate::files::{Token, tokens};

/// What a server has only once, by the word after `CREATE`, `ALTER`, `DROP` and `COMMENT ON`.
const SHARED: [&str; 7] = ["database", "role", "user", "group", "tablespace", "system", "subscription"];

/// The first words of what reaches outside, in upper case, such as `DROP DATABASE`.
pub(super) fn outside(sql: &str) -> Option<String> {
    let tokens = tokens(sql);
    // The server cuts at every semicolon, whatever this tool takes for one statement.
    let mut pieces = tokens.split(|token| *token == Token::Sign(';'));
    pieces.find_map(|piece| reaching(piece).or_else(|| within_block(piece)))
}

/// Whether a grant is of what a server has only once. It changes nothing in a catalog, so it need not run in scratch.
pub(super) fn is_grant_of_server(sql: &str) -> bool {
    let tokens = tokens(sql);
    let words: Vec<&str> = tokens.iter().filter_map(word).collect();
    let is_grant = matches!(words.first(), Some(&("grant" | "revoke")));
    let of_server = |pair: &[&str]| matches!(pair, ["on", "database" | "tablespace" | "parameter"]);
    // Without `ON` it is a membership in a role.
    is_grant && (!words.contains(&"on") || words.windows(2).any(of_server))
}

fn reaching(piece: &[Token<'_>]) -> Option<String> {
    let words: Vec<&str> = piece.iter().map_while(word).take(4).collect();
    match words.as_slice() {
        ["create" | "alter" | "drop", "user", "mapping", ..] => None,
        [verb @ ("create" | "alter" | "drop"), noun, ..] if SHARED.contains(noun) => Some(upper(&[verb, noun])),
        ["comment", "on", noun, ..] if SHARED.contains(noun) => Some(upper(&["comment", "on", noun])),
        ["drop", "owned", ..] => Some(upper(&["drop", "owned"])),
        ["reassign", "owned", ..] => Some(upper(&["reassign", "owned"])),
        ["security", "label", ..] => labelled(piece),
        _ => None,
    }
}

/// `SECURITY LABEL FOR provider ON DATABASE …`
fn labelled(piece: &[Token<'_>]) -> Option<String> {
    let words: Vec<&str> = piece.iter().filter_map(word).collect();
    let noun = words.windows(2).find(|pair| pair[0] == "on").map(|pair| pair[1])?;
    SHARED.contains(&noun).then(|| upper(&["security", "label", "on", noun]))
}

/// A `DO` block runs its statements at once, also those that it keeps in a text for `EXECUTE`.
fn within_block(piece: &[Token<'_>]) -> Option<String> {
    if piece.first().and_then(word) != Some("do") {
        return None;
    }
    piece.iter().find_map(|token| match token {
        Token::Body(body) => anywhere(body.trim_matches(|sign: char| sign == '$')),
        Token::Text(text) => anywhere(text),
        Token::Word(_) | Token::Name(_) | Token::Sign(_) => None,
    })
}

fn anywhere(body: &str) -> Option<String> {
    let tokens = tokens(body);
    let starts = (0..tokens.len()).find_map(|start| reaching(&tokens[start..]));
    starts.or_else(|| {
        tokens.iter().find_map(|token| match token {
            Token::Text(text) => anywhere(text),
            Token::Body(inner) => anywhere(inner.trim_matches('$')),
            Token::Word(_) | Token::Name(_) | Token::Sign(_) => None,
        })
    })
}

fn word<'a>(token: &'a Token<'_>) -> Option<&'a str> {
    match token {
        Token::Word(word) => Some(word),
        Token::Name(_) | Token::Text(_) | Token::Body(_) | Token::Sign(_) => None,
    }
}

fn upper(words: &[&str]) -> String {
    words.join(" ").to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_server_has_only_once_is_outside() {
        for (sql, what) in [
            ("drop database precious", "DROP DATABASE"),
            ("CREATE /* a */ ROLE -- b\n app", "CREATE ROLE"),
            ("ALTER USER app SUPERUSER", "ALTER USER"),
            ("DROP GROUP app", "DROP GROUP"),
            ("CREATE TABLESPACE fast LOCATION '/fast'", "CREATE TABLESPACE"),
            ("ALTER SYSTEM SET fsync = off", "ALTER SYSTEM"),
            ("COMMENT ON DATABASE shop IS 'x'", "COMMENT ON DATABASE"),
            ("DROP OWNED BY app", "DROP OWNED"),
            ("REASSIGN OWNED BY app TO other", "REASSIGN OWNED"),
            ("CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p", "CREATE SUBSCRIPTION"),
            ("SECURITY LABEL FOR x ON ROLE app IS 'y'", "SECURITY LABEL ON ROLE"),
            ("(SELECT 1; DROP DATABASE precious", "DROP DATABASE"),
            ("DO $x$ BEGIN IF true THEN CREATE ROLE app; END IF; END $x$", "CREATE ROLE"),
            ("DO 'BEGIN EXECUTE ''DROP ROLE app''; END'", "DROP ROLE"),
        ] {
            assert_eq!(outside(sql).as_deref(), Some(what), "{sql}");
        }
    }

    #[test]
    fn what_only_names_it_is_not() {
        for sql in [
            "CREATE TABLE role (id int)",
            "CREATE INDEX database ON a (role)",
            "DROP TABLE \"database\"",
            "COMMENT ON COLUMN a.role IS 'DROP DATABASE x'",
            "ALTER TABLE a OWNER TO app",
            "CREATE USER MAPPING FOR app SERVER s",
            "GRANT SELECT ON a TO app",
            "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$BEGIN CREATE ROLE app; END$$",
            "DO $$ BEGIN CREATE TABLE role (); END $$",
            "SELECT 1 -- ; DROP DATABASE x",
        ] {
            assert_eq!(outside(sql), None, "{sql}");
        }
    }

    #[test]
    fn grants_of_the_server_are_told_from_grants_of_objects() {
        for (sql, of_server) in [
            ("GRANT CONNECT ON DATABASE shop TO app", true),
            ("REVOKE ALL ON TABLESPACE fast FROM app", true),
            ("GRANT reader TO writer", true),
            ("GRANT SELECT ON a TO app", false),
            ("CREATE TABLE a (id int)", false),
        ] {
            assert_eq!(is_grant_of_server(sql), of_server, "{sql}");
        }
    }
}
