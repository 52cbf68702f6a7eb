//! The kinds that fewer databases have.

use super::{Random, World};

/// Before tables: what their columns may be of.
pub(super) fn types(world: &mut World, random: &mut Random) {
    if random.chance(40) {
        let second = *random.pick(&["size integer", "size bigint", "weight numeric(6,2)", "size integer, tag text"]);
        world.say(format!("CREATE TYPE parcel AS (name text, {second})"));
        world.types.push(("parcel".to_owned(), "NULL".to_owned()));
    }
    if random.chance(30) {
        let subtype = *random.pick(&["integer", "double precision", "bigint"]);
        world.say(format!("CREATE TYPE stretch AS RANGE (subtype = {subtype})"));
        world.types.push(("stretch".to_owned(), "'empty'".to_owned()));
    }
    if random.chance(30) {
        let provider = *random.pick(&["provider = libc, locale = 'C'", "provider = icu, locale = 'de'"]);
        world.say(format!("CREATE COLLATION sorted ({provider})"));
        world.types.push(("text COLLATE sorted".to_owned(), "'x'".to_owned()));
    }
    if random.chance(25) {
        world.say("CREATE EXTENSION citext");
        world.types.push(("citext".to_owned(), "'X'".to_owned()));
    }
    if random.chance(40) {
        let check = *random.pick(&["VALUE > 0", "VALUE BETWEEN 1 AND 9"]);
        let also = if random.chance(50) { " CONSTRAINT not_five CHECK (VALUE <> 5)" } else { "" };
        world.say(format!("CREATE DOMAIN rank AS integer DEFAULT 3 CONSTRAINT in_bounds CHECK ({check}){also}"));
        world.types.push(("rank".to_owned(), "2".to_owned()));
    }
}

pub(super) fn routines(world: &mut World, random: &mut Random) {
    if random.chance(40) {
        let start = random.below(3);
        world.say(format!("CREATE AGGREGATE total(integer) (sfunc = int4pl, stype = integer, initcond = '{start}')"));
    }
    if random.chance(40) {
        let body = *random.pick(&["BEGIN NULL; END", "BEGIN RAISE NOTICE 'done'; END"]);
        let argument = *random.pick(&["", "a integer", "a integer DEFAULT 4"]);
        world.say(format!("CREATE PROCEDURE tidied({argument}) LANGUAGE plpgsql AS $$ {body} $$"));
    }
    if random.chance(40) {
        let columns = *random.pick(&["a integer", "a integer, b text"]);
        let row = if columns.contains('b') { "1, 'x'" } else { "1" };
        world.say(format!("CREATE FUNCTION listed() RETURNS TABLE ({columns}) LANGUAGE sql AS $$ SELECT {row} $$"));
    }
}

/// Tables that others are parts of, inherit from, or that are elsewhere.
pub(super) fn tables(world: &mut World, random: &mut Random) {
    if random.chance(45) {
        partitioned(world, random);
    }
    if random.chance(35) {
        let column = *random.pick(&["born date", "born date NOT NULL", "born date DEFAULT '2030-01-01', died date"]);
        world.say(format!("CREATE TABLE animals ({column}, CONSTRAINT real_date CHECK (born > '1900-01-01'))"));
        let own = *random.pick(&["wings integer", "wings integer, feather text"]);
        world.say(format!("CREATE TABLE birds ({own}) INHERITS (animals)"));
    }
    if random.chance(30) {
        let option = *random.pick(&["", " OPTIONS (host 'a')", " OPTIONS (host 'b', port '5')"]);
        world.say("CREATE FOREIGN DATA WRAPPER far_away");
        world.say(format!("CREATE SERVER other FOREIGN DATA WRAPPER far_away{option}"));
        let columns = *random.pick(&["a integer", "a integer, b text NOT NULL"]);
        world.say(format!("CREATE FOREIGN TABLE remote ({columns}) SERVER other"));
    }
    if random.chance(40) {
        let options =
            *random.pick(&["fillfactor = 80", "fillfactor = 90, parallel_workers = 2", "autovacuum_enabled = off"]);
        let identity = *random.pick(&["ALWAYS AS IDENTITY", "BY DEFAULT AS IDENTITY (START 10)"]);
        world.say(format!("CREATE TABLE counted (n bigint GENERATED {identity}, note text) WITH ({options})"));
        let storage = *random.pick(&["SET STORAGE EXTERNAL", "SET STATISTICS 50", "SET (n_distinct = 5)"]);
        world.say(format!("ALTER TABLE counted ALTER COLUMN note {storage}"));
        let identity = *random.pick(&["FULL", "NOTHING", "DEFAULT"]);
        world.say(format!("ALTER TABLE counted REPLICA IDENTITY {identity}"));
        let keys = *random.pick(&["(n) INCLUDE (note)", "(n, note)", "(note COLLATE \"C\" text_pattern_ops)"]);
        world.say(format!("CREATE UNIQUE INDEX counted_once ON counted {keys}"));
    }
}

