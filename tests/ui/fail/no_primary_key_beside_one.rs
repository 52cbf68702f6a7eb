use entity_core::prelude::*;

#[derive(Entity)]
#[entity(no_primary_key)]
struct User {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<User>,
    email: String,
}

fn main() {}
