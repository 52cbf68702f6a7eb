//! A unique key over columns that may be null.

use entity_core::schema::Ident;

use super::super::file::Place;
use super::super::shape::{Column, Key};
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "unique-nulls",
    level: Level::Policy,
    help: "write NULLS DISTINCT or NULLS NOT DISTINCT (PostgreSQL 15), or make the columns NOT NULL",
    find: Find::Each(find),
};

fn find(place: &Place<'_>) -> Vec<Found> {
    let Some(table) = place.statement().shape.table() else { return Vec::new() };
    let primary = |name: &Ident| table.constraints.iter().any(|it| it.key == Key::Primary && it.columns.contains(name));
    let may_be_null = |column: &Column<'_>| !column.is_not_null() && !column.is_primary() && !primary(&column.name);
    let is_open = |name: &Ident| table.columns.iter().any(|column| column.name == *name && may_be_null(column));
    let keys = table.constraints.iter().filter(|it| it.key == Key::Unique && !it.words.has("distinct"));
    let open = keys.filter_map(|key| key.columns.iter().find(|name| is_open(name)));
    let inline = table.columns.iter().filter(|it| it.is_unique() && may_be_null(it) && !it.rest.has("distinct"));
    let names = open.chain(inline.map(|column| &column.name));
    names.map(|name| Found::new(format!("rows that are null in {} are all let in", name.as_str()))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_a_key_that_nulls_pass_is_found() {
        judge(
            super::RULE.id,
            &["CREATE TABLE t (a int UNIQUE);", "CREATE TABLE t (a int NOT NULL, b int, UNIQUE (a, b));"],
            &[
                "CREATE TABLE t (a int NOT NULL UNIQUE);",
                "CREATE TABLE t (a int, UNIQUE NULLS NOT DISTINCT (a));",
                "CREATE TABLE t (a int PRIMARY KEY, UNIQUE (a));",
            ],
        );
    }
}
