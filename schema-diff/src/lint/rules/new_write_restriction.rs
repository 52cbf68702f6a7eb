//! A constraint that refuses what running code may write.

use super::super::file::Place;
use super::super::shape::Column;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "new-write-restriction",
    level: Level::Policy,
    help: "see that running code writes nothing that breaks it; NOT VALID spares the rows that exist, not those to come",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let altered = place.altered()?;
    let is_restricted = |column: &Column<'_>| {
        column.is_not_null()
            || column.has_check()
            || column.is_unique()
            || column.is_primary()
            || column.references().is_some()
    };
    let restricts = altered.constraints().next().is_some()
        || altered.columns().any(is_restricted)
        || altered.changes().any(|(_, words)| words.starts(&["set not null"]))
        || altered.others().any(|action| action.starts(&["alter constraint"]));
    restricts
        .then(|| Found::new(format!("writes of running code to {} may be refused from now on", altered.table.plain())))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_a_restriction_of_an_existing_table_is_found() {
        judge(
            super::RULE.id,
            &[
                "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;",
                "ALTER TABLE t ALTER a SET NOT NULL;",
                "ALTER TABLE t ADD a int UNIQUE;",
                "ALTER TABLE t ALTER CONSTRAINT c DEFERRABLE;",
            ],
            &["ALTER TABLE t ADD a int;", "CREATE TABLE t (a int); ALTER TABLE t ADD UNIQUE (a);"],
        );
    }
}
