//! A setting that outlives the file.

use super::super::file::Place;
use super::super::statement::Statement;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "leftover-setting",
    level: Level::Warning,
    help: "write SET LOCAL in a transaction, or RESET at the end",
    find: Find::One(find),
};

const SETTINGS: [&str; 4] = ["search_path", "role", "session_replication_role", "session authorization"];

fn find(place: &Place<'_>) -> Option<Found> {
    let words = place.statement().words.after("set")?;
    let words = words.after("session").filter(|rest| !rest.starts(&["authorization"])).unwrap_or(words);
    let setting = SETTINGS.into_iter().find(|setting| words.starts(&[setting]))?;
    let is_reset = words.has("default") || setting == "role" && words.starts(&["role none"]);
    let ends = |statement: &Statement<'_>| {
        statement.words.starts(&["reset all", "discard all", "set role none"])
            || statement.words.after("reset").is_some_and(|rest| rest.starts(&[setting]))
            || statement.words.after("set").is_some_and(|rest| rest.starts(&[setting]) && rest.has("default"))
    };
    let is_left = !is_reset && !place.after().iter().any(ends);
    is_left.then(|| Found::new(format!("{setting} stays as it is set here for all that follows on this connection")))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_what_is_not_reset_is_found() {
        judge(
            super::RULE.id,
            &["SET search_path = s;", "SET ROLE r; CREATE TABLE t ();", "SET SESSION AUTHORIZATION r;"],
            &[
                "SET LOCAL search_path = s;",
                "SET search_path TO s; SELECT 1; RESET search_path;",
                "SET ROLE r; RESET ROLE;",
                "SET lock_timeout = '5s';",
            ],
        );
    }
}
