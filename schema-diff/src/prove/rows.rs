//! Fingerprints of rows, and what a migration did to them.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use tokio_postgres::GenericClient;

use super::table::{Column, Table, tables};
use crate::server::Refusal;

/// All rows at one moment.
#[derive(Debug)]
pub(super) struct Rows {
    tables: BTreeMap<u32, (Table, Vec<Texts>)>,
}

/// The values of a row, as texts.
type Texts = Vec<Option<String>>;

/// What became of rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Fate {
    /// Tables and columns that are gone with their values.
    pub(super) lost: Vec<String>,
    /// Tables whose rows are others, in the columns that stay as they are.
    pub(super) changed: Vec<String>,
    /// Tables that were written again.
    pub(super) rewritten: Vec<String>,
}

impl Rows {
    /// Reads every row. Scratch tables have a handful.
    pub(super) async fn read(client: &impl GenericClient) -> Result<Self, Refusal> {
        let mut all = BTreeMap::new();
        for (number, table) in tables(client).await? {
            let texts: Vec<String> = table.columns.iter().map(|column| format!("{}::text", column.name)).collect();
            let sql = format!("SELECT ARRAY[{}]::text[] FROM {}", texts.join(", "), table.name);
            let rows = client.query(&sql, &[]).await?;
            let rows = rows.iter().map(|row| row.try_get(0)).collect::<Result<Vec<_>, _>>()?;
            all.insert(number, (table, rows));
        }
        Ok(Self { tables: all })
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.tables.values().map(|(_, rows)| rows.len()).sum()
    }

    /// How many tables have some.
    pub(super) fn filled(&self) -> usize {
        self.tables.values().filter(|(_, rows)| !rows.is_empty()).count()
    }

    /// What became of these rows since. Tables without rows suffer nothing.
    pub(super) fn fate(&self, later: &Self) -> Fate {
        let mut fate = Fate::default();
        for (number, (table, rows)) in self.tables.iter().filter(|(_, (_, rows))| !rows.is_empty()) {
            let Some((after, rows_after)) = later.tables.get(number) else {
                fate.lost.push(table.plain.clone());
                continue;
            };
            let gone = table.columns.iter().filter(|column| same_place(after, column).is_none());
            let had_values = |column: &&Column| values(table, rows, column).any(|value| value.is_some());
            fate.lost.extend(gone.filter(had_values).map(|column| format!("{}.{}", table.plain, column.plain)));
            let kept: Vec<i16> =
                table.columns.iter().filter(|column| stays(after, column)).map(|one| one.place).collect();
            if fingerprint(table, rows, &kept) != fingerprint(after, rows_after, &kept) {
                fate.changed.push(after.plain.clone());
            }
            if table.filenode != after.filenode {
                fate.rewritten.push(after.plain.clone());
            }
        }
        fate
    }
}

fn values<'a>(table: &'a Table, rows: &'a [Texts], column: &Column) -> impl Iterator<Item = Option<&'a str>> {
    let place = table.columns.iter().position(|one| one.place == column.place);
    rows.iter().map(move |row| place.and_then(|place| row.get(place)?.as_deref()))
}

fn same_place<'a>(table: &'a Table, column: &Column) -> Option<&'a Column> {
    table.columns.iter().find(|one| one.place == column.place)
}

/// A column of another type may spell its values in another way.
fn stays(after: &Table, column: &Column) -> bool {
    same_place(after, column).is_some_and(|one| one.ty == column.ty)
}

/// A hash of the rows in some columns, whatever their order.
fn fingerprint(table: &Table, rows: &[Texts], kept: &[i16]) -> Vec<u8> {
    let places: Vec<usize> = (0..table.columns.len()).filter(|at| kept.contains(&table.columns[*at].place)).collect();
    let mut texts: Vec<String> =
        rows.iter().map(|row| format!("{:?}", places.iter().map(|at| row.get(*at)).collect::<Vec<_>>())).collect();
    texts.sort_unstable();
    let mut hash = Sha256::new();
    texts.iter().for_each(|text| hash.update(text));
    hash.finalize().to_vec()
}
