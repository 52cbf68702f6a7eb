//! Tables with their columns and constraints.

use super::{Random, World};

/// A table that the script made.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// Its quoted name.
    pub(super) name: String,
    /// Its last name, for the names of what belongs to it.
    pub(super) short: &'static str,
    /// The type of its key, where it has one.
    pub(super) key: Option<&'static str>,
    /// Its other columns with their types.
    pub(super) columns: Vec<(&'static str, String)>,
}

impl Table {
    /// A column of one of these types.
    pub(super) fn column_of(&self, types: &[&str]) -> Option<&'static str> {
        self.columns.iter().find(|(_, ty)| types.contains(&ty.as_str())).map(|(name, _)| *name)
    }
}

const NAMES: [&str; 5] = ["orders", "items", "people", "Log Book", "tags"];
const COLUMNS: [&str; 6] = ["title", "amount", "placed_at", "Note", "data", "state"];

/// Types with a default.
const TYPES: [(&str, &str); 14] = [
    ("text", "'none'"),
    ("character varying(40)", "''"),
    ("character varying(80)", "'x'"),
    ("integer", "0"),
    ("bigint", "-1"),
    ("smallint", "7"),
    ("numeric(10,2)", "1.5"),
    ("boolean", "false"),
    ("timestamp with time zone", "now()"),
    ("date", "CURRENT_DATE"),
    ("jsonb", "'{}'"),
    ("uuid", "gen_random_uuid()"),
    ("text[]", "'{}'"),
    ("double precision", "0.5"),
];

pub(super) fn tables(world: &mut World, random: &mut Random) {
    for short in random.some(&NAMES, 75) {
        let namespace = if random.chance(80) { "public" } else { *random.pick(&world.namespaces) };
        let key = random.chance(80).then(|| *random.pick(&["integer", "bigint", "uuid"]));
        let mut table = Table { name: format!("\"{namespace}\".\"{short}\""), short, key, columns: Vec::new() };
        let mut parts: Vec<String> = key.map(|ty| format!("id {ty} PRIMARY KEY")).into_iter().collect();
        for name in random.some(&COLUMNS, 65) {
            parts.push(column(name, &mut table, world, random));
        }
        parts.extend(constraints(&table, random));
        // A table that others refer to must be logged like them.
        let unlogged = if key.is_none() && random.chance(30) { "UNLOGGED " } else { "" };
        world.say(format!("CREATE {unlogged}TABLE {} (\n    {}\n)", table.name, parts.join(",\n    ")));
        world.tables.push(table);
    }
}

fn column(name: &'static str, table: &mut Table, world: &World, random: &mut Random) -> String {
    let (ty, default) = if !world.types.is_empty() && random.chance(30) {
        random.pick(&world.types).clone()
    } else {
        let (ty, default) = *random.pick(&TYPES);
        (ty.to_owned(), default.to_owned())
    };
    let mut sql = format!("\"{name}\" {ty}");
    let number = table.column_of(&["integer"]);
    match (number, ty.as_str()) {
        (Some(number), "bigint") if random.chance(50) => {
            sql.push_str(&format!(" GENERATED ALWAYS AS ((\"{number}\" + {})) STORED", random.below(3)));
        }
        _ if random.chance(50) => sql.push_str(&format!(" DEFAULT {default}")),
        _ => {}
    }
    if random.chance(40) {
        sql.push_str(" NOT NULL");
    }
    table.columns.push((name, ty));
    sql
}

fn constraints(table: &Table, random: &mut Random) -> Vec<String> {
    let mut parts = Vec::new();
    if let Some(number) = table.column_of(&["integer", "bigint", "smallint"])
        && random.chance(60)
    {
        let bound = random.below(4);
        let text = *random.pick(&["> {}", "BETWEEN {} AND 90", "IN ({}, 50)", "<> {}"]);
        parts.push(format!(
            "CONSTRAINT \"{} limit\" CHECK (\"{number}\" {})",
            table.short,
            text.replace("{}", &bound.to_string())
        ));
    }
    if let Some(text) = table.column_of(&["text", "character varying(40)", "character varying(80)"])
        && random.chance(50)
    {
        let kind = *random.pick(&["UNIQUE", "UNIQUE", "EXCLUDE USING btree"]);
        let with = if kind == "UNIQUE" { "" } else { " WITH =" };
        let late = *random.pick(&["", " DEFERRABLE", " DEFERRABLE INITIALLY DEFERRED"]);
        parts.push(format!("CONSTRAINT \"{} once\" {kind} (\"{text}\"{with}){late}", table.short));
    }
    parts
}

pub(super) fn references(world: &mut World, random: &mut Random) {
    let tables = world.tables.clone();
    for table in tables.iter().filter(|table| table.key.is_some()) {
        let to = random.pick(&tables);
        let Some(key) = to.key.filter(|_| random.chance(55)) else { continue };
        let action =
            *random.pick(&["", " ON DELETE CASCADE", " ON DELETE SET NULL", " ON UPDATE CASCADE", " DEFERRABLE"]);
        let name = format!("{} parent", table.short);
        world.say(format!(
            "ALTER TABLE {} ADD COLUMN parent_id {key}, ADD CONSTRAINT \"{name}\" FOREIGN KEY (parent_id) REFERENCES {} (id){action}",
            table.name, to.name
        ));
    }
}
