//! Row-level security that is taken away.

use super::super::file::Place;
use super::super::words::Words;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "disabling-row-security",
    level: Level::Warning,
    help: "keep it, and write a policy that lets those through who may",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let altered = place.altered()?;
    let disables = |action: Words<'_>| action.starts(&["disable row level security", "no force row level security"]);
    let message = format!("rows of {} that were hidden can be seen", altered.table.plain());
    altered.others().any(disables).then(|| Found::new(message))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_taking_away_is_found() {
        judge(
            super::RULE.id,
            &["ALTER TABLE t DISABLE ROW LEVEL SECURITY;", "ALTER TABLE t NO FORCE ROW LEVEL SECURITY;"],
            &["ALTER TABLE t ENABLE ROW LEVEL SECURITY;", "ALTER TABLE t DISABLE TRIGGER g;"],
        );
    }
}
