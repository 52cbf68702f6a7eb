//! A json value that cannot be compared.

use super::super::file::Place;
use super::super::shape::Column;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "prefer-jsonb",
    level: Level::Warning,
    help: "write jsonb, unless the exact text must be kept",
    find: Find::Each(find),
};

fn find(place: &Place<'_>) -> Vec<Found> {
    let message = |column: &Column<'_>| {
        format!("json has no equality, so that SELECT DISTINCT and GROUP BY fail with {}", column.name.as_str())
    };
    place
        .columns()
        .filter(|(_, column)| column.type_name() == "json")
        .map(|(_, column)| Found::new(message(column)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_json_is_found() {
        judge(
            super::RULE.id,
            &["CREATE TABLE t (a json);", "ALTER TABLE t ADD a json NOT NULL DEFAULT '{}';"],
            &["CREATE TABLE t (a jsonb DEFAULT '{}'::json, json text);"],
        );
    }
}
