use entity_core::prelude::*;

#[derive(Entity)]
#[entity(with(), unlogged = true, tablespace = fast, replica_identity = index)]
struct Visit {
    #[column(primary_key)]
    id: i64,
}

#[derive(Entity)]
#[entity(with(fillfactor = 70), with(autovacuum_enabled = false), replica_identity)]
struct Other {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
