//! A function that runs with its owner's rights and its caller's search_path.

use super::super::file::Place;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "security-definer-without-search-path",
    level: Level::Warning,
    help: "write SET search_path = pg_catalog, pg_temp in it, and qualify the names in its body",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let create = place.statement().shape.create()?;
    let is_routine = matches!(create.kind.as_str(), "function" | "procedure");
    let is_open = create.rest.has("security definer") && !create.rest.has("set search_path");
    // Options may stand behind a body in quotes, not behind one in SQL.
    let fix = || {
        (!create.rest.has("begin atomic") && !create.rest.has("return"))
            .then(|| place.statement().ending("SET search_path = pg_catalog, pg_temp"))
    };
    let message = format!("a caller can put tables and operators of his own into {}", create.name.plain());
    (is_routine && is_open).then(|| Found::new(message).fix(fix()))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_an_open_search_path_is_found() {
        judge(
            super::RULE.id,
            &[
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER AS $$ SELECT 1 $$;",
                "CREATE OR REPLACE PROCEDURE p() LANGUAGE sql AS $$ SELECT 1 $$ SECURITY DEFINER;",
            ],
            &[
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$ SELECT 1 $$;",
                "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$ SELECT 'SECURITY DEFINER' $$;",
            ],
        );
    }
}
