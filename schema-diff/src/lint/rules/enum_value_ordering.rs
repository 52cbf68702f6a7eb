//! An enum label without a place.

use super::super::file::Place;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "enum-value-ordering",
    level: Level::Policy,
    help: "write BEFORE or AFTER a label, since its place cannot be changed later",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let (name, words) = place.statement().words.after("alter type")?.name()?;
    let words = words.after("add value")?;
    let is_placed = words.has("before") || words.has("after");
    (!is_placed).then(|| Found::new(format!("the label goes to the end of {}, which ORDER BY shows", name.plain())))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_a_label_without_a_place_is_found() {
        judge(
            super::RULE.id,
            &["ALTER TYPE e ADD VALUE 'x';"],
            &["ALTER TYPE e ADD VALUE IF NOT EXISTS 'x' AFTER 'w';", "CREATE TYPE e AS ENUM ('x');"],
        );
    }
}
