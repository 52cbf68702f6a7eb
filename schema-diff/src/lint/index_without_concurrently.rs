//! An index that holds up writers while it is built.

use entity_core::schema::QualName;

use super::statement::Statement;
use super::{Place, Rule};

pub(super) const RULE: Rule = Rule {
    id: "index-without-concurrently",
    help: "write CREATE INDEX CONCURRENTLY under a line `-- schema-diff: no-transaction`, if the table is large",
    find,
};

fn find(place: &Place<'_>, statement: &Statement<'_>) -> Option<String> {
    let table = locked_table(statement)?;
    let is_new = place.before.iter().any(|other| other.created_table().as_ref() == Some(&table));
    (!is_new).then(|| format!("writes to {} wait until the index is built", table.plain()))
}

/// The table that a plain CREATE INDEX locks.
fn locked_table(statement: &Statement<'_>) -> Option<QualName> {
    let words = statement.words().after("create")?.skip(&["unique"]).after("index")?;
    if words.after("concurrently").is_some() {
        return None;
    }
    let words = words.skip(&["if", "not", "exists"]);
    // An index may go without a name.
    let unnamed = words.after("on");
    let named = || words.name().and_then(|(_, rest)| rest.after("on"));
    unnamed.or_else(named)?.skip(&["only"]).name().map(|(table, _)| table)
}

#[cfg(test)]
mod tests {
    use super::super::found;

    #[test]
    fn only_an_index_on_a_table_that_may_have_rows_is_found() {
        for (text, is_found) in [
            ("CREATE INDEX i ON t (a);", true),
            ("create unique index if not exists i on only s.\"T\" (a);", true),
            ("CREATE INDEX ON t (a);", true),
            ("CREATE TABLE s.t (a int); CREATE INDEX i ON t (a);", true),
            ("CREATE UNLOGGED TABLE IF NOT EXISTS t (a int); CREATE INDEX i ON public.t (a);", false),
            ("CREATE MATERIALIZED VIEW t AS SELECT 1 AS a; CREATE INDEX i ON t (a);", false),
            ("-- schema-diff: no-transaction\nCREATE INDEX CONCURRENTLY i ON t (a);", false),
        ] {
            assert_eq!(found(text) == [("index-without-concurrently", 1)], is_found, "{text}");
        }
    }
}
