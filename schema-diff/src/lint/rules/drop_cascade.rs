//! A drop that takes along what depends on the object.

use super::super::file::Place;
use super::super::words::Words;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "drop-cascade",
    level: Level::Warning,
    help: "drop what depends on it by name first, and leave CASCADE out",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let words = place.statement().words;
    let is_drop = words.starts(&["drop"]) && words.ends_with("cascade");
    let drops_part = || words.starts(&["alter"]) && words.parts().into_iter().any(drops);
    (is_drop || drops_part()).then(|| Found::new("CASCADE also drops what depends on the object, without naming it"))
}

/// A foreign key's action ends in CASCADE too, and drops nothing.
fn drops(part: Words<'_>) -> bool {
    let is_action = part.ends_with("delete cascade") || part.ends_with("update cascade");
    part.has("drop") && part.ends_with("cascade") && !is_action
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_drops_that_cascade_are_found() {
        judge(
            super::RULE.id,
            &[
                "DROP TABLE a CASCADE;",
                "drop type if exists shop.state cascade -- all of it\n;",
                "ALTER TABLE a DROP COLUMN b CASCADE, ADD c int;",
            ],
            &[
                "DROP TABLE a; -- CASCADE",
                "DROP TABLE \"cascade\";",
                "COMMENT ON TABLE a IS 'DROP TABLE a CASCADE';",
                "ALTER TABLE a DROP COLUMN b, ADD FOREIGN KEY (c) REFERENCES d ON DELETE CASCADE;",
                "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ DROP TABLE a CASCADE $$;",
            ],
        );
    }
}
