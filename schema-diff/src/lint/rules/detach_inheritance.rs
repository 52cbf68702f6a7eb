//! A table whose rows are no longer seen through its parent.

use super::super::file::Place;
use super::super::words::Words;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "detach-inheritance",
    level: Level::Policy,
    help: "see that running code does not read or write these rows through the parent",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let altered = place.altered()?;
    let detaches = |action: Words<'_>| action.starts(&["no inherit", "detach partition"]);
    let message = "running code that reads through the parent no longer sees these rows";
    altered.others().any(detaches).then(|| Found::new(message))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_leaving_is_found() {
        judge(
            super::RULE.id,
            &["ALTER TABLE t NO INHERIT p;", "ALTER TABLE t DETACH PARTITION p CONCURRENTLY;"],
            &["ALTER TABLE t INHERIT p;", "CREATE TABLE t (); ALTER TABLE t NO INHERIT p;"],
        );
    }
}
