use entity_core::prelude::*;
use serde::Serialize;

#[derive(Entity, Serialize)]
struct User {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<User>,
    password_hash: Secret<String>,
}

fn main() {}
