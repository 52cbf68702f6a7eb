//! A column that is named twice, which the server refuses.

use entity_core::schema::Ident;

use super::super::file::Place;
use super::super::shape::Shape;
use super::super::words::Words;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule =
    Rule { id: "duplicate-column", level: Level::Warning, help: "leave one of them out", find: Find::One(find) };

fn find(place: &Place<'_>) -> Option<Found> {
    let mut names = match &place.statement().shape {
        Shape::Table(table) => table.columns.iter().map(|column| column.name.clone()).collect(),
        Shape::Index(_) | Shape::Create(_) | Shape::Alter(_) | Shape::Drop(_) => Vec::new(),
        Shape::Other => written(place.statement().words),
    };
    names.sort_unstable();
    let twice = names.windows(2).find_map(|pair| {
        if let [one, two] = pair
            && one == two
        {
            Some(one)
        } else {
            None
        }
    })?;
    Some(Found::new(format!("the column {} is named twice", twice.as_str())))
}

/// The columns that an INSERT or UPDATE names one by one.
fn written(words: Words<'_>) -> Vec<Ident> {
    let inserted = || {
        let (_, rest) = words.after("insert into")?.name()?;
        rest.group().map(|(columns, _)| columns).filter(|columns| !columns.starts(&["select"]))
    };
    let updated = || {
        let rest = words.after("update").and_then(|words| words.find("set"))?;
        Some(rest.cut(|here| here.starts(&["from", "where", "returning"])).0)
    };
    let columns = inserted().or_else(updated).map(Words::parts).unwrap_or_default();
    // A part of a composite or an array may be written beside another part of it.
    let whole = columns.into_iter().filter_map(Words::ident).filter(|(_, rest)| !rest.continues());
    whole.map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_the_same_column_is_found() {
        judge(
            super::RULE.id,
            &[
                "CREATE TABLE t (a int, b int, a text);",
                "INSERT INTO t (a, a) VALUES (1, 2);",
                "UPDATE t SET a = 1, b = 2, \"a\" = 3 WHERE c;",
            ],
            &[
                "CREATE TABLE t (a int, b int);",
                "INSERT INTO t SELECT a, a FROM s;",
                "UPDATE t SET a[1] = 1, a[2] = 2, c.d = 1, c.e = 2 WHERE b = 1;",
            ],
        );
    }
}
