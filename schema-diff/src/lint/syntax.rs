//! Statements that are no SQL.
//!
//! In: a file's statements. Out: the first mistake of each that has one.
//! Never: judges what a statement means, takes down the process: the parser works on a stack of its own, and a statement
//! that is nested too deep for it is taken for SQL, since the server refuses such ones itself.

use std::collections::BTreeMap;
use std::path::Path;

use squawk_syntax::SourceFile;

use super::{Finding, Level};
use crate::files::{Script, Statement, Token, tokens};

/// What finds statements that are no SQL.
pub(super) const RULE: &str = "syntax-error";

const HELP: &str = "correct the statement; if the server takes it as it is, allow it with that as the reason";

/// Enough for the deepest statement that is parsed.
const STACK: usize = 64 << 20;
const DEEPEST: usize = 200;

/// A mistake.
pub(super) struct Mistake {
    line: usize,
    message: String,
}

impl Mistake {
    pub(super) fn finding(&self, path: &Path) -> Finding {
        finding(path, self.line, self.message.clone())
    }
}

/// A mistake as a finding.
pub(super) fn finding(path: &Path, line: usize, message: String) -> Finding {
    Finding { rule: RULE, level: Level::Error, message, help: HELP, fix: None, path: path.to_owned(), line }
}

/// The mistakes by the number of their statement.
pub(super) fn errors(script: &Script) -> BTreeMap<usize, Mistake> {
    std::thread::scope(|scope| {
        let work = || {
            let mistake = |(at, statement)| mistake(statement).map(|mistake| (at, mistake));
            script.statements().enumerate().filter_map(mistake).collect()
        };
        let parser = std::thread::Builder::new().name("parser".into()).stack_size(STACK).spawn_scoped(scope, work);
        parser.map(|parser| parser.join().unwrap_or_default()).unwrap_or_default()
    })
}

fn mistake(statement: &Statement) -> Option<Mistake> {
    let sql = &statement.sql;
    if depth(&tokens(sql)) > DEEPEST {
        return None;
    }
    let error = SourceFile::parse(sql).errors().into_iter().next()?;
    let offset = usize::from(error.range().start()).min(sql.len());
    let before = sql.as_bytes().get(..offset).unwrap_or_default();
    let line = statement.line + before.iter().filter(|byte| **byte == b'\n').count();
    Some(Mistake { line, message: error.message().to_owned() })
}

/// How deep a parser may have to go: parentheses, blocks, and signs and words that take what follows them.
///
/// It may be too much where words such as IF open nothing, which spares a statement of that size the parser.
fn depth(tokens: &[Token<'_>]) -> usize {
    let (mut open, mut run, mut deepest) = (0_usize, 0_usize, 0_usize);
    let mut ends = false;
    for token in tokens {
        run = if takes_next(token) { run + 1 } else { 0 };
        let inner = match token {
            Token::Body(body) => depth(&text_tokens(body)),
            Token::Sign(_) | Token::Word(_) | Token::Name(_) | Token::Text(_) => 0,
        };
        // `END IF` closes, and opens nothing.
        open = match token {
            Token::Sign('(' | '[') => open + 1,
            Token::Word(word) if !ends && matches!(word.as_str(), "case" | "if" | "loop" | "begin") => open + 1,
            Token::Sign(')' | ']') => open.saturating_sub(1),
            Token::Word(word) if word == "end" => open.saturating_sub(1),
            Token::Sign(_) | Token::Word(_) | Token::Name(_) | Token::Text(_) | Token::Body(_) => open,
        };
        ends = matches!(token, Token::Word(word) if word == "end");
        deepest = deepest.max(open + run + inner);
    }
    deepest
}

/// The tokens of a text in dollar quotes, which may hold statements.
fn text_tokens(body: &str) -> Vec<Token<'_>> {
    let inner = body.get(1..).and_then(|rest| rest.split_once('$')).map_or("", |(_, inner)| inner);
    let end = inner.rfind('$').and_then(|last| inner[..last].rfind('$')).unwrap_or(inner.len());
    tokens(&inner[..end])
}

fn takes_next(token: &Token<'_>) -> bool {
    match token {
        Token::Word(word) => matches!(word.as_str(), "not" | "case" | "when" | "select" | "array" | "row" | "exists"),
        Token::Sign(sign) => !matches!(sign, ',' | ';' | '.' | ')' | ']'),
        Token::Name(_) | Token::Text(_) | Token::Body(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::{Finding, Role, lint};
    use crate::files::Script;

    fn errors(text: &str) -> Vec<(usize, String)> {
        let findings = lint(Path::new("up.sql"), &Script::parse(text).expect("known lines"), Role::Alone);
        let errors = findings.into_iter().filter(|finding| finding.rule == super::RULE);
        errors.map(|Finding { line, message, .. }| (line, message)).collect()
    }

    #[test]
    fn a_mistake_has_its_line_and_hides_nothing_else() {
        let text = "CREATE TABLE pets (\n  id bigint,,\n  name text);\nDROP DATABASE pets;\nSELEC 1;";
        let found = errors(text);
        assert_eq!(found.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 5], "{found:?}");
        let findings = lint(Path::new("up.sql"), &Script::parse(text).expect("known lines"), Role::Alone);
        assert!(findings.iter().any(|finding| finding.rule == "drop-database"));
    }

    #[test]
    fn what_a_server_takes_is_no_mistake() {
        let deep = format!("SELECT {}1{};", "(".repeat(20_000), ")".repeat(20_000));
        let long = format!("SELECT {}1;", "- ".repeat(20_000));
        let hidden = format!("DO $$ BEGIN {}{} END $$;", "IF a THEN ".repeat(20_000), "END IF; ".repeat(20_000));
        for text in [
            "CREATE TABLE t (a int GENERATED ALWAYS AS (b) VIRTUAL, b int NOT NULL NO INHERIT);",
            "ALTER TABLE t ADD CONSTRAINT c FOREIGN KEY (a, PERIOD b) REFERENCES s (a, PERIOD b) NOT ENFORCED;",
            "MERGE INTO t USING s ON t.a = s.a WHEN NOT MATCHED BY SOURCE THEN DELETE RETURNING merge_action();",
            "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; END;",
            "COPY t FROM stdin;\n1\tx\n\\.\n",
            "GRANT MAINTAIN ON t TO r; COMMENT ON TABLE t IS E'it\\'s';",
            deep.as_str(),
            long.as_str(),
            hidden.as_str(),
        ] {
            assert_eq!(errors(text), [], "{}", &text[..text.len().min(80)]);
        }
    }
}
