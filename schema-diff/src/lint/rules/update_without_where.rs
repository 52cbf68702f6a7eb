//! An UPDATE or DELETE of every row.

use super::super::file::Place;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "update-without-where",
    level: Level::Warning,
    help: "do it in batches by a key, each in a transaction of its own; TRUNCATE, if all rows of a small table go",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let words = place.statement().words;
    let rest = words.after("update").or_else(|| words.after("delete from"))?;
    let (table, rest) = rest.skip(&["only"]).name()?;
    let is_all = !rest.has("where") && !place.is_new(&table);
    is_all.then(|| {
        Found::new(format!(
            "every row of {} is written in one statement, and stays locked until it ends",
            table.plain()
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_a_statement_without_a_condition_is_found() {
        judge(
            super::RULE.id,
            &["UPDATE t SET a = 1;", "delete from only s.t;"],
            &[
                "UPDATE t SET a = 1 WHERE b;",
                "CREATE TABLE t (a int); UPDATE t SET a = 1;",
                "DELETE FROM t USING s WHERE s.a = t.a;",
            ],
        );
    }
}
