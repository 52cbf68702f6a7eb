//! A text with a length in its type.

use super::super::file::Place;
use super::super::shape::Column;
use super::super::words::Words;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "prefer-text",
    level: Level::Policy,
    help: "write text, and a CHECK on its length, which can be changed without a lock for long",
    find: Find::Each(find),
};

fn find(place: &Place<'_>) -> Vec<Found> {
    let is_bounded = |ty: Words<'_>| ty.starts(&["varchar", "character varying", "char varying"]) && ty.has_sign('(');
    let message = |column: &Column<'_>| {
        format!("the length of {} is changed under a lock of the whole table", column.name.as_str())
    };
    place.columns().filter(|(_, column)| is_bounded(column.ty)).map(|(_, column)| Found::new(message(column))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_a_length_is_found() {
        judge(
            super::RULE.id,
            &["CREATE TABLE t (a varchar(3));", "ALTER TABLE t ADD a character varying(3);"],
            &["CREATE TABLE t (a varchar, b text, c numeric(3));"],
        );
    }
}
