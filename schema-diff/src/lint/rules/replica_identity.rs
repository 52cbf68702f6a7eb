//! What replicas get to know, changed.

use super::super::file::Place;
use super::super::words::Words;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "replica-identity",
    level: Level::Policy,
    help: "see that each subscriber bears it, and that none lags",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let words = place.statement().words;
    let is_identity =
        place.altered().is_some_and(|altered| altered.others().any(|it| it.starts(&["replica identity"])));
    let publication = words.after("alter publication").and_then(Words::ident);
    let is_publication =
        publication.is_some_and(|(_, rest)| rest.starts(&["drop", "set"])) || words.starts(&["drop publication"]);
    (is_identity || is_publication).then(|| Found::new("subscribers may stop or get other rows from now on"))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_what_takes_away_is_found() {
        judge(
            super::RULE.id,
            &["ALTER TABLE t REPLICA IDENTITY FULL;", "DROP PUBLICATION p;", "ALTER PUBLICATION p SET TABLE t;"],
            &["ALTER PUBLICATION p ADD TABLE t;", "CREATE PUBLICATION p FOR TABLE t;"],
        );
    }
}
