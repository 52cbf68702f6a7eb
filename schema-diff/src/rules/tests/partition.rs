//! Partitioned tables and their partitions.

use entity_core::schema::{Origin, Partition, TableKind};

use super::*;

fn visits(parts: &[(&str, &str)]) -> Catalog {
    let mut catalog = Catalog::default();
    let kind = TableKind::Partitioned { key: Expr::from("LIST (day)") };
    catalog.insert(table_id("visit"), Object::Table(Table { kind, ..Table::default() }));
    add_column(&mut catalog, "visit", "day", column("date"));
    for (part, bound) in parts {
        let partition = Partition { parent: name("visit"), bound: Expr::from(*bound) };
        catalog.insert(table_id(part), Object::Table(Table { partition: Some(partition), ..Table::default() }));
        add_column(&mut catalog, part, "day", Column { origin: Origin::Inherited, ..column("date") });
        catalog.depend(column_id(part, "day"), column_id("visit", "day"));
    }
    catalog
}

#[test]
fn partition_is_made_with_its_parents_columns() {
    assert_snapshot!(script(&Catalog::default(), &visits(&[("may", "FOR VALUES IN ('2030-05-01')")])), @r"
    CREATE TABLE visit (
        day date
    ) PARTITION BY LIST (day);
    CREATE TABLE may PARTITION OF visit FOR VALUES IN ('2030-05-01');
    ");
}

#[test]
fn partition_with_other_bounds_keeps_its_rows() {
    let (from, to) = (visits(&[("may", "FOR VALUES IN ('2030-05-01')")]), visits(&[("may", "DEFAULT")]));
    assert_snapshot!(script(&from, &to), @r"
    ALTER TABLE visit DETACH PARTITION may;
    -- Scan may: the table is read under a lock
    -- MayFail may: fails if a row belongs to another partition
    ALTER TABLE visit ATTACH PARTITION may DEFAULT;
    ");
}
