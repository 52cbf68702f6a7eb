//! The statements whose text follows from the entity alone. Built once a connection and kept prepared.

use crate::entity::{ColumnRole, EntityDef, Mask};
use crate::schema::Ident;
use crate::value::bare;

/// The columns of a mask, in order.
pub(crate) fn columns(def: &EntityDef, mask: Mask) -> impl Iterator<Item = usize> + Clone {
    (0..def.columns.len()).filter(move |column| mask & (1 << column) != 0)
}

fn names(def: &EntityDef, mask: Mask) -> String {
    list(columns(def, mask).map(|column| Ident::from_static(def.columns[column].name).to_string()))
}

fn all(def: &EntityDef) -> String {
    list(def.columns.iter().map(|column| Ident::from_static(column.name).to_string()))
}

fn list(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}

fn live(def: &EntityDef) -> Option<String> {
    def.deleted_at().map(|column| format!("{} IS NULL", Ident::from_static(column.name)))
}

fn by_key(def: &EntityDef, first: usize) -> String {
    let parts = def.primary_key.iter().enumerate();
    parts
        .map(|(at, column)| format!("{} = ${}", Ident::from_static(column), first + at))
        .collect::<Vec<_>>()
        .join(" AND ")
}

/// All live rows.
pub(crate) fn select_all(def: &EntityDef) -> String {
    let tail = live(def).map_or_else(String::new, |live| format!(" WHERE {live}"));
    format!("SELECT {} FROM {}{tail}", all(def), def.qual_name())
}

/// One live row by its key.
pub(crate) fn find(def: &EntityDef) -> String {
    let tail = live(def).map_or_else(String::new, |live| format!(" AND {live}"));
    format!("SELECT {} FROM {} WHERE {}{tail}", all(def), def.qual_name(), by_key(def, 1))
}

/// One row, given back whole.
pub(crate) fn insert(def: &EntityDef, mask: Mask) -> String {
    format!("{} RETURNING {}", insert_values(def, mask, ""), all(def))
}

/// One row. `alias` is what stands behind the table.
pub(crate) fn insert_values(def: &EntityDef, mask: Mask, alias: &str) -> String {
    let count = columns(def, mask).count();
    let values = list((1..=count).map(|n| format!("${n}")));
    let row =
        if count == 0 { "DEFAULT VALUES".to_owned() } else { format!("({}) VALUES ({values})", names(def, mask)) };
    format!("INSERT INTO {}{alias} {row}", def.qual_name())
}

/// Many rows that set the same columns: one array a column, whatever the number of rows.
pub(crate) fn insert_many(def: &EntityDef, mask: Mask) -> String {
    insert_unnest(def, mask, "", &mut 0)
}

/// Whether many rows travel as an array of the table's own row type instead of as an array a column. `unnest` takes an
/// array of arrays apart down to the members, and a composite value into its attributes, so a column that holds such
/// values cannot be an array itself.
pub(crate) fn by_row(def: &EntityDef, mask: Mask) -> bool {
    columns(def, mask).any(|column| def.columns[column].ty.is_array() || def.columns[column].ty.is_composite())
}

/// Many rows that set nothing at all. The text holds their number.
pub(crate) fn insert_defaults(def: &EntityDef, rows: usize, alias: &str) -> String {
    let column = def.columns.iter().find(|column| column.generated.is_none()).map_or("", |column| column.name);
    let values = list(std::iter::repeat_n("(DEFAULT)".to_owned(), rows));
    format!("INSERT INTO {}{alias} ({}) VALUES {values}", def.qual_name(), Ident::from_static(column))
}

/// Rows that set the same columns. `alias` is what stands behind the table, `param` how many parameters there are.
pub(crate) fn insert_group(def: &EntityDef, (mask, rows): (Mask, usize), alias: &str, param: &mut usize) -> String {
    if mask == 0 { insert_defaults(def, rows, alias) } else { insert_unnest(def, mask, alias, param) }
}

/// Many rows that differ in what they set: one part for each set of columns, all in one statement.
pub(crate) fn insert_groups(def: &EntityDef, groups: &[(Mask, usize)]) -> String {
    let mut param = 0;
    let parts = groups.iter().enumerate().map(|(at, group)| {
        let insert = insert_group(def, *group, "", &mut param);
        format!("g{at} AS ({insert} RETURNING 1)")
    });
    let parts = list(parts);
    let counts = (0..groups.len()).map(|at| format!("(SELECT count(*) FROM g{at})")).collect::<Vec<_>>().join(" + ");
    format!("WITH {parts} SELECT {counts}")
}

