use entity_core::prelude::*;

#[derive(Entity)]
#[entity(unique(email, using = hash))]
struct User {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<User>,
    email: String,
}

fn main() {}
