//! A number that may run out.

use super::super::file::Place;
use super::super::shape::Column;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "prefer-bigint",
    level: Level::Policy,
    help: "write bigint, above all for keys; it costs four bytes at most",
    find: Find::Each(find),
};

const SMALL: [&str; 9] = ["int", "integer", "int4", "smallint", "int2", "serial", "serial4", "smallserial", "serial2"];

fn find(place: &Place<'_>) -> Vec<Found> {
    let message = |column: &Column<'_>| {
        format!("{} ends at 2147483647 or before, and its type is changed by a rewrite only", column.name.as_str())
    };
    place
        .columns()
        .filter(|(_, column)| SMALL.contains(&column.type_name()))
        .map(|(_, column)| Found::new(message(column)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_small_numbers_are_found() {
        judge(
            super::RULE.id,
            &["CREATE TABLE t (id int PRIMARY KEY);", "ALTER TABLE t ADD a smallint;", "CREATE TABLE t (id serial);"],
            &["CREATE TABLE t (id bigint, a bigserial, int text);"],
        );
    }
}
