//! An object that gets another owner.

use super::super::file::Place;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "changing-owner",
    level: Level::Policy,
    help: "see that the former owner keeps the rights it needs, and that the new one may not pass row-level security unasked",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let words = place.statement().words;
    let is_found = words.starts(&["reassign owned"]) || words.starts(&["alter"]) && words.has("owner to");
    is_found.then(|| {
        Found::new("the former owner loses its rights, and the new one passes row-level security that is not forced")
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_a_change_of_owner_is_found() {
        judge(
            super::RULE.id,
            &["ALTER TABLE t OWNER TO r;", "REASSIGN OWNED BY r TO s;"],
            &["ALTER TABLE t ADD owner text;", "GRANT SELECT ON t TO owner;"],
        );
    }
}
