//! A statement outside of a transaction that cannot be run twice.

use super::super::file::Place;
use super::super::shape::Shape;
use super::super::{Find, Found, Level, Role, Rule};
use crate::files::Via;

pub(super) const RULE: Rule = Rule {
    id: "not-repeatable",
    level: Level::Warning,
    help: "write IF NOT EXISTS or IF EXISTS; after a failed CREATE INDEX CONCURRENTLY, drop the invalid index first",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    match (place.via, place.file.role) {
        // Our runner knows which statements are done.
        (Via::Transaction, _) | (Via::Single, Role::Up | Role::Down(_)) => return None,
        (Via::Single, Role::Alone) => {}
    }
    let statement = place.statement();
    let (keyword, guard) = match &statement.shape {
        Shape::Table(_) if !statement.words.has("if not exists") => ("table", "IF NOT EXISTS"),
        Shape::Index(index) if !index.guarded && index.concurrently => ("concurrently", "IF NOT EXISTS"),
        Shape::Index(index) if !index.guarded => ("index", "IF NOT EXISTS"),
        Shape::Drop(dropped) if !dropped.guarded && dropped.concurrently => ("concurrently", "IF EXISTS"),
        Shape::Drop(dropped) if !dropped.guarded && !dropped.kind.contains(' ') => (dropped.kind.as_str(), "IF EXISTS"),
        Shape::Table(_) | Shape::Index(_) | Shape::Create(_) | Shape::Alter(_) | Shape::Drop(_) | Shape::Other => {
            return None;
        }
    };
    let is_alone = place.file.statements.len() == 1;
    let message = "if a later statement fails, this one stands in the way of another run";
    (!is_alone).then(|| Found::new(message).fix(statement.with(keyword, guard)))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_what_cannot_be_run_twice_is_found() {
        judge(
            super::RULE.id,
            &[
                "-- schema-diff: no-transaction\nCREATE INDEX CONCURRENTLY i ON t (a); DROP INDEX CONCURRENTLY j;",
                "-- schema-diff: no-transaction\nCREATE TABLE t (); SELECT 1;",
            ],
            &[
                "CREATE TABLE t (); CREATE TABLE u ();",
                "-- schema-diff: no-transaction\nCREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a); DROP INDEX CONCURRENTLY IF EXISTS j;",
                "-- schema-diff: no-transaction\nCREATE INDEX CONCURRENTLY i ON t (a);",
            ],
        );
    }
}
