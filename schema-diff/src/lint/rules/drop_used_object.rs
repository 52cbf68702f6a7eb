//! A view, function, type or the like that running code may use.

use entity_core::schema::QualName;

use super::super::file::Place;
use super::super::statement::Statement;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "drop-used-object",
    level: Level::Warning,
    help: "stop using it first, in code that is everywhere already; what the same file makes again is no loss",
    find: Find::Each(find),
};

const KINDS: [&str; 13] = [
    "view",
    "materialized view",
    "function",
    "procedure",
    "routine",
    "aggregate",
    "type",
    "domain",
    "sequence",
    "extension",
    "operator",
    "collation",
    "server",
];

fn find(place: &Place<'_>) -> Vec<Found> {
    let Some(dropped) = place.statement().shape.dropped() else { return Vec::new() };
    if !KINDS.contains(&dropped.kind.as_str()) {
        return Vec::new();
    }
    let is_made = |statement: &Statement<'_>, name: &QualName| {
        statement.shape.create().is_some_and(|create| create.name == *name)
    };
    let lost = dropped.names.iter().filter(|name| {
        !place.file.statements.iter().any(|statement| is_made(statement, name)) && !place.loses(&name.plain())
    });
    lost.map(|name| {
        Found::new(format!("the {} {} is gone, and running code that uses it fails", dropped.kind, name.plain()))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn what_is_made_again_is_not_found() {
        judge(
            super::RULE.id,
            &[
                "DROP VIEW v;",
                "DROP MATERIALIZED VIEW IF EXISTS s.v;",
                "DROP FUNCTION f(int, text);",
                "DROP TYPE e;",
                "DROP EXTENSION hstore;",
            ],
            &[
                "DROP VIEW v; CREATE VIEW v AS SELECT 1;",
                "CREATE DOMAIN d AS int; DROP DOMAIN d;",
                "DROP TABLE t;",
                "DROP TRIGGER g ON t;",
            ],
        );
    }
}