fn partitioned(world: &mut World, random: &mut Random) {
    let key = if random.chance(50) { ", PRIMARY KEY (day, n)" } else { "" };
    let column = *random.pick(&["", ", extra text", ", extra integer DEFAULT 5"]);
    world.say(format!(
        "CREATE TABLE visits (day date NOT NULL, n integer NOT NULL{column}{key}, CONSTRAINT small CHECK (n < 1000)) PARTITION BY RANGE (day)"
    ));
    for (month, next) in random.some(&[(1, 2), (2, 3), (3, 4)], 60) {
        world.say(format!(
            "CREATE TABLE visits_{month} PARTITION OF visits FOR VALUES FROM ('2030-0{month}-01') TO ('2030-0{next}-01')"
        ));
        if random.chance(30) {
            world.say(format!("CREATE INDEX own_{month} ON visits_{month} (n)"));
        }
        if random.chance(30) {
            world.say(format!("ALTER TABLE visits_{month} ADD CONSTRAINT own_{month}_check CHECK (n > 0)"));
        }
    }
    if random.chance(30) {
        world.say("CREATE TABLE visits_rest PARTITION OF visits DEFAULT");
    }
    if random.chance(50) {
        let keys = *random.pick(&["(n)", "(n DESC)", "(n, day)"]);
        world.say(format!("CREATE INDEX visits_by_number ON visits {keys}"));
    }
}

/// After tables.
pub(super) fn rest(world: &mut World, random: &mut Random) {
    for table in world.tables.clone() {
        let names: Vec<&str> = table.columns.iter().map(|(name, _)| *name).collect();
        if names.len() > 1 && random.chance(20) {
            let kinds = *random.pick(&["", " (ndistinct)", " (dependencies)"]);
            let scalar =
                table.columns.iter().filter(|(_, ty)| ["text", "integer", "bigint", "date"].contains(&ty.as_str()));
            let scalar: Vec<String> = scalar.map(|(name, _)| format!("\"{name}\"")).collect();
            if scalar.len() > 1 {
                let name = format!("\"{} together\"", table.short);
                world.say(format!("CREATE STATISTICS {name}{kinds} ON {} FROM {}", scalar.join(", "), table.name));
            }
        }
        if random.chance(15) {
            let event = *random.pick(&["DELETE", "UPDATE"]);
            world.say(format!("CREATE RULE kept AS ON {event} TO {} DO INSTEAD NOTHING", table.name));
        }
        if random.chance(25) {
            let right = *random.pick(&["SELECT", "SELECT, INSERT", "ALL"]);
            world.say(format!("GRANT {right} ON {} TO PUBLIC", table.name));
        }
    }
    if random.chance(30) {
        let what = *random.pick(&["SELECT ON TABLES", "EXECUTE ON FUNCTIONS", "SELECT, INSERT ON TABLES"]);
        world.say(format!("ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {what} TO PUBLIC"));
    }
    if random.chance(35) {
        let operations = *random.pick(&["insert", "insert, update", "insert, update, delete"]);
        let keyed = world.tables.iter().find(|table| table.key.is_some()).map(|table| table.name.clone());
        let tables = keyed.filter(|_| random.chance(70)).map(|table| format!(" FOR TABLE {table}")).unwrap_or_default();
        world.say(format!("CREATE PUBLICATION news{tables} WITH (publish = '{operations}')"));
    }
    if random.chance(30) {
        world.say("CREATE TEXT SEARCH DICTIONARY plain (TEMPLATE = simple)");
        world.say("CREATE TEXT SEARCH CONFIGURATION terse (COPY = simple)");
        if random.chance(50) {
            world.say("ALTER TEXT SEARCH CONFIGURATION terse ALTER MAPPING FOR word WITH plain");
        }
    }
    if random.chance(25) && world.sql.contains("TABLE counted") {
        let columns = *random.pick(&["n", "n, note"]);
        let check = *random.pick(&["", " WITH CHECK OPTION"]);
        world.say(format!(
            "CREATE VIEW low WITH (security_barrier = true) AS SELECT {columns} FROM counted WHERE n < 5{check}"
        ));
        world.say("CREATE VIEW lower AS SELECT n FROM low WHERE n < 2");
    }
}
