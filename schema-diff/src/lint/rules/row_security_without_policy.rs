//! Row-level security that shows nobody a row.

use entity_core::schema::QualName;

use super::super::file::Place;
use super::super::statement::Statement;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "row-security-without-policy",
    level: Level::Warning,
    help: "create a policy in the same transaction",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let altered = place.statement().shape.altered()?;
    if !altered.others().any(|action| action.starts(&["enable row level security"])) {
        return None;
    }
    let is_of = |statement: &Statement<'_>| policy_table(statement).is_some_and(|table| table == altered.table);
    let message = format!("without a policy, {} is empty for all but its owner", altered.table.plain());
    (!place.file.statements.iter().any(is_of)).then(|| Found::new(message))
}

fn policy_table(statement: &Statement<'_>) -> Option<QualName> {
    let policy = statement.shape.create().filter(|create| create.kind == "policy")?;
    policy.rest.after("on")?.name().map(|(table, _)| table)
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_a_table_without_a_policy_is_found() {
        judge(
            super::RULE.id,
            &[
                "ALTER TABLE t ENABLE ROW LEVEL SECURITY;",
                "ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON s USING (true);",
            ],
            &[
                "ALTER TABLE s.t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON s.t USING (true);",
                "ALTER TABLE t FORCE ROW LEVEL SECURITY;",
            ],
        );
    }
}
