//! Who may see or do what, changed while code runs.

use super::super::file::Place;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "changing-access",
    level: Level::Policy,
    help: "see that every role of running code keeps what it needs, and gets nothing it must not have",
    find: Find::One(find),
};

const ROW_SECURITY: [&str; 4] = [
    "enable row level security",
    "disable row level security",
    "force row level security",
    "no force row level security",
];

fn find(place: &Place<'_>) -> Option<Found> {
    let words = place.statement().words;
    let policy = place.statement().shape.create().filter(|create| create.kind == "policy");
    let on = policy.and_then(|policy| policy.rest.after("on")?.name());
    let is_policy = on.is_some_and(|(table, _)| !place.is_new(&table)) || words.starts(&["alter policy"]);
    let is_row_security = place.altered().is_some_and(|altered| altered.others().any(|it| it.starts(&ROW_SECURITY)));
    let is_found = is_policy || is_row_security || words.starts(&["revoke"]);
    is_found.then(|| Found::new("rows or objects that running code uses may be out of its sight from now on"))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_existing_access_is_found() {
        judge(
            super::RULE.id,
            &[
                "CREATE POLICY p ON t USING (true);",
                "ALTER POLICY p ON t TO r;",
                "ALTER TABLE t ENABLE ROW LEVEL SECURITY;",
                "REVOKE SELECT ON t FROM r;",
            ],
            &[
                "CREATE TABLE t (); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (true);",
                "GRANT SELECT ON t TO r;",
            ],
        );
    }
}
