//! Rows that are written while a change of the schema holds its lock.

use entity_core::schema::QualName;

use super::super::file::Place;
use super::super::shape::Shape;
use super::super::statement::Statement;
use super::super::words::Words;
use super::super::{Find, Found, Level, Rule};
use crate::files::Via;

pub(super) const RULE: Rule = Rule {
    id: "backfill-in-schema-transaction",
    level: Level::Warning,
    help: "write the rows in a transaction of their own, in batches, before or after the change of the schema",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    match place.via {
        Via::Transaction => {}
        Via::Single => return None,
    }
    let table = written(place.statement().words).filter(|table| !place.is_new(table))?;
    let changes = |statement: &Statement<'_>| match &statement.shape {
        Shape::Alter(altered) => !place.is_new(&altered.table),
        Shape::Index(index) => !place.is_new(&index.table),
        Shape::Drop(dropped) => matches!(dropped.kind.as_str(), "table" | "index" | "view"),
        Shape::Table(_) | Shape::Create(_) | Shape::Other => false,
    };
    let message = format!("the lock of the schema's change is held while rows of {} are written", table.plain());
    place.together().iter().any(changes).then(|| Found::new(message))
}

/// The table that a statement of unbounded length writes. `INSERT … VALUES` is bounded by its own text.
fn written(words: Words<'_>) -> Option<QualName> {
    let copies = |words: Words<'_>| words.has("select") && !words.has("values");
    let into = words.after("insert into").filter(|words| copies(*words)).or_else(|| words.after("merge into"));
    let table = into.or_else(|| words.after("update")).or_else(|| words.after("delete from"))?;
    table.skip(&["only"]).name().map(|(table, _)| table)
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_many_rows_beside_a_locked_table_are_found() {
        judge(
            super::RULE.id,
            &[
                "ALTER TABLE t ADD a int; UPDATE t SET a = 1 WHERE a IS NULL;",
                "INSERT INTO s SELECT * FROM t; ALTER TABLE t DROP COLUMN a;",
            ],
            &[
                "UPDATE t SET a = 1 WHERE a = 2;",
                "ALTER TABLE t ADD a int;\n-- schema-diff: transaction\nUPDATE t SET a = 1 WHERE a = 2;",
                "ALTER TABLE t ADD a int; INSERT INTO s VALUES (1);",
                "CREATE TABLE s (); INSERT INTO s SELECT 1; ALTER TABLE t ADD a int;",
                "-- schema-diff: no-transaction\nALTER TABLE t ADD a int; UPDATE t SET a = 1 WHERE a = 2;",
            ],
        );
    }
}
