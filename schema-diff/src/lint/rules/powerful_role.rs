//! A role that passes all checks.

use super::super::file::Place;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "powerful-role",
    level: Level::Warning,
    help: "grant what the role needs by name",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let words = place.statement().words;
    let is_role = words.starts(&["create role", "create user", "alter role", "alter user"]);
    let power = ["superuser", "bypassrls", "replication"].into_iter().find(|power| words.has(power))?;
    is_role.then(|| Found::new(format!("{power} passes checks that hold for all others")))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_power_is_found() {
        judge(
            super::RULE.id,
            &["CREATE ROLE r SUPERUSER;", "ALTER USER r WITH BYPASSRLS;"],
            &["CREATE ROLE r NOSUPERUSER LOGIN;", "ALTER TABLE t ADD superuser text;"],
        );
    }
}
