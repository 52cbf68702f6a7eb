//! A table whose rows have no name.

use super::super::file::Place;
use super::super::shape::{Column, Key};
use super::super::statement::Statement;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "table-without-primary-key",
    level: Level::Policy,
    help: "add a primary key: replication, tools and people need it to speak of one row",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let table = place.statement().shape.table().filter(|table| table.is_whole && !table.is_temporary)?;
    let inline = table.columns.iter().any(Column::is_primary);
    let is_key = |statement: &Statement<'_>| {
        statement.shape.constraints().any(|(of, it)| *of == table.name && it.key == Key::Primary)
    };
    let has_key = inline || place.file.statements.iter().any(is_key);
    (!has_key).then(|| Found::new(format!("{} has no primary key", table.name.plain())))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_a_table_without_a_key_is_found() {
        judge(
            super::RULE.id,
            &["CREATE TABLE t (a int);"],
            &[
                "CREATE TABLE t (a int PRIMARY KEY);",
                "CREATE TABLE t (a int, PRIMARY KEY (a));",
                "CREATE TABLE t (a int); ALTER TABLE t ADD PRIMARY KEY (a);",
                "CREATE TABLE t PARTITION OF s DEFAULT;",
                "CREATE TEMP TABLE t (a int);",
            ],
        );
    }
}
