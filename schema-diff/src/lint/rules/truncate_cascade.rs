//! A TRUNCATE that empties other tables.

use super::super::file::Place;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "truncate-cascade",
    level: Level::Warning,
    help: "name each table that is to be empty",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let words = place.statement().words.after("truncate")?;
    words
        .ends_with("cascade")
        .then(|| Found::new("CASCADE also empties all tables that refer to it, without naming them"))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_a_cascade_is_found() {
        judge(super::RULE.id, &["TRUNCATE t CASCADE;"], &["TRUNCATE t;", "DROP TABLE t CASCADE;"]);
    }
}
