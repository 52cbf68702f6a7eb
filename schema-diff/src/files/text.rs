//! Steps as the text of a migration's files.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use entity_core::schema::ObjectKind;

use super::{DIRECTIVE, Error, Id, Manifest, Via};
use crate::plan::{Change, Hazard, HazardKind, LockLevel, Step, Transaction};

/// A migration that is not written yet.
#[derive(Clone, Copy, Debug)]
pub struct Draft<'a> {
    /// Its name.
    pub id: &'a Id,
    /// The steps forth.
    pub up: &'a [Step],
    /// The steps back.
    pub down: &'a [Step],
    /// What `up` does, a line a table.
    pub up_summary: &'a [String],
    /// What `down` does.
    pub down_summary: &'a [String],
}

/// The contents of a migration's files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Texts {
    /// `up.sql`.
    pub up: String,
    /// `down.sql`.
    pub down: String,
    /// `plan.json`.
    pub plan: String,
}

impl Draft<'_> {
    /// Writes the files' texts. Equal drafts give equal bytes.
    ///
    /// # Errors
    /// [`Error::Manifest`] if `plan.json` cannot be formed.
    pub fn texts(&self) -> Result<Texts, Error> {
        let plan = Manifest::new(self.up, self.down).to_json();
        Ok(Texts {
            up: sql(&format!("{}, up", self.id), self.up_summary, &[], self.up),
            down: sql(&format!("{}, down", self.id), self.down_summary, &losses(self.up), self.down),
            plan: plan.map_err(|error| Error::Manifest { path: "plan.json".into(), reason: error.to_string() })?,
        })
    }
}

/// One file: what it does, what it costs, what the tool must know, the statements.
fn sql(title: &str, summary: &[String], gone: &[&Hazard], steps: &[Step]) -> String {
    let mut text = format!("-- {title}\n");
    block(&mut text, "", summary.iter().map(|line| one_line(line)));
    block(&mut text, "Cannot come back:", gone.iter().map(|hazard| sentence(hazard)));
    let hazards = steps.iter().flat_map(|step| &step.hazards);
    block(&mut text, "Hazards:", hazards.map(|hazard| format!("{}: {}", hazard.kind.word(), sentence(hazard))));
    block(&mut text, "Locks:", locks(steps).into_iter());
    text.push_str("--\n");
    for loss in losses(steps) {
        let _ = writeln!(text, "{DIRECTIVE} loses {}", one_line(&loss.subject));
    }
    statements(&mut text, steps);
    text
}

/// A paragraph of comment lines.
fn block(text: &mut String, head: &str, lines: impl Iterator<Item = String>) {
    let mut lines = lines.peekable();
    if lines.peek().is_none() {
        return;
    }
    text.push_str("--\n");
    if !head.is_empty() {
        let _ = writeln!(text, "-- {head}");
    }
    for line in lines {
        let _ = writeln!(text, "--   {line}");
    }
}

/// How long a statement waits for a lock, with everybody behind it in the queue.
pub(super) const LOCK_TIMEOUT: &str = "SET lock_timeout = '5s';";

/// How long a statement runs that holds up others.
pub(super) const STATEMENT_TIMEOUT: &str = "SET statement_timeout = '60s';";

/// What runs beside readers and writers takes the time it needs.
const NO_STATEMENT_TIMEOUT: &str = "SET statement_timeout = 0;";

/// A function may stand before the table that its body reads, as in the files of `pg_dump`.
const NO_BODY_CHECKS: &str = "SET check_function_bodies = off;";

fn statements(text: &mut String, steps: &[Step]) {
    let bodies = if steps.iter().any(makes_sql_function) { format!("{NO_BODY_CHECKS}\n") } else { String::new() };
    let mut open = None;
    let mut timeout = None;
    let mut airy = true;
    for step in steps {
        let is_long = step.sql.contains('\n');
        if open != Some(step.transaction) {
            let _ = writeln!(text, "{}{DIRECTIVE} {}", if open.is_some() { "\n" } else { "" }, cut(step.transaction));
            open = Some(step.transaction);
            airy = true;
        }
        if timeout != Some(statement_timeout(step)) {
            let lock = timeout.map_or(format!("{bodies}{LOCK_TIMEOUT}\n"), |_| String::new());
            let _ = writeln!(text, "\n{lock}{}", statement_timeout(step));
            timeout = Some(statement_timeout(step));
            airy = true;
        }
        if is_long || airy {
            text.push('\n');
        }
        let _ = writeln!(text, "{};", step.sql);
        airy = is_long;
    }
}

/// Only bodies in SQL name what must be there when they are checked.
fn makes_sql_function(step: &Step) -> bool {
    let makes_function = step.objects.first().is_some_and(|id| id.kind() == ObjectKind::Function);
    makes_function && step.change != Change::Drop && step.sql.contains(" LANGUAGE sql")
}

/// A statement outside a transaction holds nobody up, and neither does reading a table to validate a constraint.
fn statement_timeout(step: &Step) -> &'static str {
    let is_patient = match step.transaction {
        Transaction::None => true,
        Transaction::Shared | Transaction::Own => step.sql.contains("VALIDATE CONSTRAINT"),
    };
    if is_patient { NO_STATEMENT_TIMEOUT } else { STATEMENT_TIMEOUT }
}

