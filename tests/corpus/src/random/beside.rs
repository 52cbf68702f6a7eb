//! What stands beside tables: types before them, the rest after them.

use super::{Random, World};

const LABELS: [&str; 6] = ["new", "open", "half done", "done", "Gone", "7"];

pub(super) fn types(world: &mut World, random: &mut Random) {
    for name in random.some(&["state", "Mood"], 70) {
        let namespace = *random.pick(&world.namespaces);
        let mut labels = random.some(&LABELS, 60);
        if labels.is_empty() {
            labels.push(LABELS[0]);
        }
        let ty = format!("\"{namespace}\".\"{name}\"");
        let list: Vec<String> = labels.iter().map(|label| format!("'{label}'")).collect();
        world.say(format!("CREATE TYPE {ty} AS ENUM ({})", list.join(", ")));
        world.types.push((ty, list[random.below(list.len())].clone()));
    }
    if random.chance(60) {
        let (base, check) =
            *random.pick(&[("text", "VALUE <> ''"), ("text", "length(VALUE) < 9"), ("varchar(20)", "VALUE > 'a'")]);
        world.say(format!("CREATE DOMAIN label AS {base} CONSTRAINT label_check CHECK ({check})"));
        world.types.push(("label".to_owned(), "'free'".to_owned()));
    }
    if random.chance(60) {
        let step = random.below(3) + 1;
        world.say(format!("CREATE SEQUENCE numbers INCREMENT {step} CACHE {}", random.below(2) + 1));
        world.types.push(("bigint".to_owned(), "nextval('numbers')".to_owned()));
    }
}

pub(super) fn functions(world: &mut World, random: &mut Random) {
    if random.chance(70) {
        let (add, name) = (random.below(3), *random.pick(&["n", "value"]));
        let volatility = *random.pick(&["IMMUTABLE", "IMMUTABLE STRICT", "IMMUTABLE PARALLEL SAFE"]);
        world.say(format!(
            "CREATE FUNCTION raised({name} integer) RETURNS integer LANGUAGE sql {volatility} AS $$ SELECT $1 + {add} $$"
        ));
    }
    if random.chance(60) {
        let value = *random.pick(&["NEW", "OLD", "NULL"]);
        world.say(format!(
            "CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN {value}; END $$"
        ));
    }
}

pub(super) fn indexes(world: &mut World, random: &mut Random) {
    for table in world.tables.clone() {
        for (at, (column, ty)) in table.columns.iter().enumerate() {
            if !random.chance(35) {
                continue;
            }
            let key = match ty.as_str() {
                "jsonb" => "USING gin (\"{}\")",
                "text" => *random.pick(&["(lower(\"{}\"))", "(\"{}\" text_pattern_ops)", "(\"{}\" DESC)"]),
                "integer" => *random.pick(&["((\"{}\" + 1))", "USING brin (\"{}\")", "(\"{}\" NULLS FIRST)"]),
                _ => *random.pick(&["(\"{}\")", "(\"{}\" DESC)", "USING hash (\"{}\")"]),
            };
            let filter = if random.chance(30) { format!(" WHERE \"{column}\" IS NOT NULL") } else { String::new() };
            let name = format!("{} {at}", table.short);
            world.say(format!("CREATE INDEX \"{name}\" ON {} {}{filter}", table.name, key.replace("{}", column)));
        }
    }
}

pub(super) fn triggers(world: &mut World, random: &mut Random) {
    if !world.sql.contains("FUNCTION noted()") {
        return;
    }
    for table in world.tables.clone() {
        if random.chance(30) {
            let time = *random.pick(&["BEFORE INSERT", "AFTER UPDATE", "BEFORE INSERT OR UPDATE", "AFTER DELETE"]);
            let each = *random.pick(&["ROW", "STATEMENT"]);
            world.say(format!("CREATE TRIGGER note {time} ON {} FOR EACH {each} EXECUTE FUNCTION noted()", table.name));
        }
    }
}

pub(super) fn views(world: &mut World, random: &mut Random) {
    for create in ["VIEW seen", "MATERIALIZED VIEW kept"] {
        if world.tables.is_empty() || !random.chance(70) {
            continue;
        }
        let table = random.pick(&world.tables).clone();
        let mut columns: Vec<String> = random
            .some(&table.columns.iter().map(|(name, _)| *name).collect::<Vec<_>>(), 60)
            .iter()
            .map(|name| format!("\"{name}\""))
            .collect();
        columns.push(format!("{} AS fixed", random.below(3)));
        world.say(format!("CREATE {create} AS SELECT {} FROM {}", columns.join(", "), table.name));
    }
}

pub(super) fn policies(world: &mut World, random: &mut Random) {
    for table in world.tables.clone() {
        let Some(key) = table.key.filter(|_| random.chance(30)) else { continue };
        let forced = if random.chance(30) { "FORCE" } else { "ENABLE" };
        world.say(format!("ALTER TABLE {} {forced} ROW LEVEL SECURITY", table.name));
        let what = *random.pick(&["SELECT", "ALL", "DELETE"]);
        world.say(format!("CREATE POLICY own ON {} FOR {what} USING (id::text <> '{key}')", table.name));
    }
}

pub(super) fn comments(world: &mut World, random: &mut Random) {
    for table in world.tables.clone() {
        if random.chance(40) {
            let text = *random.pick(&["what it is", "it''s kept", "old"]);
            world.say(format!("COMMENT ON TABLE {} IS '{text}'", table.name));
        }
        for (column, _) in
            random.some(&table.columns.iter().map(|(name, ty)| (*name, ty.len())).collect::<Vec<_>>(), 15)
        {
            world.say(format!("COMMENT ON COLUMN {}.\"{column}\" IS 'a column'", table.name));
        }
    }
}
