//! A foreign key whose columns lead no index.

use entity_core::schema::{Ident, QualName};

use super::super::file::Place;
use super::super::shape::Key;
use super::super::statement::Statement;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "missing-foreign-key-index",
    level: Level::Warning,
    help: "create an index on them: else each delete or update of the referred row reads the whole table",
    find: Find::Each(find),
};

fn find(place: &Place<'_>) -> Vec<Found> {
    // The columns of tables that existed before may have an index already.
    let is_known = |table: &QualName| place.is_new(table) || place.statement().shape.created_table() == Some(table);
    let keys = place.constraints().filter(|(table, it)| it.key == Key::Foreign && is_known(table));
    let keys = keys.map(|(table, key)| (table, key.columns.clone()));
    let inline = place.columns().filter(|(_, column)| column.references().is_some());
    let inline = inline.map(|(table, column)| (table, vec![column.name.clone()]));
    let bare = keys.chain(inline).filter(|(table, columns)| !has_index(place, table, columns));
    bare.map(|(table, columns)| {
        let columns: Vec<&str> = columns.iter().map(Ident::as_str).collect();
        Found::new(format!("no index of {} begins with {}", table.plain(), columns.join(", ")))
    })
    .collect()
}

fn has_index(place: &Place<'_>, table: &QualName, columns: &[Ident]) -> bool {
    place.file.statements.iter().any(|statement| leading(statement, table).iter().any(|list| leads(list, columns)))
}

/// The column lists of the indexes and keys that a statement gives to a table.
fn leading(statement: &Statement<'_>, table: &QualName) -> Vec<Vec<Ident>> {
    let mut lists = Vec::new();
    if let Some(index) = statement.shape.index().filter(|index| index.table == *table && !index.rest.has("where")) {
        lists.push(index.columns.iter().map_while(|words| words.ident().map(|(name, _)| name)).collect());
    }
    let keys =
        statement.shape.constraints().filter(|(of, it)| *of == table && matches!(it.key, Key::Primary | Key::Unique));
    lists.extend(keys.map(|(_, key)| key.columns.clone()));
    let columns = statement.shape.columns().filter(|(of, it)| *of == table && (it.is_primary() || it.is_unique()));
    lists.extend(columns.map(|(_, column)| vec![column.name.clone()]));
    lists
}

/// Whether the first columns of a list are these, in whatever order.
fn leads(list: &[Ident], columns: &[Ident]) -> bool {
    list.get(..columns.len()).is_some_and(|head| columns.iter().all(|column| head.contains(column)))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_a_key_of_new_columns_is_found() {
        judge(
            super::RULE.id,
            &[
                "CREATE TABLE t (a int REFERENCES s);",
                "CREATE TABLE t (a int, b int, FOREIGN KEY (a, b) REFERENCES s, UNIQUE (a, c, b));",
                "ALTER TABLE t ADD a int REFERENCES s;",
                "CREATE TABLE t (a int REFERENCES s); CREATE INDEX i ON t (a) WHERE b;",
            ],
            &[
                "CREATE TABLE t (a int REFERENCES s); CREATE INDEX i ON t (a, b);",
                "CREATE TABLE t (a int PRIMARY KEY REFERENCES s);",
                "CREATE TABLE t (a int, b int, FOREIGN KEY (a, b) REFERENCES s, PRIMARY KEY (b, a, c));",
                "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES s;",
                "CREATE TABLE t (a int);",
            ],
        );
    }
}
