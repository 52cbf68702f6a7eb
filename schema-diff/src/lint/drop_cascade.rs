//! A drop that takes along what depends on the object.

use super::statement::{Statement, Words};
use super::{Place, Rule};

pub(super) const RULE: Rule =
    Rule { id: "drop-cascade", help: "drop what depends on it by name first, and leave CASCADE out", find };

fn find(_: &Place<'_>, statement: &Statement<'_>) -> Option<String> {
    let words = statement.words();
    let is_drop = words.after("drop").is_some() && words.ends_with(&["cascade"]);
    let drops_part = || words.after("alter").is_some() && words.parts().into_iter().any(drops);
    (is_drop || drops_part()).then(|| "CASCADE also drops what depends on the object, without naming it".to_owned())
}

/// A foreign key's action ends in CASCADE too, and drops nothing.
fn drops(part: Words<'_>) -> bool {
    let is_action = part.ends_with(&["delete", "cascade"]) || part.ends_with(&["update", "cascade"]);
    part.has(&["drop"]) && part.ends_with(&["cascade"]) && !is_action
}

#[cfg(test)]
mod tests {
    use super::super::found;

    #[test]
    fn only_drops_that_cascade_are_found() {
        for (text, is_found) in [
            ("DROP TABLE a CASCADE;", true),
            ("drop type if exists shop.state cascade -- all of it\n;", true),
            ("ALTER TABLE a DROP COLUMN b CASCADE, ADD c int;", true),
            ("DROP TABLE a; -- CASCADE", false),
            ("DROP TABLE \"cascade\";", false),
            ("COMMENT ON TABLE a IS 'DROP TABLE a CASCADE';", false),
            ("ALTER TABLE a DROP COLUMN b, ADD FOREIGN KEY (c) REFERENCES d ON DELETE CASCADE;", false),
            ("CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ DROP TABLE a CASCADE $$;", false),
        ] {
            assert_eq!(found(text) == [("drop-cascade", 1)], is_found, "{text}");
        }
    }
}
