//! A constraint of a domain that is in use.

use super::super::file::Place;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "domain-constraint",
    level: Level::Warning,
    help: "add it NOT VALID, and VALIDATE CONSTRAINT in a later transaction",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let (domain, rest) = place.statement().words.after("alter domain")?.name()?;
    let is_new = place.before().iter().any(|it| it.shape.create().is_some_and(|create| create.name == domain));
    let adds = rest.starts(&["add"]) && !rest.has("not valid") || rest.starts(&["set not null"]);
    let message = format!("all tables with a column of {} are read and locked against writes", domain.plain());
    let fix = || rest.starts(&["add"]).then(|| place.statement().ending("NOT VALID"));
    (adds && !is_new).then(|| Found::new(message).fix(fix()))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_a_check_of_existing_rows_is_found() {
        judge(
            super::RULE.id,
            &["ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE > 0);", "ALTER DOMAIN d SET NOT NULL;"],
            &[
                "ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE > 0) NOT VALID;",
                "CREATE DOMAIN d AS int; ALTER DOMAIN d ADD CHECK (VALUE > 0);",
                "ALTER DOMAIN d DROP CONSTRAINT c;",
            ],
        );
    }
}
