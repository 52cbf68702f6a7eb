use entity_core::prelude::*;

#[derive(Entity)]
#[entity(index)]
struct User {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<User>,
    email: String,
}

fn main() {}
