//! A password that everybody can read who has the file.

use super::super::file::Place;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "password-in-file",
    level: Level::Warning,
    help: "set it by hand with \\password, or use a certificate or a secret store",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let words = place.statement().words;
    let is_role = words.starts(&[
        "create role",
        "create user",
        "alter role",
        "alter user",
        "create user mapping",
        "alter user mapping",
    ]);
    let password = words.find("password").or_else(|| words.first_group()?.0.find("password"))?;
    (is_role && password.text().is_some())
        .then(|| Found::new("the password is in the file, its history and the server's log"))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_a_text_is_found() {
        judge(
            super::RULE.id,
            &[
                "CREATE ROLE r LOGIN PASSWORD 'x';",
                "ALTER USER r WITH ENCRYPTED PASSWORD 'x';",
                "CREATE USER MAPPING FOR r SERVER s OPTIONS (user 'a', password 'x');",
            ],
            &["CREATE ROLE r LOGIN PASSWORD NULL;", "CREATE TABLE t (password text DEFAULT 'x');"],
        );
    }
}
