//! A type that fills up with blanks.

use super::super::file::Place;
use super::super::shape::Column;
use super::super::words::Words;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "char-type",
    level: Level::Warning,
    help: "write text, with a CHECK on its length where that matters",
    find: Find::Each(find),
};

fn find(place: &Place<'_>) -> Vec<Found> {
    let is_padded = |ty: Words<'_>| {
        ty.starts(&["char", "character", "bpchar"]) && !ty.starts(&["character varying", "char varying"])
    };
    let message = |column: &Column<'_>| {
        format!("{} is filled up with blanks, which comparisons overlook and lengths do not", column.name.as_str())
    };
    place.columns().filter(|(_, column)| is_padded(column.ty)).map(|(_, column)| Found::new(message(column))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_padded_text_is_found() {
        judge(
            super::RULE.id,
            &["CREATE TABLE t (a char(3));", "ALTER TABLE t ADD a character(3) NOT NULL;"],
            &["CREATE TABLE t (a character varying(3), b text, c \"char\");"],
        );
    }
}
