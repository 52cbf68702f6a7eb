//! A database.

use super::super::file::Place;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "drop-database",
    level: Level::Warning,
    help: "do it by hand, where the name is read twice",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let dropped = place.statement().shape.dropped().filter(|dropped| dropped.kind == "database")?;
    Some(Found::new(format!("{} is gone with all that is in it", dropped.names.first()?.plain())))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_a_drop_is_found() {
        judge(
            super::RULE.id,
            &["DROP DATABASE d;", "drop database if exists d with (force);"],
            &["CREATE DATABASE d;", "COMMENT ON DATABASE d IS 'DROP DATABASE d';"],
        );
    }
}
