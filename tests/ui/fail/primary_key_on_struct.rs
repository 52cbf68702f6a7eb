use entity_core::prelude::*;

#[derive(Entity)]
#[entity(no_primary_key, primary_key(name = "visits_key"))]
struct Visit {
    at: i64,
}

#[derive(Entity)]
#[entity(primary_key(id))]
struct User {
    #[column(primary_key)]
    id: i64,
}

#[derive(Entity)]
#[entity(primary_key)]
struct Pet {
    #[column(primary_key)]
    id: i64,
    #[references(User, on_delete = cascade, no_index = true)]
    owner_id: i64,
}

fn main() {}
