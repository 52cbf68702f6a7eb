use entity_core::prelude::*;

#[derive(Entity)]
#[entity(index(email, deferrable))]
struct User {
    #[column(primary_key)]
    id: i64,
    email: String,
    #[column(unique(deferrable = later))]
    name: String,
}

fn main() {}
