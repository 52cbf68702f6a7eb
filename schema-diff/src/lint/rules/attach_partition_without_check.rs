//! A partition that is read through while it is attached.

use super::super::file::Place;
use super::super::shape::Key;
use super::super::statement::Statement;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "attach-partition-without-check",
    level: Level::Warning,
    help: "add a CHECK that says what FOR VALUES says, NOT VALID, validate it in a later transaction, then attach, then drop it",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let altered = place.statement().shape.altered()?;
    let child = altered.others().find_map(|action| action.after("attach partition")?.name())?.0;
    let checks = |statement: &Statement<'_>| {
        statement.shape.constraints().any(|(table, constraint)| *table == child && constraint.key == Key::Check)
    };
    let is_checked = place.is_new(&child) || place.before().iter().any(checks);
    let message = format!("all rows of {} are read while it is locked, to see whether they fit", child.plain());
    (!is_checked).then(|| Found::new(message))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn a_new_or_checked_partition_is_not_read() {
        judge(
            super::RULE.id,
            &["ALTER TABLE t ATTACH PARTITION s.p FOR VALUES IN (1);"],
            &[
                "CREATE TABLE p (a int); ALTER TABLE t ATTACH PARTITION p FOR VALUES IN (1);",
                "ALTER TABLE p ADD CONSTRAINT c CHECK (a = 1) NOT VALID;\n-- schema-diff: transaction\nALTER TABLE p VALIDATE CONSTRAINT c;\nALTER TABLE t ATTACH PARTITION p FOR VALUES IN (1);",
            ],
        );
    }
}
