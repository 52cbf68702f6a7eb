//! An enum label that is used in the transaction that adds it, which the server refuses.

use super::statement::Statement;
use super::{Place, Rule};

pub(super) const RULE: Rule = Rule {
    id: "enum-value-used-in-its-transaction",
    help: "put a line `-- schema-diff: transaction` between the two, so that the label is committed before its first use",
    find,
};

fn find(place: &Place<'_>, statement: &Statement<'_>) -> Option<String> {
    // Other labels may be placed beside the new one, and a comment may speak of it.
    if added(statement).is_some() || statement.words().after("comment").is_some() {
        return None;
    }
    let is_used = |label: &&str| statement.texts().any(|text| text == *label);
    let label = place.beside.iter().filter_map(added).find(is_used)?;
    Some(format!("the label `{label}` is used in the transaction that adds it"))
}

/// The label that a statement adds.
fn added<'a>(statement: &'a Statement<'a>) -> Option<&'a str> {
    let (_, words) = statement.words().after("alter")?.after("type")?.name()?;
    words.after("add")?.after("value")?.skip(&["if", "not", "exists"]).text()
}

#[cfg(test)]
mod tests {
    use super::super::found;

    #[test]
    fn only_a_use_in_the_same_transaction_is_found() {
        let add = "ALTER TYPE shop.state ADD VALUE IF NOT EXISTS 'gone' BEFORE 'new';\n";
        for (text, is_found) in [
            ("UPDATE t SET state = 'gone';", true),
            ("ALTER TABLE t ALTER state SET DEFAULT 'gone'::state;", true),
            ("UPDATE t SET state = 'new' -- 'gone'\n;", false),
            ("ALTER TYPE state ADD VALUE 'lost' AFTER 'gone';", false),
            ("COMMENT ON TYPE state IS 'gone';", false),
            ("-- schema-diff: transaction\nUPDATE t SET state = 'gone';", false),
            ("CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$ SELECT 'gone' $$;", false),
        ] {
            let is_named = found(&format!("{add}{text}")) == [("enum-value-used-in-its-transaction", 2)];
            assert_eq!(is_named, is_found, "{text}");
        }
    }
}
