//! Which locks the statements of a plan take on tables that are in use.
//!
//! The levels are those of the manual's pages on explicit locking and `ALTER TABLE`. A statement that is not known here
//! counts as one of the strongest level.

use entity_core::schema::{Catalog, ObjectId, QualName};

use super::{Change, Step};
use crate::rules::{self, Cx, Effect};

/// A lock on a table that a step takes and keeps until its transaction ends.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lock {
    /// The table, or the materialized view.
    pub table: QualName,
    /// How strong it is.
    pub level: LockLevel,
}

/// How strong a lock is, from weak to strong. Weaker ones hold up nobody but other changes of the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LockLevel {
    /// Holds up other changes of the schema, and vacuum.
    ShareUpdateExclusive,
    /// Holds up writes.
    Share,
    /// Holds up writes.
    ShareRowExclusive,
    /// Holds up reads and writes.
    AccessExclusive,
}

impl LockLevel {
    /// The level in PostgreSQL's words.
    pub fn word(self) -> &'static str {
        match self {
            Self::ShareUpdateExclusive => "SHARE UPDATE EXCLUSIVE",
            Self::Share => "SHARE",
            Self::ShareRowExclusive => "SHARE ROW EXCLUSIVE",
            Self::AccessExclusive => "ACCESS EXCLUSIVE",
        }
    }

    /// Who waits, in words for people. `None` where neither readers nor writers do.
    pub fn held_up(self) -> Option<&'static str> {
        match self {
            Self::ShareUpdateExclusive => None,
            Self::Share | Self::ShareRowExclusive => Some("writes wait"),
            Self::AccessExclusive => Some("reads and writes wait"),
        }
    }
}

/// The locks of a step on tables that were there before the plan.
pub(super) fn locks(cx: &Cx<'_>, step: &Step) -> Vec<Lock> {
    let Cx { from, to, .. } = cx;
    let mut found: Vec<Lock> = Vec::new();
    for id in &step.objects {
        let own = rules::home(to, id).or_else(|| rules::home(from, id));
        let own = own.and_then(|table| Some(Lock { table, level: level(&step.sql)? }));
        found.extend(own.into_iter().chain(beside(from, to, id, &step.sql)));
    }
    found.retain(|lock| is_there(cx, step.change, &lock.table));
    // The strongest lock on a table comes last.
    found.sort_unstable();
    found.reverse();
    found.dedup_by(|weaker, stronger| weaker.table == stronger.table);
    found.reverse();
    found
}

/// The locks on other tables: the parents of a table, and what a foreign key refers to.
fn beside(from: &Catalog, to: &Catalog, id: &ObjectId, sql: &str) -> Vec<Lock> {
    let side = if sql.starts_with("DROP ") || sql.contains("DETACH") { from } else { to };
    let Some(object) = side.objects.get(id).or_else(|| from.objects.get(id)) else { return Vec::new() };
    let is_made = sql.contains(" FOREIGN KEY ");
    let referenced = rules::looks_up(object).map(|table| {
        let level = if is_made { LockLevel::ShareRowExclusive } else { LockLevel::AccessExclusive };
        Lock { table: table.clone(), level }
    });
    let referenced = referenced.filter(|_| is_made || sql.contains("DROP "));
    let parents = rules::parents(object)
        .into_iter()
        .filter_map(|table| Some(Lock { table: table.clone(), level: of_parent(sql)? }));
    referenced.into_iter().chain(parents).collect()
}

fn of_parent(sql: &str) -> Option<LockLevel> {
    if sql.contains(" PARTITION OF ") || sql.contains(" DETACH PARTITION ") || sql.starts_with("DROP TABLE ") {
        Some(LockLevel::AccessExclusive)
    } else if sql.contains(" ATTACH PARTITION ") || sql.contains(" INHERITS ") || sql.contains(" INHERIT ") {
        Some(LockLevel::ShareUpdateExclusive)
    } else {
        None
    }
}

/// Whether a table was there before the plan, and is not made again by then.
fn is_there(cx: &Cx<'_>, change: Change, name: &QualName) -> bool {
    let ids = [ObjectId::Table(name.clone()), ObjectId::MaterializedView(name.clone())];
    let is_kept = |id: &ObjectId| change == Change::Drop || cx.effect(id) != Some(Effect::Replace);
    ids.iter().any(|id| cx.from.objects.contains_key(id) && is_kept(id))
}

