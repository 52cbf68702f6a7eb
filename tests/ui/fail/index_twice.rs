use entity_core::prelude::*;

#[derive(Entity)]
#[entity(index(email))]
struct User {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<User>,
    #[column(index)]
    email: String,
}

fn main() {}
