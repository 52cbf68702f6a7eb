//! A view or function that does something else from now on.

use super::super::file::Place;
use super::super::statement::Statement;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "replacing-view-or-function",
    level: Level::Policy,
    help: "see that running code bears both; a function under a second name can be tried first",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let create = place.statement().shape.create().filter(|create| create.replaces)?;
    let is_made = |statement: &Statement<'_>| statement.shape.create().is_some_and(|other| other.name == create.name);
    let is_kind = matches!(create.kind.as_str(), "view" | "function" | "procedure" | "aggregate");
    let is_found = is_kind && !place.before().iter().any(is_made);
    is_found.then(|| {
        Found::new(format!(
            "running code that uses {} gets another answer from now on, if it exists",
            create.name.plain()
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_what_may_exist_is_found() {
        judge(
            super::RULE.id,
            &[
                "CREATE OR REPLACE VIEW v AS SELECT 1;",
                "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql RETURN 1;",
            ],
            &["CREATE VIEW v AS SELECT 1;", "CREATE VIEW v AS SELECT 1; CREATE OR REPLACE VIEW v AS SELECT 2;"],
        );
    }
}
