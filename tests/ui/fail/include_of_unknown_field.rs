use entity_core::prelude::*;

#[derive(Entity)]
#[entity(index(email, include(nme)), index(name, include(email, email)))]
struct User {
    #[column(primary_key)]
    id: i64,
    email: String,
    name: String,
}

fn main() {}