fn insert_unnest(def: &EntityDef, mask: Mask, alias: &str, param: &mut usize) -> String {
    if by_row(def, mask) {
        *param += 1;
        let (table, names) = (def.qual_name(), names(def, mask));
        // A type of the server's own is found first, should a table be called `text` or `date`.
        let row = format!("{}.{}", table.namespace, table.name);
        return format!("INSERT INTO {table}{alias} ({names}) SELECT {names} FROM unnest(${param}::{row}[])");
    }
    let arrays = list(columns(def, mask).map(|column| {
        *param += 1;
        format!("${param}::{}[]", bare(def.columns[column].ty.name))
    }));
    format!("INSERT INTO {}{alias} ({}) SELECT * FROM unnest({arrays})", def.qual_name(), names(def, mask))
}

/// Takes the mark of one deleted row away.
pub(crate) fn restore(def: &EntityDef) -> String {
    let column = def.deleted_at().map_or("deleted_at", |column| column.name);
    let column = Ident::from_static(column);
    format!("UPDATE {} SET {column} = NULL WHERE {} AND {column} IS NOT NULL", def.qual_name(), by_key(def, 1))
}

/// Several inserts that return rows of the same shape, as one statement.
pub(crate) fn returned_groups(inserts: &[String]) -> String {
    let parts = list(inserts.iter().enumerate().map(|(at, insert)| format!("g{at} AS ({insert})")));
    let rows: Vec<_> = (0..inserts.len()).map(|at| format!("SELECT * FROM g{at}")).collect();
    format!("WITH {parts} {}", rows.join(" UNION ALL "))
}

/// A query that has the types of the columns, and no rows.
pub(crate) fn typed(def: &EntityDef, mask: Mask) -> String {
    format!("SELECT {} FROM {}", names(def, mask), def.qual_name())
}

/// Rows in by binary COPY.
pub(crate) fn copy_in(def: &EntityDef, mask: Mask) -> String {
    format!("COPY {} ({}) FROM STDIN (FORMAT binary)", def.qual_name(), names(def, mask))
}

/// All live rows out as CSV.
pub(crate) fn copy_out(def: &EntityDef) -> String {
    format!("COPY ({}) TO STDOUT (FORMAT csv, HEADER)", select_all(def))
}

/// The rows of a query.
pub(crate) fn insert_from(def: &EntityDef, places: &[usize], query: &str) -> String {
    let names = list(places.iter().map(|place| Ident::from_static(def.columns[*place].name).to_string()));
    format!("INSERT INTO {} ({names}) {query}", def.qual_name())
}

/// Some columns of one live row.
pub(crate) fn update(def: &EntityDef, mask: Mask) -> String {
    let set = list(
        columns(def, mask)
            .enumerate()
            .map(|(at, column)| format!("{} = ${}", Ident::from_static(def.columns[column].name), at + 1)),
    );
    let first = columns(def, mask).count() + 1;
    let version = def.version().filter(|_| !sets_version(def, mask)).map_or_else(String::new, |column| {
        let version = Ident::from_static(column.name);
        format!(", {version} = {version} + 1")
    });
    let tail = live(def).map_or_else(String::new, |live| format!(" AND {live}"));
    format!("UPDATE {} SET {set}{version} WHERE {}{tail}", def.qual_name(), by_key(def, first))
}

/// Removes one row.
pub(crate) fn hard_delete(def: &EntityDef) -> String {
    format!("DELETE FROM {} WHERE {}", def.qual_name(), by_key(def, 1))
}

/// Marks one live row as deleted.
pub(crate) fn soft_delete(def: &EntityDef) -> String {
    let column = def.deleted_at().map_or("deleted_at", |column| column.name);
    let column = Ident::from_static(column);
    format!("UPDATE {} SET {column} = now() WHERE {} AND {column} IS NULL", def.qual_name(), by_key(def, 1))
}

/// Whether the column that counts changes is among those that are set.
fn sets_version(def: &EntityDef, mask: Mask) -> bool {
    columns(def, mask).any(|column| def.columns[column].role == ColumnRole::Version)
}
