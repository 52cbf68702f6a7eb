//! A constraint whose name the server makes up.

use super::super::file::Place;
use super::super::shape::{Column, Constraint, Key};
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "unnamed-constraint",
    level: Level::Policy,
    help: "write CONSTRAINT name before it, so that it has the same name everywhere",
    find: Find::Each(find),
};

fn find(place: &Place<'_>) -> Vec<Found> {
    let is_unnamed = |constraint: &Constraint<'_>| constraint.name.is_none() && constraint.key != Key::NotNull;
    let constraints =
        place.constraints().filter(|(_, constraint)| is_unnamed(constraint)).map(|(table, _)| table.plain());
    let is_bound = |column: &Column<'_>| {
        column.is_primary() || column.is_unique() || column.has_check() || column.references().is_some()
    };
    let columns = place.columns().filter(|(_, column)| is_bound(column) && !column.rest.has("constraint"));
    let columns = columns.map(|(table, column)| format!("{}.{}", table.plain(), column.name.as_str()));
    constraints.chain(columns).map(|of| Found::new(format!("a constraint of {of} has no name of its own"))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_a_constraint_without_a_name_is_found() {
        judge(
            super::RULE.id,
            &[
                "CREATE TABLE t (a int, CHECK (a > 0));",
                "CREATE TABLE t (a int PRIMARY KEY);",
                "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES s;",
            ],
            &[
                "CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 0));",
                "CREATE TABLE t (a int CONSTRAINT p PRIMARY KEY, b int NOT NULL);",
            ],
        );
    }
}
