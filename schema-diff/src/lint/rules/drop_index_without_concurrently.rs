//! An index that goes while all else waits.

use super::super::file::Place;
use super::super::statement::Statement;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "drop-index-without-concurrently",
    level: Level::Warning,
    help: "write DROP INDEX CONCURRENTLY under a line `-- schema-diff: no-transaction`",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let dropped = place.statement().shape.dropped()?;
    let is_own = |statement: &Statement<'_>| {
        let name = statement.shape.index().and_then(|index| index.name.as_ref());
        name.is_some_and(|name| dropped.names.iter().any(|dropped| dropped.name == *name))
    };
    if dropped.kind != "index" || dropped.concurrently || place.before().iter().any(is_own) {
        return None;
    }
    let name = dropped.names.first()?.plain();
    let message = format!("reads and writes of the table wait while {name} goes");
    Some(Found::new(message).fix(place.statement().with("index", "CONCURRENTLY")))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_a_drop_that_locks_the_table_is_found() {
        judge(
            super::RULE.id,
            &["DROP INDEX i;", "drop index if exists s.i, j;"],
            &["DROP INDEX CONCURRENTLY i;", "CREATE INDEX i ON t (a); DROP INDEX i;", "DROP TABLE index;"],
        );
    }
}
