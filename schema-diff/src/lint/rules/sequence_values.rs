//! A sequence that gives other numbers.

use super::super::file::Place;
use super::super::shape::Altered;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule =
    Rule { id: "sequence-values", level: Level::Policy, help: "see that no number comes twice", find: Find::One(find) };

const CHANGES: [&str; 8] = ["restart", "increment", "minvalue", "maxvalue", "start", "cycle", "no", "set increment"];

fn find(place: &Place<'_>) -> Option<Found> {
    let sequence =
        place.statement().words.after("alter sequence").and_then(|words| words.skip(&["if", "exists"]).name());
    let is_sequence = sequence.is_some_and(|(_, rest)| rest.starts(&CHANGES));
    let changes = |altered: &Altered<'_>| {
        altered.changes().any(|(_, words)| {
            words.starts(&["restart", "set increment", "set start", "set minvalue", "set maxvalue", "set cycle"])
        })
    };
    let is_identity = place.altered().is_some_and(changes);
    (is_sequence || is_identity)
        .then(|| Found::new("numbers may come twice, or running code may meet some it does not expect"))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_other_numbers_are_found() {
        judge(
            super::RULE.id,
            &[
                "ALTER SEQUENCE s RESTART WITH 1;",
                "ALTER SEQUENCE IF EXISTS s INCREMENT BY 2;",
                "ALTER TABLE t ALTER id RESTART WITH 5;",
            ],
            &["ALTER SEQUENCE s OWNED BY t.id;", "ALTER SEQUENCE s OWNER TO r;"],
        );
    }
}
