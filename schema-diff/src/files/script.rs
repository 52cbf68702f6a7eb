//! A migration's SQL, cut into the pieces that share a transaction.

use super::{Checksum, Id, Item, Statement, split};
use crate::plan::{Step, Transaction};

/// What a file says: its statements, what they lose, and which warnings are answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Script {
    /// The pieces in order. None is empty.
    pub segments: Vec<Segment>,
    /// The objects whose data the file destroys, from its `loses` lines.
    pub loses: Vec<String>,
    /// What lint shall not mention, from its `allow` lines.
    pub allows: Vec<Allow>,
    /// The migrations whose place it takes, from its `replaces` lines.
    pub replaces: Vec<Replaced>,
}

/// A line `replaces ID CHECKSUM`: a migration whose place this one takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// The migration.
    pub id: Id,
    /// The checksum of its files.
    pub checksum: Checksum,
}

/// A line `allow RULE REASON`. It speaks of the next statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allow {
    /// The rule.
    pub rule: String,
    /// Why. Empty where none is given.
    pub reason: String,
    /// The line, from 1.
    pub line: usize,
}

/// A line that looks as if it meant something, and does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misread {
    /// The line, or what follows the colon of an unknown directive.
    pub text: String,
    /// Its number, from 1.
    pub line: usize,
}

/// Statements that run in the same way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// How they run.
    pub via: Via,
    /// The statements in order.
    pub statements: Vec<Statement>,
}

/// How statements run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Via {
    /// All in one transaction.
    Transaction,
    /// One by one, each on its own.
    Single,
}

impl From<Transaction> for Via {
    fn from(transaction: Transaction) -> Self {
        match transaction {
            Transaction::Shared | Transaction::Own => Self::Transaction,
            Transaction::None => Self::Single,
        }
    }
}

impl Script {
    /// Reads a file's text. What stands before the first cut runs in a transaction.
    ///
    /// # Errors
    /// [`Misread`] names the line that says nothing to anybody.
    pub fn parse(text: &str) -> Result<Self, Misread> {
        let mut script = Self::default();
        let mut segment = Segment { via: Via::Transaction, statements: Vec::new() };
        for item in split(text) {
            match item {
                Item::Statement(statement) => segment.statements.push(statement),
                Item::Directive { text, line } => match text.split_once(char::is_whitespace) {
                    Some(("loses", name)) => script.loses.push(name.trim().to_owned()),
                    Some(("replaces", rest)) => {
                        script.replaces.push(replaced(rest).ok_or(Misread { text: text.clone(), line })?);
                    }
                    Some(("allow", rest)) => script.allows.push(allow(rest.trim(), line)),
                    Some(_) | None => script.close(&mut segment, via(&text).ok_or(Misread { text, line })?),
                },
                Item::Stray { text, line } => return Err(Misread { text, line }),
            }
        }
        script.close(&mut segment, Via::Transaction);
        Ok(script)
    }

    /// Planned steps, each on a line of its own.
    pub fn from_steps(steps: &[Step]) -> Self {
        let mut segments: Vec<(Transaction, Segment)> = Vec::new();
        for (number, step) in steps.iter().enumerate() {
            let statement = Statement { sql: step.sql.clone(), line: number + 1, copy: None };
            match segments.last_mut() {
                Some((transaction, segment)) if *transaction == step.transaction => segment.statements.push(statement),
                Some(_) | None => {
                    let segment = Segment { via: Via::from(step.transaction), statements: vec![statement] };
                    segments.push((step.transaction, segment));
                }
            }
        }
        Self { segments: segments.into_iter().map(|(_, segment)| segment).collect(), ..Self::default() }
    }

    /// The same statements without cuts, for whatever transaction is open.
    pub fn in_one_piece(&self) -> Self {
        let statements = self.statements().cloned().collect();
        Self { segments: vec![Segment { via: Via::Single, statements }], ..self.clone() }
    }

    /// The first statement that begins or ends a transaction where the runner keeps one open.
    pub fn transaction_control(&self) -> Option<&Statement> {
        let together = self.segments.iter().filter(|segment| segment.via == Via::Transaction);
        together.flat_map(|segment| &segment.statements).find(|statement| statement.controls_transaction())
    }

    /// All statements in order.
    pub fn statements(&self) -> impl Iterator<Item = &Statement> {
        self.segments.iter().flat_map(|segment| &segment.statements)
    }

