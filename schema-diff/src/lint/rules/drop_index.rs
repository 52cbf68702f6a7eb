//! An index that queries may need.

use super::super::file::Place;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "drop-index",
    level: Level::Policy,
    help: "look in pg_stat_user_indexes whether it is used, on the replicas too",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let dropped = place.statement().shape.dropped().filter(|dropped| dropped.kind == "index")?;
    let name = dropped.names.first()?.plain();
    Some(Found::new(format!("queries that use {name} become slow at once, and it takes long to build again")))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn each_drop_is_found() {
        judge(super::RULE.id, &["DROP INDEX i;", "DROP INDEX CONCURRENTLY i;"], &["CREATE INDEX i ON t (a);"]);
    }
}
