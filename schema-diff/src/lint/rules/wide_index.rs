//! An index of more than three columns.

use super::super::file::Place;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "wide-index",
    level: Level::Policy,
    help: "begin with the columns that leave the fewest rows, and leave out the rest",
    find: Find::One(find),
};

const MOST_COLUMNS: usize = 3;

fn find(place: &Place<'_>) -> Option<Found> {
    let index = place.statement().shape.index()?;
    let is_tree = index.method.is_none_or(|method| method == "btree");
    let is_wide = !index.unique && is_tree && index.columns.len() > MOST_COLUMNS;
    is_wide.then(|| {
        Found::new(format!(
            "the later columns of this index on {} seldom help, and each write pays",
            index.table.plain()
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_a_plain_index_of_many_columns_is_found() {
        judge(
            super::RULE.id,
            &["CREATE INDEX i ON t (a, b, c, d);"],
            &[
                "CREATE UNIQUE INDEX i ON t (a, b, c, d);",
                "CREATE INDEX i ON t (f(a, b), c, d);",
                "CREATE INDEX i ON t USING gin (a, b, c, d);",
            ],
        );
    }
}
