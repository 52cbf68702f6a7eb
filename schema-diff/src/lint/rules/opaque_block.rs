//! SQL that no reader and no tool looks into.

use super::super::file::Place;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "opaque-block",
    level: Level::Policy,
    help: "write the statements out, where that is possible",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let words = place.statement().words;
    let is_dynamic = words.starts(&["do"]) && words.bodies().any(|body| body.to_ascii_lowercase().contains("execute"));
    is_dynamic.then(|| Found::new("the block puts statements together when it runs, and no rule sees them"))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_a_block_that_executes_text_is_found() {
        judge(
            super::RULE.id,
            &["DO $$ BEGIN EXECUTE 'DROP TABLE t'; END $$;"],
            &[
                "DO $$ BEGIN PERFORM 1; END $$;",
                "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE $1; END $$;",
            ],
        );
    }
}
