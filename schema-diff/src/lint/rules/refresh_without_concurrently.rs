//! A materialised view that nobody can read while it is filled.

use super::super::file::Place;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "refresh-without-concurrently",
    level: Level::Warning,
    help: "write REFRESH MATERIALIZED VIEW CONCURRENTLY, which wants a unique index on the view",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let words = place.statement().words.after("refresh materialized view")?;
    let (view, rest) = words.name()?;
    let waits = !words.starts(&["concurrently"]) && !rest.has("no data") && !place.is_new(&view);
    let message = format!("reads of {} wait until it is filled", view.plain());
    waits.then(|| Found::new(message).fix(place.statement().with("view", "CONCURRENTLY")))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_a_refresh_that_locks_readers_out_is_found() {
        judge(
            super::RULE.id,
            &["REFRESH MATERIALIZED VIEW v;"],
            &[
                "REFRESH MATERIALIZED VIEW CONCURRENTLY v;",
                "REFRESH MATERIALIZED VIEW v WITH NO DATA;",
                "CREATE MATERIALIZED VIEW v AS SELECT 1; REFRESH MATERIALIZED VIEW v;",
            ],
        );
    }
}
