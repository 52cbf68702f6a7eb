//! A transaction that nobody ends.

use super::super::file::Place;
use super::super::statement::Statement;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "uncommitted-transaction",
    level: Level::Warning,
    help: "write COMMIT at its end",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let begins = place.statement().words.starts(&["begin", "start transaction"]);
    let ends = |statement: &Statement<'_>| {
        statement.words.starts(&["commit", "end", "rollback", "abort", "prepare transaction"])
            && statement.controls_transaction
    };
    let is_open = begins && !place.after().iter().any(ends);
    is_open.then(|| Found::new("the transaction is never committed, so that the server undoes it"))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_a_transaction_without_an_end_is_found() {
        judge(
            super::RULE.id,
            &["BEGIN; CREATE TABLE t ();", "START TRANSACTION; SELECT 1; ROLLBACK TO a;"],
            &["BEGIN; CREATE TABLE t (); COMMIT;", "BEGIN; SELECT 1; END;"],
        );
    }
}
