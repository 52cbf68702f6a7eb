//! Options of functions, views, roles, databases or the server, changed while code runs.

use super::super::file::Place;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "changing-settings",
    level: Level::Policy,
    help: "see what depends on them; they take effect at once or with the next connection",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let words = place.statement().words.after("alter")?;
    let sets = words.has("set") || words.has("reset");
    let is_routine = words.starts(&["function", "procedure", "routine"])
        && !words.has("rename to")
        && !words.has("set schema")
        && !words.has("owner to");
    let is_view = words.starts(&["view"]) && sets && !words.has("set schema") && !words.has("alter column");
    let is_role = words.starts(&["role", "user"]) && !words.has("rename to");
    let is_wide = words.starts(&["system"]) || words.starts(&["database"]) && sets;
    let is_found = is_routine || is_view || is_role || is_wide || words.starts(&["extension"]) && words.has("update");
    is_found.then(|| Found::new("what running code does, or how fast, may be another from now on"))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_settings_are_found() {
        judge(
            super::RULE.id,
            &[
                "ALTER FUNCTION f(int) STABLE;",
                "ALTER VIEW v SET (security_invoker = true);",
                "ALTER ROLE r SET search_path = s;",
                "ALTER DATABASE d SET work_mem = '1GB';",
                "ALTER SYSTEM SET work_mem = '1GB';",
                "ALTER EXTENSION hstore UPDATE;",
            ],
            &[
                "ALTER FUNCTION f(int) RENAME TO g;",
                "ALTER VIEW v RENAME TO w;",
                "ALTER TABLE t SET (fillfactor = 80);",
            ],
        );
    }
}
