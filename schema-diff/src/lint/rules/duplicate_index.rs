//! An index that another one makes needless.

use entity_core::schema::Ident;

use super::super::file::Place;
use super::super::shape::{Constraint, Index, Key};
use super::super::statement::Statement;
use super::super::words::Words;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "duplicate-index",
    level: Level::Warning,
    help: "leave it out: the other serves the same queries",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let index = place.statement().shape.index().filter(|index| is_plain(index))?;
    let serves = |(at, statement): (usize, &Statement<'_>)| {
        let other = statement.shape.index().filter(|other| is_plain(other) && other.table == index.table);
        let by_index = other.is_some_and(|other| at != place.at && is_served(index, other, at < place.at));
        let is_key = |key: &Constraint<'_>| matches!(key.key, Key::Primary | Key::Unique);
        let mut keys = statement.shape.constraints().filter(|(table, key)| **table == index.table && is_key(key));
        by_index || !index.unique && keys.any(|(_, key)| leads(&key.columns, &index.columns))
    };
    let is_needless = place.file.statements.iter().enumerate().any(serves);
    is_needless
        .then(|| Found::new(format!("another index or key on {} begins with the same columns", index.table.plain())))
}

/// Of two that are alike, the later is needless. A unique one is more than a longer one.
fn is_served(index: &Index<'_>, other: &Index<'_>, is_earlier: bool) -> bool {
    let is_twin = other.columns == index.columns;
    if index.unique {
        other.unique && is_twin && is_earlier
    } else {
        other.columns.starts_with(&index.columns) && (!is_twin || other.unique || is_earlier)
    }
}

fn is_plain(index: &Index<'_>) -> bool {
    index.rest.is_empty() && index.method.is_none_or(|method| method == "btree")
}

/// Whether a key begins with these columns.
fn leads(names: &[Ident], columns: &[Words<'_>]) -> bool {
    let name = |words: &Words<'_>| words.ident().filter(|(_, rest)| rest.is_empty()).map(|(name, _)| name);
    let columns: Option<Vec<Ident>> = columns.iter().map(name).collect();
    columns.is_some_and(|columns| names.starts_with(&columns))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_an_index_that_another_serves_is_found() {
        judge(
            super::RULE.id,
            &[
                "CREATE INDEX i ON t (a); CREATE INDEX j ON t (a, b);",
                "CREATE INDEX i ON t (a); CREATE INDEX j ON t (a);",
                "CREATE TABLE t (a int, b int, UNIQUE (a, b)); CREATE INDEX i ON t (a);",
                "CREATE UNIQUE INDEX i ON t (a); CREATE INDEX j ON public.t USING btree (a);",
            ],
            &[
                "CREATE INDEX i ON t (a); CREATE INDEX j ON t (b, a);",
                "CREATE INDEX i ON t (a) WHERE b; CREATE INDEX j ON t (a, b);",
                "CREATE UNIQUE INDEX i ON t (a); CREATE INDEX j ON t (a, b);",
                "CREATE INDEX i ON t USING gin (a); CREATE INDEX j ON t (a);",
                "CREATE INDEX i ON t (a); CREATE INDEX j ON s.t (a);",
                "CREATE UNIQUE INDEX i ON t (a); CREATE UNIQUE INDEX j ON t (a, b);",
            ],
        );
    }
}
