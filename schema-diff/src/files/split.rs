//! Cuts SQL text into statements the way psql does.
//!
//! In: the text of a file. Out: [`Item`]s in order, each with its line.
//! Never: understands a statement beyond what the cut needs; refuses a text. An unfinished quote runs to the end, and
//! the server says what is wrong with it.
//! Start at [`split`].

/// A statement, ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The text from its first word on, without the final semicolon.
    pub sql: String,
    /// The line of its first word, from 1.
    pub line: usize,
    /// The rows of a `COPY … FROM stdin` block.
    pub copy: Option<String>,
}

impl Statement {
    /// Whether it begins or ends a transaction. Savepoints do neither.
    pub fn controls_transaction(&self) -> bool {
        let mut words = self.sql.split(|next: char| !next.is_ascii_alphabetic()).filter(|word| !word.is_empty());
        let mut next = || words.next().unwrap_or_default().to_ascii_lowercase();
        match next().as_str() {
            "begin" | "start" | "commit" | "end" | "abort" => true,
            "prepare" => next() == "transaction",
            "rollback" => match next().as_str() {
                "to" => false,
                "work" | "transaction" => next() != "to",
                _ => true,
            },
            _ => false,
        }
    }

    /// Whether it changes settings of the session, which a run that goes on in the middle of the file needs again.
    pub fn sets_session(&self) -> bool {
        let words: Vec<String> = self.sql.split_whitespace().take(2).map(str::to_ascii_lowercase).collect();
        match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            ["set", what] => !matches!(*what, "local" | "transaction" | "constraints"),
            ["reset", _] => true,
            ["select", call] => call.starts_with("set_config(") || call.starts_with("pg_catalog.set_config("),
            _ => false,
        }
    }

    /// The line of a place in the statement, which the server counts in characters from 1.
    pub fn line_of(&self, position: Option<u32>) -> usize {
        let before =
            position.and_then(|position| usize::try_from(position).ok()).map_or(0, |position| position.max(1) - 1);
        self.line + self.sql.chars().take(before).filter(|next| *next == '\n').count()
    }
}

/// What a file consists of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A statement.
    Statement(Statement),
    /// A comment line `-- schema-diff: …` between statements.
    Directive {
        /// What follows the colon, trimmed.
        text: String,
        /// Its line, from 1.
        line: usize,
    },
    /// A line between statements that nobody reads: psql's own, or nearly a directive.
    Stray {
        /// The line as written, trimmed.
        text: String,
        /// Its number, from 1.
        line: usize,
    },
}

/// What introduces a comment line that is meant for this tool.
pub const DIRECTIVE: &str = "-- schema-diff:";

/// Cuts a text. Comments between statements, empty statements and the backslash lines of every dump are left out.
pub fn split(text: &str) -> Vec<Item> {
    let mut scan = Scan::new(text);
    let mut items = Vec::new();
    while let Some(item) = scan.item() {
        items.push(item);
    }
    items
}

/// A place in a text.
pub(super) struct Scan<'a> {
    text: &'a str,
    pub(super) at: usize,
    /// Up to where lines have been counted, and how many there were.
    counted: usize,
    line: usize,
}