fn cut(transaction: Transaction) -> &'static str {
    match Via::from(transaction) {
        Via::Transaction => "transaction",
        Via::Single => "no-transaction",
    }
}

/// What the steps destroy.
fn losses(steps: &[Step]) -> Vec<&Hazard> {
    let hazards = steps.iter().flat_map(|step| &step.hazards);
    hazards.filter(|hazard| hazard.kind == HazardKind::DataLoss).collect()
}

/// The strongest lock on each table that anybody waits for.
fn locks(steps: &[Step]) -> Vec<String> {
    let mut strongest: BTreeMap<String, LockLevel> = BTreeMap::new();
    for lock in steps.iter().flat_map(|step| &step.locks) {
        let level = strongest.entry(one_line(&lock.table.plain())).or_insert(lock.level);
        *level = lock.level.max(*level);
    }
    let line = |(table, level): (String, LockLevel)| Some(format!("{table}: {}, {}", level.word(), level.held_up()?));
    strongest.into_iter().filter_map(line).collect()
}

fn sentence(hazard: &Hazard) -> String {
    one_line(&format!("{}: {}", hazard.subject, hazard.note))
}

/// A name may hold line ends, which must not end a comment.
fn one_line(text: &str) -> String {
    text.chars().map(|next| if next.is_control() { ' ' } else { next }).collect()
}

#[cfg(test)]
mod tests {
    use entity_core::schema::{ObjectId, QualName};

    use super::*;
    use crate::files::Script;

    fn step(sql: &str, transaction: Transaction) -> Step {
        let objects = vec![ObjectId::Table(QualName::public("users"))];
        Step { change: Change::Alter, objects, sql: sql.into(), hazards: Vec::new(), locks: Vec::new(), transaction }
    }

    fn draft(up: &[Step], down: &[Step]) -> Texts {
        let id = Id::new(1_699_564_321_234, "AddMfa").expect("a Pascal name");
        let (up_summary, down_summary) = (&["users: + mfa".to_owned()], &["users: - mfa\nDROP TABLE x;".to_owned()]);
        Draft { id: &id, up, down, up_summary, down_summary }.texts().expect("plain data")
    }

    #[test]
    fn files_say_what_they_do_and_lose() {
        let add = step("ALTER TABLE users\n  ADD COLUMN mfa text", Transaction::Shared);
        let mut drop = step("ALTER TABLE users DROP COLUMN mfa", Transaction::Shared);
        let note = "the values of the column are gone".to_owned();
        drop.hazards.push(Hazard { kind: HazardKind::DataLoss, subject: "users.mfa".into(), note });
        let texts = draft(&[add], &[drop]);
        insta::assert_snapshot!(texts.up, @"
        -- 1699564321234-AddMfa, up
        --
        --   users: + mfa
        --
        -- schema-diff: transaction

        SET lock_timeout = '5s';
        SET statement_timeout = '60s';

        ALTER TABLE users
          ADD COLUMN mfa text;
        ");
        insta::assert_snapshot!(texts.down, @"
        -- 1699564321234-AddMfa, down
        --
        --   users: - mfa DROP TABLE x;
        --
        -- Hazards:
        --   data-loss: users.mfa: the values of the column are gone
        --
        -- schema-diff: loses users.mfa
        -- schema-diff: transaction

        SET lock_timeout = '5s';
        SET statement_timeout = '60s';

        ALTER TABLE users DROP COLUMN mfa;
        ");
        assert_eq!(Script::parse(&texts.down).expect("known lines").loses, ["users.mfa"]);
    }

    #[test]
    fn bodies_in_sql_are_not_checked() {
        let id = ObjectId::Function(QualName::public("f"), String::new());
        let sql = "CREATE FUNCTION f() RETURNS bigint LANGUAGE sql AS $$SELECT count(*) FROM t$$";
        let make = Step { change: Change::Create, objects: vec![id], ..step(sql, Transaction::Shared) };
        let texts = draft(std::slice::from_ref(&make), &[Step { change: Change::Drop, ..make.clone() }]);
        assert!(texts.up.contains(NO_BODY_CHECKS) && !texts.down.contains(NO_BODY_CHECKS));
    }

    #[test]
    fn own_and_none_get_their_own_cuts() {
        let up = [
            step("A", Transaction::Own),
            step("B", Transaction::Own),
            step("C", Transaction::Shared),
            step("D", Transaction::None),
        ];
        let text = draft(&up, &[]).up;
        let lines: Vec<&str> =
            text.lines().filter(|line| line.starts_with("-- schema") || !line.starts_with("--")).collect();
        let lines: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
        let (own, shared) = ("-- schema-diff: transaction", "-- schema-diff: transaction");
        let (patient, none) = ("SET statement_timeout = 0;", "-- schema-diff: no-transaction");
        assert_eq!(lines, [own, LOCK_TIMEOUT, STATEMENT_TIMEOUT, "A;", "B;", shared, "C;", none, patient, "D;"]);
        let script = Script::parse(&text).expect("known lines");
        let shape: Vec<_> = script.segments.iter().map(|segment| (segment.via, segment.statements.len())).collect();
        assert_eq!(shape, [(Via::Transaction, 4), (Via::Transaction, 1), (Via::Single, 2)]);
    }
}
