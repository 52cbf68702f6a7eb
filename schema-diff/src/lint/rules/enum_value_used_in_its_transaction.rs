//! An enum label that is used in the transaction that adds it, which the server refuses.

use super::super::file::Place;
use super::super::statement::Statement;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "enum-value-used-in-its-transaction",
    level: Level::Warning,
    help: "put a line `-- schema-diff: transaction` between the two, so that the label is committed before its first use",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let statement = place.statement();
    // Other labels may be placed beside the new one, and a comment may speak of it.
    if added(statement).is_some() || statement.words.starts(&["comment"]) {
        return None;
    }
    let is_used = |label: &&str| statement.words.texts().any(|text| text == *label);
    let label = place.beside().iter().filter_map(added).find(is_used)?;
    Some(Found::new(format!("the label `{label}` is used in the transaction that adds it")))
}

/// The label that a statement adds.
fn added<'a>(statement: &Statement<'a>) -> Option<&'a str> {
    let (_, words) = statement.words.after("alter type")?.name()?;
    words.after("add value")?.skip(&["if", "not", "exists"]).text()
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_a_use_in_the_same_transaction_is_found() {
        judge(
            super::RULE.id,
            &[
                "ALTER TYPE shop.state ADD VALUE IF NOT EXISTS 'gone' BEFORE 'new'; UPDATE t SET state = 'gone' WHERE a;",
                "ALTER TYPE state ADD VALUE 'gone'; ALTER TABLE t ALTER state SET DEFAULT 'gone'::state;",
            ],
            &[
                "ALTER TYPE state ADD VALUE 'gone' BEFORE 'new'; UPDATE t SET state = 'new' -- 'gone'\n;",
                "ALTER TYPE state ADD VALUE 'gone'; ALTER TYPE state ADD VALUE 'lost' AFTER 'gone';",
                "ALTER TYPE state ADD VALUE 'gone'; COMMENT ON TYPE state IS 'gone';",
                "ALTER TYPE state ADD VALUE 'gone';\n-- schema-diff: transaction\nUPDATE t SET state = 'gone';",
                "ALTER TYPE state ADD VALUE 'gone'; CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$ SELECT 'gone' $$;",
            ],
        );
    }
}
