//! A domain that will be hard to change.

use super::super::file::Place;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "domain-with-constraint",
    level: Level::Policy,
    help: "put the constraint on the columns, where it can be changed one by one",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let create = place.statement().shape.create().filter(|create| create.kind == "domain")?;
    let is_bound = create.rest.has("check") || create.rest.has("not null");
    is_bound.then(|| {
        Found::new(format!("another constraint of {} reads and locks all tables that use it", create.name.plain()))
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_a_constraint_is_found() {
        judge(
            super::RULE.id,
            &["CREATE DOMAIN d AS int CHECK (VALUE > 0);", "CREATE DOMAIN d text NOT NULL;"],
            &["CREATE DOMAIN d AS int DEFAULT 1;", "CREATE TABLE d (a int CHECK (a > 0));"],
        );
    }
}
