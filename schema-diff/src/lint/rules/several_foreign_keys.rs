//! Foreign keys that lock several tables in one transaction.

use super::super::file::Place;
use super::super::shape::Key;
use super::super::statement::Statement;
use super::super::{Find, Found, Level, Rule};
use crate::files::Via;

pub(super) const RULE: Rule = Rule {
    id: "several-foreign-keys",
    level: Level::Policy,
    help: "put a line `-- schema-diff: transaction` between them, so that each locks two tables only, and no deadlock is possible",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    match place.via {
        Via::Transaction => {}
        Via::Single => return None,
    }
    let keys = |statement: &Statement<'_>| {
        let keys = statement.shape.altered().filter(|altered| !place.is_new(&altered.table));
        keys.map_or(0, |altered| altered.constraints().filter(|added| added.key == Key::Foreign).count())
    };
    let (here, before) = (keys(place.statement()), place.beside().iter().map(keys).sum::<usize>());
    (here > 0 && here + before > 1)
        .then(|| Found::new("this transaction locks more than two tables for its foreign keys"))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_two_keys_in_one_transaction_are_found() {
        judge(
            super::RULE.id,
            &[
                "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES s NOT VALID, ADD FOREIGN KEY (b) REFERENCES r NOT VALID;",
                "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES s; ALTER TABLE u ADD FOREIGN KEY (b) REFERENCES r;",
            ],
            &[
                "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES s;",
                "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES s;\n-- schema-diff: transaction\nALTER TABLE u ADD FOREIGN KEY (b) REFERENCES r;",
                "CREATE TABLE t (); ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES s, ADD FOREIGN KEY (b) REFERENCES r;",
            ],
        );
    }
}
