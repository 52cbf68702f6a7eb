//! A name that the server cuts off.

use super::super::file::Place;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "identifier-too-long",
    level: Level::Warning,
    help: "choose a name of 63 bytes at most",
    find: Find::Each(find),
};

const MOST_BYTES: usize = 63;

fn find(place: &Place<'_>) -> Vec<Found> {
    let words = place.statement().words;
    if !words.starts(&["create", "alter"]) {
        return Vec::new();
    }
    let mut names: Vec<&str> = words.names().filter(|name| name.len() > MOST_BYTES).collect();
    names.sort_unstable();
    names.dedup();
    names
        .into_iter()
        .map(|name| Found::new(format!("the server cuts `{name}` to {MOST_BYTES} bytes, where it may meet another")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_more_than_63_bytes_are_found() {
        judge(
            super::RULE.id,
            &[
                "CREATE TABLE aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa ();",
                "ALTER TABLE t ADD \"éééééééééééééééééééééééééééééééé\" int;",
            ],
            &[
                "CREATE TABLE aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa ();",
                "SELECT 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa';",
            ],
        );
    }
}
