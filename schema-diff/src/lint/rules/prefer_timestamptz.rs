//! A point in time without a zone.

use super::super::file::Place;
use super::super::shape::Column;
use super::super::words::Words;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule =
    Rule { id: "prefer-timestamptz", level: Level::Warning, help: "write timestamptz", find: Find::Each(find) };

fn find(place: &Place<'_>) -> Vec<Found> {
    let is_bare = |ty: Words<'_>| ty.starts(&["timestamp"]) && !ty.has("with time zone");
    let message =
        |column: &Column<'_>| format!("{} means another point in time in each session's zone", column.name.as_str());
    place.columns().filter(|(_, column)| is_bare(column.ty)).map(|(_, column)| Found::new(message(column))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_a_time_without_a_zone_is_found() {
        judge(
            super::RULE.id,
            &["CREATE TABLE t (a timestamp);", "ALTER TABLE t ADD a timestamp(3) without time zone DEFAULT now();"],
            &[
                "CREATE TABLE t (a timestamptz, b timestamp with time zone, c timestamp(3) with time zone, timestamp date);",
            ],
        );
    }
}