impl<'a> Scan<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, counted: 0, line: 1 }
    }

    fn item(&mut self) -> Option<Item> {
        loop {
            self.skip_space();
            let rest = self.rest();
            if rest.is_empty() {
                return None;
            } else if rest.starts_with("--") {
                let line = self.line_here();
                let text = self.take_line();
                if let Some(directive) = text.strip_prefix(DIRECTIVE) {
                    return Some(Item::Directive { text: directive.trim().to_owned(), line });
                } else if is_nearly_directive(text) {
                    return Some(Item::Stray { text: text.to_owned(), line });
                }
            } else if rest.starts_with("/*") {
                self.skip_block_comment();
            } else if rest.starts_with('\\') {
                let line = self.line_here();
                let text = self.take_line();
                if !is_harmless(text) {
                    return Some(Item::Stray { text: text.to_owned(), line });
                }
            } else if rest.starts_with(';') {
                self.at += 1;
            } else {
                return Some(Item::Statement(self.statement()));
            }
        }
    }

    fn statement(&mut self) -> Statement {
        let line = self.line_here();
        let start = self.at;
        let mut nesting = Nesting::default();
        while let Some(next) = self.rest().chars().next() {
            if next == ';' && nesting.is_closed() {
                break;
            }
            self.token(next, &mut nesting);
        }
        let sql = self.text[start..self.at].trim_end().to_owned();
        self.at = (self.at + 1).min(self.text.len());
        let copy = reads_stdin(&sql).then(|| self.copy_rows());
        Statement { sql, line, copy }
    }

    /// Passes one token of a statement.
    pub(super) fn token(&mut self, next: char, nesting: &mut Nesting) {
        let rest = self.rest();
        match next {
            '\'' => self.skip_quoted('\'', false),
            '"' => self.skip_quoted('"', false),
            '$' => self.skip_dollar(),
            '-' if rest.starts_with("--") => {
                self.take_line();
            }
            '/' if rest.starts_with("/*") => self.skip_block_comment(),
            '(' => {
                nesting.parens += 1;
                self.at += 1;
            }
            ')' => {
                nesting.parens = nesting.parens.saturating_sub(1);
                self.at += 1;
            }
            letter if is_word_start(letter) => self.word(nesting),
            other => self.at += other.len_utf8(),
        }
    }

    fn word(&mut self, nesting: &mut Nesting) {
        let rest = self.rest();
        let end = rest.find(|next| !is_word(next)).unwrap_or(rest.len());
        let word = &rest[..end];
        self.at += end;
        if word.eq_ignore_ascii_case("e") && self.rest().starts_with('\'') {
            self.skip_quoted('\'', true);
        } else {
            nesting.word(word);
        }
    }

    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub(super) fn skip_space(&mut self) {
        self.at = self.text.len()
            - self.rest().trim_start_matches(|next: char| next.is_whitespace() || next == '\u{feff}').len();
    }

    fn take_line(&mut self) -> &'a str {
        let rest = self.rest();
        let end = rest.find('\n').unwrap_or(rest.len());
        self.at += end;
        rest[..end].trim_end()
    }

    fn skip_block_comment(&mut self) {
        let mut depth = 0_usize;
        while !self.rest().is_empty() {
            if self.rest().starts_with("/*") {
                depth += 1;
                self.at += 2;
            } else if self.rest().starts_with("*/") {
                depth -= 1;
                self.at += 2;
                if depth == 0 {
                    return;
                }
            } else {
                self.at += self.rest().chars().next().map_or(0, char::len_utf8);
            }
        }
    }

    /// Passes a quoted text. Without escapes, doubled quotes read as two quoted texts in a row,
    /// which cuts at the same places.
    fn skip_quoted(&mut self, quote: char, escapes: bool) {
        let mut chars = self.rest().char_indices().skip(1).peekable();
        while let Some((offset, next)) = chars.next() {
            if escapes && next == '\\' {
                chars.next();
            } else if next == quote && !(escapes && chars.next_if(|(_, after)| *after == quote).is_some()) {
                self.at += offset + quote.len_utf8();
                return;
            }
        }
        self.at = self.text.len();
    }

    fn skip_dollar(&mut self) {
        let rest = self.rest();
        let Some(tag) = dollar_tag(rest) else {
            self.at += 1;
            return;
        };
        let body = &rest[tag.len()..];
        let end = body.find(tag).map_or(body.len(), |found| found + tag.len());
        self.at += tag.len() + end;
    }

    /// Takes the lines after a `COPY … FROM stdin;` up to `\.`.
    fn copy_rows(&mut self) -> String {
        self.take_line();
        self.at = (self.at + 1).min(self.text.len());
        let rest = self.rest();
        let mut end = 0;
        for line in rest.split_inclusive('\n') {
            if line.trim_end() == "\\." {
                self.at += end + line.len();
                return rest[..end].to_owned();
            }
            end += line.len();
        }
        self.at = self.text.len();
        rest.to_owned()
    }

    fn line_here(&mut self) -> usize {
        self.line += self.text[self.counted..self.at].matches('\n').count();
        self.counted = self.at;
        self.line
    }
}

/// What keeps a semicolon from ending a statement: parentheses, and the SQL body of a function.
#[derive(Default)]
pub(super) struct Nesting {
    parens: usize,
    blocks: usize,
    words: usize,
    creates: bool,
    defines_routine: bool,
}

impl Nesting {
    fn is_closed(&self) -> bool {
        self.parens == 0 && self.blocks == 0
    }

    /// Counts the words that open and close a body, as psql does: `BEGIN` and `CASE` open only in `CREATE FUNCTION`.
    fn word(&mut self, word: &str) {
        self.words += 1;
        let is = |keyword: &str| word.eq_ignore_ascii_case(keyword);
        if self.words == 1 {
            self.creates = is("create");
        } else if self.words <= 4 && self.creates && (is("function") || is("procedure")) {
            self.defines_routine = true;
        } else if self.defines_routine && (is("begin") || (self.blocks > 0 && is("case"))) {
            self.blocks += 1;
        } else if self.blocks > 0 && is("end") {
            self.blocks -= 1;
        }
    }
}

pub(super) fn is_word_start(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

fn is_word(letter: char) -> bool {
    is_word_start(letter) || letter == '$'
}

/// The opening `$tag$` at the start of a text. A parameter such as `$1` is none.
fn dollar_tag(text: &str) -> Option<&str> {
    let end = text[1..].find('$')? + 1;
    let tag = &text[1..end];
    let fits = tag.chars().all(is_word_start) && !tag.starts_with(|first: char| first.is_ascii_digit());
    fits.then(|| &text[..=end])
}

/// Whether a comment means to be a directive, and has the wrong spaces, signs or case for one.
fn is_nearly_directive(comment: &str) -> bool {
    let text = comment.trim_start_matches('-').trim_start().to_ascii_lowercase();
    let rest = ["schema-diff", "schema_diff", "schemadiff"].iter().find_map(|name| text.strip_prefix(name));
    rest.is_some_and(|rest| rest.trim_start().starts_with(':'))
}

/// The lines that `pg_dump` writes for psql, which change nothing.
fn is_harmless(line: &str) -> bool {
    line.split_whitespace().next().is_some_and(|word| matches!(word, "\\restrict" | "\\unrestrict" | "\\."))
}

fn reads_stdin(sql: &str) -> bool {
    let is_copy = sql.get(..5).is_some_and(|head| head.eq_ignore_ascii_case("copy "));
    is_copy
        && sql
            .to_ascii_lowercase()
            .split_whitespace()
            .collect::<Vec<_>>()
            .windows(2)
            .any(|two| two == ["from", "stdin"])
}

#[cfg(test)]
#[path = "split_tests.rs"]
mod tests;
