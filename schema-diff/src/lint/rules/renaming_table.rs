//! A table that running code no longer finds.

use super::super::file::Place;
use super::super::shape::Shape;
use super::super::statement::Statement;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "renaming-table",
    level: Level::Warning,
    help: "create a view of the former name in the same transaction, and drop it when no code uses it",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let altered = place.altered()?;
    let stands_in = |statement: &Statement<'_>| match &statement.shape {
        Shape::Create(create) => create.kind == "view" && create.name == altered.table,
        Shape::Table(table) => table.name == altered.table,
        Shape::Index(_) | Shape::Alter(_) | Shape::Drop(_) | Shape::Other => false,
    };
    let is_found = altered.is_renamed() && !place.after().iter().any(stands_in);
    is_found.then(|| Found::new(format!("running code that uses {} fails", altered.table.plain())))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn a_view_of_the_former_name_stands_in() {
        judge(
            super::RULE.id,
            &["ALTER TABLE t RENAME TO s;", "ALTER TABLE t RENAME TO s; CREATE VIEW s AS SELECT 1;"],
            &[
                "ALTER TABLE t RENAME TO s; CREATE VIEW t AS SELECT * FROM s;",
                "ALTER TABLE t RENAME a TO b;",
                "CREATE TABLE t (); ALTER TABLE t RENAME TO s;",
            ],
        );
    }
}
