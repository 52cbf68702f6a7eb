use entity_core::prelude::*;

#[derive(Entity)]
#[entity(unique(email, deferrable))]
struct User {
    #[column(primary_key)]
    id: i64,
    #[column(unique)]
    email: String,
}

fn main() {}
