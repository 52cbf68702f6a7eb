//! A BEGIN or COMMIT inside of a transaction.

use super::super::file::Place;
use super::super::words::Words;
use super::super::{Find, Found, Level, Role, Rule};
use crate::files::Via;

pub(super) const RULE: Rule = Rule {
    id: "transaction-nesting",
    level: Level::Warning,
    help: "leave it out, and cut the file by lines `-- schema-diff: transaction` and `-- schema-diff: no-transaction`",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let statement = place.statement();
    let begins = |words: Words<'_>| words.starts(&["begin", "start transaction"]);
    let message = match place.file.role {
        Role::Up | Role::Down(_) => match place.via {
            Via::Transaction if statement.controls_transaction => {
                "the runner refuses this, because it keeps the transaction itself"
            }
            Via::Transaction | Via::Single => return None,
        },
        Role::Alone => {
            let last = place.before().iter().rev().find(|other| other.controls_transaction)?;
            let is_nested = begins(statement.words) && begins(last.words);
            is_nested
                .then_some("a transaction is open already, so that this begins none, and the next COMMIT ends both")?
        }
    };
    Some(Found::new(message))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_a_transaction_in_another_is_found() {
        judge(
            super::RULE.id,
            &["BEGIN; SELECT 1; BEGIN; COMMIT;", "START TRANSACTION; BEGIN; COMMIT;"],
            &["BEGIN; SELECT 1; COMMIT; BEGIN; COMMIT;", "BEGIN; SAVEPOINT a; ROLLBACK TO a; COMMIT;"],
        );
    }
}
