//! Partitioned tables, and their partitions where they are as the server makes them.

use std::collections::BTreeMap;

use entity_core::schema::{Catalog, Column, Object, ObjectId, Origin, Partition, QualName, Table, TableKind};

use super::super::Cx;
use super::super::attributes::string;
use super::super::cut::{bare, group, is_expression, members};
use super::super::structs::{Held, Shape};
use super::super::types;
use super::{Options, Saying, parameters, placed};
use crate::{rules, tables};

/// The partitions of each table.
pub(in super::super) fn of_partitions(catalog: &Catalog) -> BTreeMap<QualName, Vec<QualName>> {
    let mut found: BTreeMap<QualName, Vec<QualName>> = BTreeMap::new();
    for (id, object) in &catalog.objects {
        if let (ObjectId::Table(name), Object::Table(Table { partition: Some(partition), .. })) = (id, object) {
            found.entry(partition.parent.clone()).or_default().push(name.clone());
        }
    }
    found
}

/// Whether an attribute can say how rows are spread over partitions: by columns that Rust surely holds, and by expressions
/// where it holds all columns.
pub(in super::super) fn is_partitioned_sayably(catalog: &Catalog, table: &tables::Table<'_>, key: &str) -> bool {
    let Some((_, keys)) = strategy(key) else { return false };
    let is_held = |column: &Column| types::is_plain(catalog, column.ty.as_str());
    let column = |key: &str| table.columns.iter().find(|(name, _)| name.to_string() == key);
    let all = || table.columns.iter().all(|(_, column)| is_held(column));
    keys.into_iter().all(|key| match column(key) {
        Some((_, column)) => is_held(column),
        None => is_expression(key) && all(),
    })
}

/// `RANGE (created_at)`
fn strategy(key: &str) -> Option<(&'static str, Vec<&str>)> {
    let (word, keys) = key.split_once(' ')?;
    let word = match word {
        "RANGE" => "range",
        "LIST" => "list",
        "HASH" => "hash",
        _ => return None,
    };
    match group(keys) {
        Some((keys, "")) => Some((word, members(keys))),
        Some(_) | None => None,
    }
}

impl Options {
    /// Says how rows are spread, and over what. `said` are the objects that the table has from its struct.
    pub(in super::super) fn partitions(&mut self, cx: &Cx<'_>, shape: &Shape<'_>, said: &[ObjectId]) {
        let TableKind::Partitioned { key } = &self.table.kind else { return };
        let Some((word, keys)) = strategy(key.as_str()) else { return };
        let own = shape.table.name;
        let keys = keys.into_iter().map(|key| {
            let column = shape.columns.iter().find(|held| held.name.to_string() == key);
            let field = column.and_then(|held| cx.names.field(own, held.name));
            field.map_or_else(|| format!("expr({})", string(bare(key))), str::to_owned)
        });
        self.arguments.push(format!("partition_by({word}({}))", keys.collect::<Vec<_>>().join(", ")));
        let partitions = cx.partitions.get(own).map(Vec::as_slice).unwrap_or_default();
        let sayings = partitions.iter().filter_map(|name| saying(cx, shape, name, said)).collect();
        self.add(sayings);
    }
}

fn saying(cx: &Cx<'_>, shape: &Shape<'_>, name: &QualName, said: &[ObjectId]) -> Option<Saying> {
    let own = shape.table.name;
    let id = ObjectId::Table(name.clone());
    let Some(Object::Table(table)) = cx.catalog.objects.get(&id) else { return None };
    let Table { kind: TableKind::Ordinary, partition: Some(partition), options, tablespace, .. } = table else {
        return None;
    };
    if name.namespace != own.namespace {
        return None;
    }
    let mut arguments = vec![format!("name = {}", string(name.name.as_str()))];
    arguments.extend(bound(partition.bound.as_str())?);
    arguments.extend((!options.is_empty()).then(|| parameters(options)));
    arguments.extend(tablespace.as_ref().map(placed));
    let brought = Table {
        partition: Some(Partition::clone(partition)),
        options: options.clone(),
        tablespace: tablespace.clone(),
        ..Table::default()
    };
    let mut objects = vec![(id, Object::Table(brought))];
    objects.extend(shape.columns.iter().map(|held| column(cx, name, held)));
    objects.extend(parts(cx, name, said)?);
    Some(Saying { argument: format!("partition({})", arguments.join(", ")), objects })
}