/// The level by the first words of a statement. `None` where it holds up nobody.
fn level(sql: &str) -> Option<LockLevel> {
    const LEVELS: [(&str, Option<LockLevel>); 19] = [
        ("CREATE INDEX CONCURRENTLY ", Some(LockLevel::ShareUpdateExclusive)),
        ("CREATE UNIQUE INDEX CONCURRENTLY ", Some(LockLevel::ShareUpdateExclusive)),
        ("DROP INDEX CONCURRENTLY ", Some(LockLevel::ShareUpdateExclusive)),
        ("CREATE INDEX ", Some(LockLevel::Share)),
        ("CREATE UNIQUE INDEX ", Some(LockLevel::Share)),
        ("ALTER INDEX ", None),
        ("CREATE TRIGGER ", Some(LockLevel::ShareRowExclusive)),
        ("CREATE CONSTRAINT TRIGGER ", Some(LockLevel::ShareRowExclusive)),
        ("CREATE STATISTICS ", Some(LockLevel::ShareUpdateExclusive)),
        ("ALTER STATISTICS ", None),
        ("DROP STATISTICS ", Some(LockLevel::ShareUpdateExclusive)),
        ("COMMENT ON ", Some(LockLevel::ShareUpdateExclusive)),
        ("GRANT ", None),
        ("REVOKE ", None),
        ("ALTER PUBLICATION ", Some(LockLevel::ShareUpdateExclusive)),
        ("ALTER SEQUENCE ", None),
        ("SELECT ", None),
        ("DO ", None),
        ("UPDATE ", None),
    ];
    if let Some(clauses) = sql.strip_prefix("ALTER TABLE ") {
        return Some(of_clauses(clauses));
    }
    let known = LEVELS.iter().find(|(words, _)| sql.starts_with(words));
    known.map_or(Some(LockLevel::AccessExclusive), |(_, level)| *level)
}

/// The strongest of the clauses of `ALTER TABLE`.
fn of_clauses(rest: &str) -> LockLevel {
    const LIGHT: [&str; 7] = [
        "VALIDATE CONSTRAINT ",
        "SET STATISTICS ",
        "SET (",
        "RESET (",
        "CLUSTER ON ",
        "SET WITHOUT CLUSTER",
        "ATTACH PARTITION ",
    ];
    let rest = rest.split_once('\n').map_or_else(|| after_name(rest), |(_, clauses)| clauses);
    let of_clause = |clause: &str| {
        let clause = clause.trim_start();
        let clause = clause.strip_prefix("ALTER COLUMN ").map_or(clause, after_name);
        if LIGHT.iter().any(|light| clause.starts_with(light)) {
            LockLevel::ShareUpdateExclusive
        } else if clause.starts_with("ADD CONSTRAINT ") && clause.contains(" FOREIGN KEY ") || is_of_trigger(clause) {
            LockLevel::ShareRowExclusive
        } else {
            LockLevel::AccessExclusive
        }
    };
    rest.split(",\n").map(of_clause).max().unwrap_or(LockLevel::AccessExclusive)
}

fn is_of_trigger(clause: &str) -> bool {
    let rest = clause.strip_prefix("ENABLE ").or_else(|| clause.strip_prefix("DISABLE "));
    rest.is_some_and(|rest| ["TRIGGER ", "ALWAYS TRIGGER ", "REPLICA TRIGGER "].iter().any(|it| rest.starts_with(it)))
}

/// What follows a name, which may be quoted and hold spaces.
fn after_name(text: &str) -> &str {
    let mut quoted = false;
    let end = text.find(|c: char| {
        quoted ^= c == '"';
        c == ' ' && !quoted
    });
    end.map_or("", |end| &text[end + 1..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strongest_clause_counts() {
        let cases = [
            ("ALTER TABLE \"a b\".c VALIDATE CONSTRAINT d", LockLevel::ShareUpdateExclusive),
            ("ALTER TABLE c ALTER COLUMN \"d e\" SET STATISTICS 5", LockLevel::ShareUpdateExclusive),
            ("ALTER TABLE c\n    ALTER COLUMN d SET STATISTICS 5,\n    DROP COLUMN e", LockLevel::AccessExclusive),
            ("ALTER TABLE c ADD CONSTRAINT f FOREIGN KEY (d) REFERENCES e (d)", LockLevel::ShareRowExclusive),
            ("ALTER TABLE c ENABLE ALWAYS TRIGGER t", LockLevel::ShareRowExclusive),
            ("ALTER TABLE c ENABLE ROW LEVEL SECURITY", LockLevel::AccessExclusive),
            ("ALTER TABLE c SET (fillfactor = 70)", LockLevel::ShareUpdateExclusive),
            ("CREATE UNIQUE INDEX i ON c (d)", LockLevel::Share),
            ("DROP POLICY p ON c", LockLevel::AccessExclusive),
        ];
        for (sql, expected) in cases {
            assert_eq!(level(sql), Some(expected), "{sql}");
        }
        assert_eq!(level("ALTER INDEX i RENAME TO j"), None);
    }
}
