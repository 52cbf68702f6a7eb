//! An entity-relationship diagram, as Mermaid reads it.

use std::fmt::Write as _;

use entity_core::schema::{Catalog, Column, Constraint, ForeignKey, Ident, QualName};

use crate::tables::{Table, tables};

/// Draws tables, columns and foreign keys as a Mermaid `erDiagram`.
///
/// # Shape
/// Tables by name, each with its columns in their order; then a line a foreign key. Mermaid allows few signs in types and
/// in names of columns: others are written as `_`.
pub fn erd(catalog: &Catalog) -> String {
    let tables = tables(catalog);
    let mut text = "erDiagram\n".to_owned();
    tables.iter().for_each(|table| block(&mut text, table));
    for table in &tables {
        for (_, constraint) in &table.constraints {
            match constraint {
                Constraint::ForeignKey(key) => line(&mut text, table, key),
                Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::Check(_) | Constraint::Exclusion(_) => {
                }
            }
        }
    }
    text
}

fn block(text: &mut String, table: &Table<'_>) {
    let _ = writeln!(text, "    {} {{", quoted(&table.name.plain()));
    for (name, column) in &table.columns {
        let Column { ty, .. } = column;
        let marks = marks(table, name).join(", ");
        let row = format!("{} {} {marks}", word(&ty.to_string()), word(name.as_str()));
        let _ = writeln!(text, "        {}", row.trim_end());
    }
    text.push_str("    }\n");
}

/// What a column is a key for.
fn marks(table: &Table<'_>, column: &Ident) -> Vec<&'static str> {
    let is_primary = table.primary_key().contains(column);
    let refers = table.constraints.iter().any(|(_, constraint)| match constraint {
        Constraint::ForeignKey(key) => key.columns.contains(column),
        Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::Check(_) | Constraint::Exclusion(_) => false,
    });
    let is_unique = !is_primary && table.is_unique(std::slice::from_ref(column));
    let marks = [(is_primary, "PK"), (refers, "FK"), (is_unique, "UK")];
    marks.into_iter().filter_map(|(is_so, mark)| is_so.then_some(mark)).collect()
}

/// A foreign key: how many rows it leads to, and how many lead back.
fn line(text: &mut String, table: &Table<'_>, key: &ForeignKey) {
    let is_optional = key.columns.iter().any(|name| table.column(name).is_some_and(|column| !column.not_null));
    let target = if is_optional { "|o" } else { "||" };
    let back = if table.is_unique(&key.columns) { "o|" } else { "o{" };
    let columns: Vec<&str> = key.columns.iter().map(Ident::as_str).collect();
    let (referenced, referring) = (named(&key.references), named(table.name));
    let _ = writeln!(text, "    {referenced} {target}--{back} {referring} : {}", quote(&columns.join(", ")));
}

fn named(table: &QualName) -> String {
    quoted(&table.plain())
}

/// A name of a table, in quotes where Mermaid needs them.
fn quoted(name: &str) -> String {
    let is_plain = name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if is_plain { name.to_owned() } else { quote(name) }
}

/// Mermaid has no escape for a quote.
fn quote(text: &str) -> String {
    let text: String = text.chars().map(|next| if next.is_control() { ' ' } else { next }).collect();
    format!("\"{}\"", text.replace('"', "'"))
}

/// A type or a column's name.
fn word(text: &str) -> String {
    let is_allowed = |sign: char| sign.is_alphanumeric() || "_-()[]".contains(sign);
    let word: String = text.chars().map(|sign| if is_allowed(sign) { sign } else { '_' }).collect();
    if word.starts_with(char::is_alphabetic) { word } else { format!("x{word}") }
}

#[cfg(test)]
mod tests {
    use entity_core::schema::{Action, Expr, Index, IndexKey, Object, ObjectId, PrimaryKey, Table, TypeName};

    use super::*;

    fn table(catalog: &mut Catalog, name: &QualName, columns: &[(&str, &str, bool)]) {
        let body = Table::default();
        catalog.insert(ObjectId::Table(name.clone()), Object::Table(body));
        for (column, ty, not_null) in columns {
            let ty = TypeName::from((*ty).to_owned());
            let body = Column { not_null: *not_null, ..Column::new(ty) };
            catalog.insert(ObjectId::Column(name.clone(), Ident::from(*column)), Object::Column(body));
            catalog.column_order.entry(name.clone()).or_default().push(Ident::from(*column));
        }
        let key = PrimaryKey { columns: vec!["id".into()], ..PrimaryKey::default() };
        let id = ObjectId::Constraint(name.clone(), format!("{}_pkey", name.plain()).into());
        catalog.insert(id, Object::Constraint(Constraint::PrimaryKey(key)));
    }

    fn refer(catalog: &mut Catalog, from: &QualName, column: &str, to: &QualName) {
        let key = ForeignKey {
            columns: vec![column.into()],
            referenced_columns: vec!["id".into()],
            on_delete: Action::Cascade,
            ..ForeignKey::new(to.clone())
        };
        let id = ObjectId::Constraint(from.clone(), format!("fk_{column}").into());
        catalog.insert(id, Object::Constraint(Constraint::ForeignKey(key)));
    }

    fn unique(catalog: &mut Catalog, table: &QualName, column: &str) {
        let direction = entity_core::schema::Direction::Asc;
        let key = IndexKey {
            expr: Expr::from(column),
            opclass: None,
            collation: None,
            direction,
            nulls: None,
            statistics: None,
        };
        let index = Index { keys: vec![key], unique: true, ..Index::new(table.clone()) };
        catalog.insert(ObjectId::Index(table.sibling(format!("uniq_{column}"))), Object::Index(index));
    }

    #[test]
    fn tables_keys_and_relations_are_drawn() {
        let (users, guards, goods) =
            (QualName::public("users"), QualName::public("guards"), QualName::new("shop", "a \"b\""));
        let mut catalog = Catalog::default();
        let email = ("email", "character varying(255)", true);
        table(&mut catalog, &users, &[("id", "uuid", true), email, ("createdAt", "timestamp with time zone", true)]);
        let place = ("place", "geography(Point,4326)", false);
        table(&mut catalog, &guards, &[("id", "uuid", true), ("user_id", "uuid", true), place]);
        table(&mut catalog, &goods, &[("id", "bigint", true), ("2nd owner", "uuid", false)]);
        unique(&mut catalog, &users, "email");
        unique(&mut catalog, &guards, "user_id");
        refer(&mut catalog, &guards, "user_id", &users);
        refer(&mut catalog, &goods, "2nd owner", &users);
        insta::assert_snapshot!(erd(&catalog), @r#"
        erDiagram
            guards {
                uuid id PK
                uuid user_id FK, UK
                geography(Point_4326) place
            }
            users {
                uuid id PK
                varchar(255) email UK
                timestamptz createdAt
            }
            "shop.a 'b'" {
                bigint id PK
                uuid x2nd_owner FK
            }
            users ||--o| guards : "user_id"
            users |o--o{ "shop.a 'b'" : "2nd owner"
        "#);
    }
}