/// A column as the partition gets it.
fn column(cx: &Cx<'_>, partition: &QualName, held: &Held<'_>) -> (ObjectId, Object) {
    let id = ObjectId::Column(partition.clone(), held.name.clone());
    let (identity, required) = match cx.catalog.objects.get(&id) {
        Some(Object::Column(column)) => (column.identity.clone(), column.required.clone()),
        Some(_) | None => (None, held.column.required.clone()),
    };
    let column = Column { origin: Origin::Inherited, identity, required, statistics: None, ..held.column.clone() };
    (id, Object::Column(column))
}

/// The parts that the partition gets of the indexes that the struct says. `None` where one is not as the server makes
/// it.
fn parts(cx: &Cx<'_>, name: &QualName, said: &[ObjectId]) -> Option<Vec<(ObjectId, Object)>> {
    let table = cx.others.get(name)?;
    let constraints = table.constraints.iter().map(|(one, _)| ObjectId::Constraint(name.clone(), (*one).clone()));
    let indexes = table.indexes.iter().map(|(one, _)| ObjectId::Index((*one).clone()));
    let mut brought = Vec::new();
    for id in constraints.chain(indexes) {
        let Some(whole) = rules::whole_of(cx.catalog, &id) else { continue };
        let is_made_by_name = cx.catalog.edges.contains(&(whole.clone(), ObjectId::Table(name.clone())));
        if is_made_by_name || id.kind() != whole.kind() {
            return None;
        }
        if said.contains(&whole) {
            let object = cx.catalog.objects.get(&id)?.clone();
            brought.push((id, object));
        }
    }
    Some(brought)
}

/// `FOR VALUES …` as arguments.
fn bound(bound: &str) -> Option<Vec<String>> {
    if bound == "DEFAULT" {
        return Some(vec!["default".to_owned()]);
    }
    let values = bound.strip_prefix("FOR VALUES ")?;
    if let Some(list) = values.strip_prefix("IN ") {
        return Some(vec![format!("in({})", limits(group(list)?.0)?.join(", "))]);
    }
    if let Some(range) = values.strip_prefix("FROM ") {
        let (from, rest) = group(range)?;
        let (to, _) = group(rest.strip_prefix(" TO ")?)?;
        return Some(vec![end("from", from)?, end("to", to)?]);
    }
    let (hash, _) = group(values.strip_prefix("WITH ")?)?;
    members(hash)
        .into_iter()
        .map(|part| part.split_once(' ').map(|(word, number)| format!("{word} = {number}")))
        .collect()
}

fn end(word: &str, values: &str) -> Option<String> {
    let limits = limits(values)?;
    Some(match limits.as_slice() {
        [only] => format!("{word} = {only}"),
        several => format!("{word}({})", several.join(", ")),
    })
}

fn limits(values: &str) -> Option<Vec<String>> {
    members(values).into_iter().map(limit).collect()
}

/// A literal of SQL as one of Rust.
fn limit(sql: &str) -> Option<String> {
    if let Some(text) = sql.strip_prefix('\'').and_then(|text| text.strip_suffix('\'')) {
        return Some(string(&text.replace("''", "'")));
    }
    match sql {
        "MINVALUE" | "MAXVALUE" | "NULL" | "true" | "false" => Some(sql.to_lowercase()),
        number if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => Some(number.to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_read_as_the_server_prints_them() {
        for (sql, expected) in [
            ("DEFAULT", Some("default")),
            ("FOR VALUES IN ('it''s', NULL, 4)", Some("in(\"it's\", null, 4)")),
            ("FOR VALUES FROM (MINVALUE) TO ('2024-01-01')", Some("from = minvalue, to = \"2024-01-01\"")),
            ("FOR VALUES FROM (2024, 1) TO (2024, MAXVALUE)", Some("from(2024, 1), to(2024, maxvalue)")),
            ("FOR VALUES WITH (modulus 4, remainder 3)", Some("modulus = 4, remainder = 3")),
            ("FOR VALUES IN (E'a\\\\b')", None),
            ("FOR VALUES FROM ((1 + 1)) TO (3)", None),
        ] {
            assert_eq!(bound(sql).map(|arguments| arguments.join(", ")).as_deref(), expected, "{sql}");
        }
    }
}
