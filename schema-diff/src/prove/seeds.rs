//! Rows for empty tables, so that a proof is not about empty ones.

use entity_core::schema::Literal;
use tokio_postgres::GenericClient;

use super::table::{Column, Table, tables};
use crate::server::Refusal;

/// How many rows a table gets.
const ROWS: usize = 3;

/// Tables wait for those they refer to.
const PASSES: usize = 4;

/// How a row is filled. The first way that the table takes is it.
const WAYS: [Way; 4] = [
    Way { text: "value", is_full: true },
    Way { text: "", is_full: true },
    Way { text: "value", is_full: false },
    Way { text: "", is_full: false },
];

#[derive(Clone, Copy)]
struct Way {
    /// What texts begin with.
    text: &'static str,
    /// Whether columns that need no value get one.
    is_full: bool,
}

/// Fills every empty table that takes rows, and gives the names of those that took none.
pub(super) async fn fill(client: &impl GenericClient) -> Result<Vec<String>, Refusal> {
    let tables = tables(client).await?;
    let mut open: Vec<&Table> = Vec::new();
    for table in tables.values() {
        let row = client.query_one(&format!("SELECT EXISTS (SELECT FROM {})", table.name), &[]).await?;
        if !row.try_get::<_, bool>(0)? {
            open.push(table);
        }
    }
    for _ in 0..PASSES {
        let mut refused = Vec::new();
        for table in open {
            if !takes(client, table).await {
                refused.push(table);
            }
        }
        open = refused;
        if open.is_empty() {
            break;
        }
    }
    Ok(open.into_iter().map(|table| table.plain.clone()).collect())
}

/// Whether the table took one row at least. Why it refuses others does not matter: a check may want what no rule says.
async fn takes(client: &impl GenericClient, table: &Table) -> bool {
    let mut taken = false;
    for number in 1..=ROWS {
        for way in WAYS {
            if client.batch_execute(&insert(table, number, way)).await.is_ok() {
                taken = true;
                break;
            }
        }
    }
    taken
}

fn insert(table: &Table, number: usize, way: Way) -> String {
    // Some rows take the defaults, others have values of their own.
    let is_wanted = |column: &&Column| {
        !column.is_made_by_server
            && (column.is_required || way.is_full)
            && !(column.has_default && (number == 1 || !way.is_full))
    };
    let given = table.columns.iter().filter(is_wanted);
    let (names, values): (Vec<&str>, Vec<String>) =
        given.filter_map(|column| Some((column.name.as_str(), value(column, number, way.text)?))).unzip();
    let table = &table.name;
    match names.as_slice() {
        [] => format!("INSERT INTO {table} DEFAULT VALUES"),
        names => format!("INSERT INTO {table} ({}) VALUES ({})", names.join(", "), values.join(", ")),
    }
}

/// A value that differs from row to row. `None` for a type that nobody knows.
fn value(column: &Column, number: usize, text: &str) -> Option<String> {
    let Column { ty, base, category, labels, target, .. } = column;
    if let Some((table, name)) = target {
        return Some(format!("(SELECT {name} FROM {table} ORDER BY 1 OFFSET {} LIMIT 1)", number - 1));
    }
    let plain = match (category.as_str(), base.as_str()) {
        ("E", _) => labels.get(number % labels.len().max(1))?.clone(),
        ("A", _) => "{}".to_owned(),
        ("R", _) => "empty".to_owned(),
        ("N", _) => number.to_string(),
        ("B", _) => (number % 2 == 1).to_string(),
        ("S", _) => format!("{text}{number}"),
        ("T", _) => format!("{number} hours"),
        ("D", "time" | "timetz") => format!("0{number}:00"),
        ("D", _) => format!("2024-01-0{number}"),
        ("I", _) => format!("10.0.0.{number}"),
        ("G", "point") => format!("({number},{number})"),
        (_, "uuid") => format!("00000000-0000-4000-8000-00000000000{number}"),
        (_, "json" | "jsonb") => format!("{{\"number\": {number}}}"),
        (_, "bytea") => format!("\\x0{number}"),
        (_, "citext" | "tsvector" | "hstore") => format!("{text}{number}"),
        (_, "geometry" | "geography") => format!("POINT({number} {number})"),
        _ => return None,
    };
    Some(format!("{}::{ty}", Literal(&plain)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(name: &str, ty: &str, category: &str) -> Column {
        Column {
            place: 1,
            name: name.into(),
            plain: name.into(),
            ty: ty.into(),
            base: ty.into(),
            category: category.into(),
            labels: Vec::new(),
            is_required: false,
            has_default: false,
            is_made_by_server: false,
            target: None,
        }
    }

    #[test]
    fn rows_have_a_value_for_every_type_that_is_known() {
        let owner = Column { target: Some(("users".into(), "id".into())), ..column("owner", "bigint", "N") };
        let table = Table {
            name: "pets".into(),
            plain: "pets".into(),
            filenode: 0,
            columns: vec![column("name", "text", "S"), owner, column("shape", "box", "G")],
        };
        assert_eq!(
            insert(&table, 2, WAYS[0]),
            "INSERT INTO pets (name, owner) VALUES ('value2'::text, (SELECT id FROM users ORDER BY 1 OFFSET 1 LIMIT 1))"
        );
        assert_eq!(insert(&table, 2, WAYS[3]), "INSERT INTO pets DEFAULT VALUES");
    }
}