    /// How the statement of this number, from 0, runs.
    pub fn via_of(&self, number: usize) -> Option<Via> {
        let vias = self.segments.iter().flat_map(|segment| segment.statements.iter().map(|_| segment.via));
        vias.into_iter().nth(number)
    }

    /// The checksum of the first statements, which an edit after them leaves as it is.
    pub fn checksum_of(&self, count: usize) -> Checksum {
        Checksum::of_statements(self.statements().take(count))
    }

    fn close(&mut self, segment: &mut Segment, via: Via) {
        let next = Segment { via, statements: Vec::new() };
        let done = std::mem::replace(segment, next);
        if !done.statements.is_empty() {
            self.segments.push(done);
        }
    }
}

fn allow(text: &str, line: usize) -> Allow {
    let (rule, reason) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    Allow { rule: rule.to_owned(), reason: reason.trim().to_owned(), line }
}

fn replaced(text: &str) -> Option<Replaced> {
    let (id, checksum) = text.trim().split_once(char::is_whitespace)?;
    Some(Replaced { id: Id::parse(id)?, checksum: Checksum::stored(checksum.trim().to_owned()) })
}

fn via(directive: &str) -> Option<Via> {
    match directive {
        "transaction" => Some(Via::Transaction),
        "no-transaction" => Some(Via::Single),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> Vec<(Via, usize)> {
        let script = Script::parse(text).expect("known lines");
        script.segments.iter().map(|segment| (segment.via, segment.statements.len())).collect()
    }

    #[test]
    fn cuts_separate_transactions() {
        assert_eq!(shape("SELECT 1; SELECT 2;"), [(Via::Transaction, 2)]);
        assert_eq!(
            shape(
                "SELECT 1;\n-- schema-diff: transaction\nSELECT 2;\n-- schema-diff: no-transaction\nSELECT 3; SELECT 4;"
            ),
            [(Via::Transaction, 1), (Via::Transaction, 1), (Via::Single, 2)]
        );
        assert_eq!(shape("-- only a comment\n-- schema-diff: transaction\n"), []);
    }

    #[test]
    fn statements_that_end_the_transaction_are_found() {
        for (text, line) in [
            ("SELECT 1;\nCOMMIT;", Some(2)),
            ("begin; SELECT 1", Some(1)),
            ("ROLLBACK;", Some(1)),
            ("PREPARE TRANSACTION 'x'", Some(1)),
            ("SAVEPOINT a; ROLLBACK TO a; ROLLBACK WORK TO SAVEPOINT a; RELEASE a", None),
            ("PREPARE one AS SELECT 1", None),
            ("-- schema-diff: no-transaction\nBEGIN; COMMIT;", None),
        ] {
            let script = Script::parse(text).expect("known lines");
            assert_eq!(script.transaction_control().map(|statement| statement.line), line, "{text}");
        }
    }

    #[test]
    fn settings_of_the_session_are_found() {
        for (text, is_setting) in [
            ("SET lock_timeout = '5s'", true),
            ("set session role app", true),
            ("RESET ALL", true),
            ("SELECT pg_catalog.set_config('search_path', '', false)", true),
            ("SET LOCAL lock_timeout = 0", false),
            ("SET CONSTRAINTS ALL DEFERRED", false),
            ("SELECT set_it()", false),
        ] {
            let script = Script::parse(text).expect("known lines");
            assert!(script.statements().all(|statement| statement.sets_session() == is_setting), "{text}");
        }
    }

    #[test]
    fn losses_are_read_from_the_sql() {
        let script = Script::parse("-- schema-diff: loses users.a b\nSELECT 1;").expect("known lines");
        assert_eq!(script.loses, ["users.a b"]);
    }

    #[test]
    fn allowances_are_read_from_the_sql() {
        let script = Script::parse("-- schema-diff: allow drop-cascade  it is empty\nSELECT 1;").expect("known lines");
        let allowed = Allow { rule: "drop-cascade".into(), reason: "it is empty".into(), line: 1 };
        assert_eq!(script.allows, [allowed]);
    }

    #[test]
    fn unknown_lines_are_refused() {
        assert_eq!(
            Script::parse("-- schema-diff: transactoin\n"),
            Err(Misread { text: "transactoin".into(), line: 1 })
        );
        assert_eq!(Script::parse("SELECT 1;\n\\i a.sql"), Err(Misread { text: "\\i a.sql".into(), line: 2 }));
    }
}
