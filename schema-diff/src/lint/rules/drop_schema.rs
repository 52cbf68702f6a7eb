//! A namespace, or all that a role owns.

use super::super::file::Place;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "drop-schema",
    level: Level::Warning,
    help: "drop what is in it by name first, so that each loss is seen",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let words = place.statement().words;
    if words.starts(&["drop owned"]) {
        return Some(Found::new("all that these roles own is gone, unseen"));
    }
    let dropped = place.statement().shape.dropped().filter(|dropped| dropped.kind == "schema")?;
    let names: Vec<&str> = dropped.names.iter().map(|name| name.name.as_str()).collect();
    Some(Found::new(format!("{} and the names that running code uses are gone", names.join(", "))))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_a_whole_namespace_is_found() {
        judge(
            super::RULE.id,
            &["DROP SCHEMA s;", "DROP SCHEMA IF EXISTS s, r CASCADE;", "DROP OWNED BY r;"],
            &["DROP TABLE s.t;", "CREATE SCHEMA s;"],
        );
    }
}
