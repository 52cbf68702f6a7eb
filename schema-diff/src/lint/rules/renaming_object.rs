//! A namespace, view, type, function or role that running code no longer finds.

use super::super::file::Place;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "renaming-object",
    level: Level::Warning,
    help: "make a second one, use it everywhere, then drop the first",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let words = place.statement().words.after("alter")?;
    if words.starts(&["table", "foreign table", "index", "trigger", "policy", "rule", "event trigger"]) {
        return None;
    }
    let renames = words.has("rename to") || words.has("rename value") || words.has("rename attribute");
    let (kind, rest) = words.skip(&["materialized", "foreign", "text", "search"]).keyword()?;
    let name = rest.skip(&["if", "exists"]).name().map(|(name, _)| name.plain());
    renames.then(|| Found::new(format!("running code that uses the {kind} {} fails", name.unwrap_or_default())))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_objects_that_code_names_are_found() {
        judge(
            super::RULE.id,
            &[
                "ALTER SCHEMA s RENAME TO r;",
                "ALTER VIEW v RENAME TO w;",
                "ALTER TYPE e RENAME VALUE 'a' TO 'b';",
                "ALTER TYPE c RENAME ATTRIBUTE a TO b;",
                "ALTER FUNCTION f(int) RENAME TO g;",
                "ALTER ROLE r RENAME TO s;",
            ],
            &["ALTER TABLE t RENAME TO s;", "ALTER INDEX i RENAME TO j;", "ALTER TYPE e ADD VALUE 'rename';"],
        );
    }
}
