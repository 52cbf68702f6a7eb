//! A policy that has no effect.

use super::super::file::Place;
use super::super::statement::Statement;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "policy-without-row-security",
    level: Level::Warning,
    help: "write ALTER TABLE … ENABLE ROW LEVEL SECURITY",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let policy = place.statement().shape.create().filter(|create| create.kind == "policy")?;
    let (table, _) = policy.rest.after("on")?.name()?;
    let enables = |statement: &Statement<'_>| {
        let altered = statement.shape.altered().filter(|altered| altered.table == table);
        altered.is_some_and(|altered| altered.others().any(|action| action.starts(&["enable row level security"])))
    };
    // A table that existed before may have it already.
    let is_idle = place.is_new(&table) && !place.file.statements.iter().any(enables);
    let fix = || Some(format!("ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"));
    is_idle
        .then(|| Found::new(format!("the policy has no effect, because {} shows all rows", table.plain())).fix(fix()))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_a_new_table_without_it_is_found() {
        judge(
            super::RULE.id,
            &["CREATE TABLE t (); CREATE POLICY p ON t USING (true);"],
            &[
                "CREATE TABLE t (); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (true);",
                "CREATE POLICY p ON t USING (true);",
            ],
        );
    }
}
