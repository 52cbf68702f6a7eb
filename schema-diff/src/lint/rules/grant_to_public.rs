//! A right for everybody.

use super::super::file::Place;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule =
    Rule { id: "grant-to-public", level: Level::Warning, help: "name the roles that need it", find: Find::One(find) };

fn find(place: &Place<'_>) -> Option<Found> {
    let words = place.statement().words;
    let grant = words.after("grant").or_else(|| words.after("alter default privileges")?.find("grant"))?;
    let roles = grant.find("to")?.cut(|here| here.starts(&["with", "granted"])).0;
    let is_public = roles.parts().into_iter().any(|role| role.skip(&["group"]).starts(&["public"]));
    is_public.then(|| Found::new("every role has this right, those of tomorrow too"))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_everybody_is_found() {
        judge(
            super::RULE.id,
            &[
                "GRANT SELECT ON t TO PUBLIC;",
                "grant all on schema s to r, public with grant option;",
                "ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC;",
            ],
            &[
                "GRANT USAGE ON SCHEMA public TO r;",
                "GRANT SELECT ON t TO \"public_reader\";",
                "REVOKE ALL ON t FROM PUBLIC;",
            ],
        );
    }
}
